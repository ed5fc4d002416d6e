"""A passkey in a real browser with an authenticator of its own (CDP WebAuthn): added, used, refused, removed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, CDPSession, Page, expect
from tests.browser.test_every_page import browser_of_ours as browser_of_ours  # noqa: PLC0414 - a fixture
from tests.browser.test_every_page import faults, looked_at

from zhiquan.office.access.models import AccountEvent, Department, Passkey, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.services import add_account
from zhiquan.settings.now import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "p-1234567"


@pytest.fixture
def site(live_server: Any, settings: Any) -> str:
    """A site that asks its staff for a second factor, and an officer who has none yet."""
    settings.PUBLIC_URL = str(live_server.url)
    settings.DEMO, settings.SECOND_FACTOR = False, True
    officer = User.objects.create_user("chengban", password=PASSWORD)
    department = Department.objects.create(name="运用科", division="990101")
    Post.objects.create(user=officer, department=department, role=Role.EXAMINER, valid_from=today())
    return str(live_server.url)


@pytest.fixture
def page(browser_of_ours: Browser) -> Iterator[Page]:
    context = browser_of_ours.new_context(locale="zh-CN")
    yield context.new_page()
    context.close()


def authenticator(session: CDPSession, transport: str = "internal") -> str:
    """Give the browser an authenticator whose person is verified; return its id."""
    options = {
        "protocol": "ctap2",
        "transport": transport,
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return str(session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"])


def add(page: Page, name: str) -> None:
    page.fill("#name", name)
    page.click("main form[data-passkey] button")
    expect(page.locator("main table")).to_contain_text(name)


def leave(page: Page, site: str) -> None:
    page.goto(f"{site}/account/")
    page.click("main form[action$='/logout/'] button")
    page.goto(f"{site}/account/login/?next=/desk/")


def enter(page: Page) -> None:
    page.get_by_role("button", name="用通行密钥登录").click()


def with_password(page: Page, site: str) -> None:
    page.goto(f"{site}/account/login/")
    page.fill("#id_username", "chengban")
    page.fill("#id_password", PASSWORD)
    page.click("main button.primary")


def refused(page: Page, sentence: str) -> None:
    enter(page)
    expect(page.locator("main [data-wrong]:visible")).to_contain_text(sentence)


def test_a_passkey_is_added_signs_in_and_betrays_a_copy_and_an_unverified_person(page: Page, site: str) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    device = authenticator(session)
    with_password(page, site)
    page.goto(f"{site}/desk/")
    expect(page).to_have_url(f"{site}/account/factor/")  # without a second factor no further
    page.goto(f"{site}/account/passkeys/")
    add(page, "办公室电脑")
    assert faults(page) == []
    page.goto(f"{site}/desk/")
    expect(page).to_have_url(f"{site}/desk/")  # the passkey is the second factor

    leave(page, site)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    refused(page, "没有登录")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": True})
    Passkey.objects.update(sign_count=10_000)  # a copy of the key was used elsewhere: this one lags behind
    refused(page, "未通过核验")
    Passkey.objects.update(sign_count=1)
    enter(page)
    expect(page).to_have_url(f"{site}/desk/")
    kept = Passkey.objects.get()
    assert (kept.sign_count > 1, kept.used_at is not None) == (True, True)

    page.goto(f"{site}/account/passkeys/")
    page.get_by_role("button", name="移除").click()
    expect(page.locator("main")).to_contain_text("请先添加另一个通行密钥")  # staff keep one second factor
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": device})
    authenticator(session, "usb")
    add(page, "钥匙扣")
    assert len(set(Passkey.objects.values_list("handle", flat=True))) == 1
    page.get_by_role("button", name="移除 办公室电脑").click()
    expect(page.locator("main table")).not_to_contain_text("办公室电脑")
    leave(page, site)
    with_password(page, site)
    expect(page).to_have_url(f"{site}/account/code/")  # the password alone no longer opens the account
    enter(page)
    expect(page).to_have_url(f"{site}/")
    told = list(AccountEvent.objects.order_by("pk").values_list("kind", flat=True))
    assert [told.count(f"passkey-{what}") for what in ("added", "removed", "refused")] == [2, 1, 1]


def test_the_pages_of_people_and_identities_are_accessible_quiet_and_fit_a_phone(
    page: Page, site: str, settings: Any
) -> None:
    settings.DEMO = True
    settings.OIDC = {"issuer": "https://id.example.cn", "client": "zhiquan", "secret": "", "name": "统一身份认证"}
    department = Department.objects.get()
    wrong = {}
    for name, role in (("anquan", Role.SECURITY), ("xitong", Role.ADMINISTRATOR)):
        user = User.objects.create_user(name)
        Post.objects.create(user=user, department=department, role=role, valid_from=today())
        visitor = Client()
        visitor.force_login(user)
        cookie = visitor.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
        wrong[name] = looked_at(page, f"{site}/account/people/")
    wrong["identity"] = looked_at(page, f"{site}/account/identity/")
    page.context.clear_cookies()
    link = add_account(None, "new.one", "新来")[1]
    wrong["welcome"] = looked_at(page, f"{site}/account/welcome/{link.person}/{link.token}/")
    assert {name: found for name, found in wrong.items() if found} == {}
