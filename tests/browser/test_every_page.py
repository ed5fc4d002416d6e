"""Every page in a real browser: accessible, quiet in the console, and no wider than a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright
from tests.browser.chromium import launch
from tests.portal.web.alone import city as city  # noqa: PLC0414 - a fixture
from tests.portal.web.alone import figures as figures  # noqa: PLC0414 - a fixture
from tests.portal.web.conftest import PASSWORD, City
from tests.portal.web.conftest import index as index  # noqa: PLC0414 - a fixture
from tests.portal.web.desk_work import open_window
from tests.portal.web.trading import a_trade, call_number

from zhiquan.office.returns.models import Round
from zhiquan.portal.demo.calls import call_and_list
from zhiquan.settings.now import today

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
OPEN = (
    "/", "/find/?q=质押",
    "/search/", "/search/?q=装置", "/search/?q=TI=(a", "/rights/{right}/", "/hall/", "/hall/pledge/", "/progress/",
    "/verify/", "/verify/ABCDEFGHJKMN/", "/figures/",
    "/figures/all/", "/figures/indicator/pledge.amount/", "/figures/restatements/", "/figures/bulletins/",
    "/figures/pledge.amount/?division=990100&month=2026-10-ytd",
    "/appointments/",
    "/data/", "/search/?q=高效 装置&mode=smart", "/search/statistics/?q=装置", "/marks/similar/?q=青山",
    "/rights/tm.CN.99000001/", "/rights/gi.CN.示例公告第1号-南川云雾茶/",
    "/account/login/", "/components/", "/api/v1/docs", "/no/such/page/",
    "/audit/", "/audit/?example=damaged",
    "/tools/", "/tools/annuity/", "/tools/annuity/?kind=invention&filed=2012-03-30&qualified=joint&paid=12 2023-07-08",
    "/tools/annuity/?kind=invention&filed=never",
    "/tools/period/?start=2026-02-12&amount=5&unit=working_day&way=forward",
    "/tools/working-days/?start=2026-09-18&to=2026-10-12", "/tools/opposition/?published=2026-12-27",
    "/tools/number/?q=CN201420783905.0", "/law/", "/law/?family=pledge", "/law/patent.annuity.invention/",
    "/market/", "/market/demands/", "/market/listings/{listing}/", "/market/demands/{demand}/",
    "/calls/", "/calls/{call}/", "/calls/listed/",
    "/law/trademark.opposition.window/", "/law/changes/?from=2026-12-31&to=2027-01-01",
)  # fmt: skip
PARTY = (
    "/cases/", "/cases/{supplementing}/", "/cases/{supplementing}/dossier/", "/cases/papers/",
    "/appointments/{window}/", "/account/", "/account/passkeys/", "/account/notices/", "/account/tokens/",
    "/inbox/?scope=all", "/webhooks/", "/searches/", "/searches/new/?q=装置&within=TI=系统",
    "/organisations/{uscc}/", "/organisations/{uscc}/rights/", "/organisations/{uscc}/rights/import/",
    "/market/mine/", "/market/list/", "/market/deals/{deal}/", "/market/interests/{interest}/",
    "/manage/{firm}/", "/manage/{firm}/plan/", "/manage/{firm}/policies/",
    "/appointments/{window}/", "/account/", "/account/passkeys/", "/account/notices/", "/account/sessions/",
    "/account/tokens/", "/inbox/?scope=all", "/webhooks/", "/searches/", "/searches/new/?q=装置&within=TI=系统",
    "/organisations/{uscc}/", "/organisations/{uscc}/rights/", "/market/mine/", "/market/list/",
    "/market/deals/{deal}/", "/market/interests/{interest}/", "/manage/{firm}/", "/manage/{firm}/plan/",
    "/manage/{firm}/policies/",
    "/appointments/{window}/", "/account/", "/account/passkeys/", "/account/notices/", "/inbox/?scope=all",
    "/webhooks/", "/searches/", "/searches/new/?q=装置&within=TI=系统",
    "/organisations/{uscc}/", "/organisations/{uscc}/rights/",
    "/appointments/{window}/", "/account/", "/account/passkeys/", "/account/notices/", "/inbox/?scope=all",
    "/account/tokens/", "/webhooks/",
    "/webhooks/", "/market/mine/", "/market/list/", "/market/deals/{deal}/", "/market/interests/{interest}/",
    "/manage/{firm}/", "/manage/{firm}/marks/", "/manage/{firm}/plan/", "/manage/{firm}/policies/",
)  # fmt: skip
OFFICE = (
    "/desk/", "/desk/?matter=pledge&due=7", "/desk/cases/{forwarded}/", "/desk/cases/{forwarded}/packs/",
    "/cases/{forwarded}/dossier/", "/desk/counter/", "/desk/counter/adjudication/", "/desk/load/", "/desk/ratings/",
    "/desk/appointments/", "/desk/together/?many.number={forwarded}", "/desk/together/?number={forwarded}",
    "/plans/", "/plans/shili-2026/", "/plans/shili-2026/pledge/",
    "/appraisals/", "/appraisals/counties-2025/", "/appraisals/counties-2025/donghu/",
    "/returns/", "/returns/{round}/", "/figures/signing/", "/figures/bulletins/draft/?kind=monthly&period=2026-10",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser_of_ours() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture
def site(figures: City, live_server: Any) -> tuple[str, dict[str, str]]:
    """Address of the site, and the names that the paths speak of."""
    call_and_list(today())  # without a letter: none can be sealed in the browser's own thread
    names = {
        "right": figures.right,
        "uscc": figures.waiting.organisation.uscc,
        "supplementing": figures.supplementing.number,
        "forwarded": figures.forwarded.number,
        "round": Round.objects.get().pk,
        "window": str(open_window()),
        "call": call_number(),
        **{name: str(told) for name, told in a_trade().items()},
    }
    return str(live_server.url), names


def signed_in(page: Page, site: str, username: str) -> None:
    page.goto(f"{site}/account/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", PASSWORD)
    page.click("main button.primary")
    expect(page).to_have_url(f"{site}/")


def faults(page: Page, **options: Any) -> list[str]:
    """Return what axe holds against a page, serious and critical; it tells faults alone, in half the time."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found
        if one["impact"] in {"serious", "critical"}
        for node in one["nodes"]
    ]


def looked_at(page: Page, url: str, *, by_night: bool = True) -> list[str]:
    """Visit a page as desk and phone see it, by day (and by night), and return everything that is wrong with it."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light", reduced_motion="reduce")  # nothing is caught half way between two colours
    page.goto(url)
    wrong = faults(page)
    if by_night:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        wrong += [f"dark: {fault}" for fault in faults(page, runOnly=["color-contrast"])]  # what alone differs then
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wide > 0:
        wrong.append(f"{wide} pixels wider than a phone")
    return wrong + [text for text in said if "Failed to load resource" not in text]


@pytest.mark.parametrize(("username", "paths"), [("", OPEN), ("qiye", PARTY), ("chengban", OFFICE)])
def test_every_page_is_accessible_quiet_and_fits_a_phone(
    browser_of_ours: Browser,
    site: tuple[str, dict[str, str]],
    username: str,
    paths: tuple[str, ...],
    request: pytest.FixtureRequest,
) -> None:
    """By night every page with ``--all``, else every fourth: the colours of all come from one file."""
    nights = paths if request.config.getoption("--all") else paths[::4]
    address, names = site
    context = browser_of_ours.new_context(locale="zh-CN")
    page = context.new_page()
    if username:
        signed_in(page, address, username)
    wrong = {path: looked_at(page, address + path.format(**names), by_night=path in nights) for path in paths}
    context.close()
    assert {path: found for path, found in wrong.items() if found} == {}


def test_a_query_is_checked_while_it_is_typed(browser_of_ours: Browser, site: tuple[str, dict[str, str]]) -> None:
    page = browser_of_ours.new_page(locale="zh-CN")
    page.goto(f"{site[0]}/search/")
    page.locator("main #q").press_sequentially("TI=(装置")
    expect(page.locator("#checking .wrong")).to_contain_text("右括号")
    page.locator("main #q").press_sequentially(")")
    expect(page.locator("#checking")).to_contain_text("检索式可用")
    page.close()


def test_the_keyboard_alone_reaches_the_content(browser_of_ours: Browser, site: tuple[str, dict[str, str]]) -> None:
    page = browser_of_ours.new_page(locale="zh-CN")
    page.goto(f"{site[0]}/hall/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.close()


def test_the_check_for_accessibility_finds_a_page_that_is_not(browser_of_ours: Browser) -> None:
    page = browser_of_ours.new_page()
    page.set_content("<html><body><input><img src='x'><p style='color:#ccc'>pale</p></body></html>")
    assert {fault.partition(":")[0] for fault in faults(page)} >= {"color-contrast", "image-alt", "label"}
    assert {fault.partition(":")[0] for fault in faults(page, runOnly=["color-contrast"])} == {"color-contrast"}
    page.close()
