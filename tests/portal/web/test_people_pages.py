"""The page of the three administrators, the link of a new account, and filing as an agent: as a browser meets them."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.portal.web.test_account import client, post

from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.models import Draft
from zhiquan.office.access import services
from zhiquan.office.access.models import Department, Membership, Organisation, Passkey, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import actor_for
from zhiquan.office.rulebook.services import publish
from zhiquan.settings.now import now, today

PEOPLE = "/account/people/"
NEW = {"new_password1": "four-new-words-2026", "new_password2": "four-new-words-2026"}


@pytest.fixture
def office(db: None) -> None:
    """The three administrators of a city, an officer, a person without any post."""
    for name, role in (("system", Role.ADMINISTRATOR), ("security", Role.SECURITY), ("audit", Role.AUDIT)):
        post(name, role, "990100")
    post("officer", Role.EXAMINER)
    User.objects.create_user("lin", password="p-1234567")


def test_the_page_is_for_the_three_administrators_and_offers_each_the_own_steps(office: None) -> None:
    offered = {
        name: set(re.findall(r'name="go" value="(\w+)"', client(name).get(PEOPLE).content.decode()))
        for name in ("system", "security", "audit")
    }
    assert offered == {
        "system": {"add", "link", "close", "reopen", "department"},
        "security": {"appoint", "end", "clear"},
        "audit": set(),
    }
    assert {client(name).get(PEOPLE).status_code for name in ("officer", "lin")} == {404}
    assert Client().get(PEOPLE)["Location"].startswith("/account/login/")


def test_an_account_is_made_its_password_set_and_a_post_given_and_ended(office: None) -> None:
    system, security = client("system"), client("security")
    system.post(PEOPLE, {"go": "department", "department": "运用科", "division": "990101"})
    shown = system.post(PEOPLE, {"go": "add", "username": "zhou.min", "name": "周敏"}).content.decode()
    link = re.search(r"http://localhost:8000(/account/welcome/[\w-]+/[\w-]+/)", shown)[1]  # type: ignore[index]
    assert link not in system.get(PEOPLE).content.decode(), "told once"
    visitor = Client()
    assert "zhou.min" in visitor.get(link).content.decode()
    assert visitor.post(link, {**NEW, "new_password2": "another"}).status_code == 422
    assert visitor.post(link, NEW)["Location"] == "/account/"
    assert visitor.get("/account/").status_code == 200
    assert Client().get(link).status_code == 404, "it works once"
    place = Department.objects.get(name="运用科").pk
    wanted = {"go": "appoint", "username": "zhou.min", "department": place, "role": "reviewer"}
    system.post(PEOPLE, wanted)
    assert not Post.objects.filter(user__username="zhou.min").exists(), "the system administrator gives no posts"
    security.post(PEOPLE, wanted)
    held = Post.objects.get(user__username="zhou.min")
    assert (held.role, held.department.name) == ("reviewer", "运用科")
    assert "周敏" in client("audit").get(f"{PEOPLE}?role=reviewer").content.decode()
    log = client("audit").get("/account/log/").content.decode()
    assert all(word in log for word in ("建立账户", "任职", f"reviewer 990101 #{held.pk}"))
    security.post(PEOPLE, {"go": "end", "id": held.pk})
    assert "周敏" not in security.get(f"{PEOPLE}?role=reviewer").content.decode().split("<datalist")[0]


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({"go": "appoint", "username": "nobody", "role": "window"}, "请填写有效账户的用户名"),
        ({"go": "appoint", "username": "system", "role": "window"}, "须互不兼任"),
        ({"go": "appoint", "username": "security", "role": "audit"}, "不能办理本人的任职"),
        ({"go": "appoint", "username": "lin", "role": "window", "since": "昨天"}, "请填写日期"),
        ({"go": "clear", "username": "security"}, "不能办理本人的账户"),
    ],
)
def test_what_the_security_administrator_may_not_do_is_told(office: None, posted: Any, sentence: str) -> None:
    place = Department.objects.filter(division="990101").values_list("pk", flat=True)[0]
    page = client("security").post(PEOPLE, {"department": place, **posted}, follow=True)
    assert sentence in page.content.decode()


def test_a_link_does_not_get_past_the_second_factor(office: None) -> None:
    lin = User.objects.get(username="lin")
    Passkey.objects.create(user=lin, name="k", credential="c", handle="h", public_key="p", added_at=now())
    link = services.new_link(None, "lin")
    visitor = Client()
    answer = visitor.post(f"/account/welcome/{link.person}/{link.token}/", NEW)
    assert answer["Location"] == "/account/login/"
    assert visitor.get("/account/").status_code == 302


def test_passkeys_are_asked_for_in_json_and_refused_in_a_sentence(office: None) -> None:
    visitor = client("lin")
    asked = visitor.post("/account/passkeys/ask/").json()
    assert asked["authenticatorSelection"]["userVerification"] == "required"
    broken = {"content_type": "application/json", "data": "{"}
    assert "重试" in visitor.post("/account/passkeys/add/", **broken).json()["refused"]
    late = {"content_type": "application/json", "data": '{"credential": {}}'}
    assert visitor.post("/account/passkeys/add/", **late).status_code == 422, "each challenge is answered once"
    visitor.post("/account/passkeys/ask/")
    assert "没有添加成功" in visitor.post("/account/passkeys/add/", **late).json()["refused"]
    stranger = Client()
    assert stranger.post("/account/passkeys/ask/").status_code == 302
    stranger.post("/account/passkey/ask/")
    assert "没有登录" in stranger.post("/account/passkey/", **late).json()["refused"]
    assert stranger.get("/account/passkey/").status_code == 302


def test_who_has_a_passkey_adds_another_only_after_showing_one(office: None) -> None:
    lin, visitor = User.objects.get(username="lin"), client("lin")
    visitor.post("/account/passkeys/ask/")
    Passkey.objects.create(user=lin, name="k", credential="c", handle="h", public_key="p", added_at=now())
    answer = visitor.post("/account/passkeys/add/", content_type="application/json", data='{"credential": {}}')
    assert "重新登录" in answer.json()["refused"]


def test_an_agent_chooses_the_principal_on_the_guide_and_files_for_it(office: None) -> None:
    publish(shelf.package("pledge"), by="test", in_force_from=date(2026, 1, 1))
    firm = Organisation.objects.create(name="东湖示例科技有限公司", uscc="91990101MA0000001Y", division="990101")
    agency = Organisation.objects.create(name="示例代理所", uscc="91990100MA00000099", division="990100")
    lin, boss = User.objects.get(username="lin"), User.objects.create_user("boss")
    Membership.objects.create(user=lin, organisation=agency, valid_from=today())
    Membership.objects.create(user=boss, organisation=firm, valid_from=today(), administrator=True)
    agent = client("lin")
    assert firm.name not in agent.get("/hall/pledge/").content.decode()
    scope = services.Scope(matters=frozenset({"pledge"}))
    given = services.delegate(actor_for(boss, today()), firm.pk, agency.uscc, scope, today(), today())
    assert f"{firm.name}（代理）" in agent.get("/hall/pledge/").content.decode()
    begun = agent.post("/hall/pledge/apply/", {"organisation": firm.pk})["Location"]
    assert agent.get(begun).status_code == 200
    assert Draft.objects.get().organisation == firm
    services.revoke(actor_for(boss, today()), given.pk)
    page = agent.get(begun)
    assert page.status_code == 404
    assert "代理授权已于" in page.content.decode()


def test_handing_over_tells_how_many_cases_went_and_refuses_strangers(office: None) -> None:
    officer = client("officer")
    post("second", Role.EXAMINER)
    assert (
        "已交接 0 件"
        in officer.post("/account/deputies/", {"go": "hand-over", "taker": "second"}, follow=True).content.decode()
    )
    wrong = officer.post("/account/deputies/", {"go": "hand-over", "taker": "nobody", "giver": "second"})
    assert (wrong.status_code, "没有用户名为“nobody”的人员" in wrong.content.decode()) == (422, True)
    assert 'name="taker" value="nobody"' in wrong.content.decode()
    assert 'name="giver" value="second"' in wrong.content.decode(), "what was typed stands in the form"
    assert "工作交接" not in client("security").get("/account/deputies/").content.decode(), (
        "administrators handle nothing"
    )
