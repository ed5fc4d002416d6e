"""Sessions: they end when nobody is there and on their last moment, are seen and ended by their person, and nothing
that was typed is lost by their end.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from zhiquan.office.access import services
from zhiquan.office.access.models import Department, Passkey, Post, Session, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import actor_for
from zhiquan.office.access.sessions import SessionStore, sweep
from zhiquan.office.access.whence import device_name
from zhiquan.portal.api import tokens
from zhiquan.portal.api.models import Token
from zhiquan.portal.api.scopes import Scope
from zhiquan.settings.now import now, today

PASSWORD = "p-1234567"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"
IDLE, STAFF_IDLE, AGE, STAFF_AGE = (
    timedelta(minutes=30),
    timedelta(minutes=15),
    timedelta(hours=8),
    timedelta(hours=2),
)
MOMENT = timedelta(seconds=31)
"""A little more than the grain in which a session's last use is written down."""


class Clock:
    """The clock of the sessions, set forward by the tests."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.at = now()
        for module in ("zhiquan.office.access.sessions", "zhiquan.portal.web.account.sessions"):
            patch.setattr(f"{module}.now", lambda: self.at)
        patch.setattr("zhiquan.office.access.services.ending.now", lambda: self.at)

    def forward(self, by: timedelta) -> datetime:
        self.at += by
        return self.at


@pytest.fixture
def clock(db: None, monkeypatch: pytest.MonkeyPatch) -> Clock:
    """An applicant, an officer, and time that passes when it is told to."""
    User.objects.create_user("lin", password=PASSWORD)
    officer = User.objects.create_user("officer", password=PASSWORD)
    window = Department.objects.create(name="窗口", division="990101")
    Post.objects.create(user=officer, department=window, role=Role.WINDOW.value, valid_from=today())
    return Clock(monkeypatch)


def sign_in(name: str = "lin", address: str = "127.0.0.1") -> Client:
    client = Client(headers={"user-agent": CHROME}, REMOTE_ADDR=address)
    assert client.post("/account/login/", {"username": name, "password": PASSWORD}).status_code == 302
    return client


def open_(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def token(name: str) -> str:
    user = User.objects.get(username=name)
    return tokens.make(actor_for(user, today()), tokens.Wanted("tests", (Scope.CASES_READ,), 1))[1]


@pytest.mark.parametrize(("name", "idle"), [("lin", IDLE), ("officer", STAFF_IDLE)])
def test_a_session_that_nobody_uses_ends_and_the_office_s_sooner(clock: Clock, name: str, idle: timedelta) -> None:
    used, left = sign_in(name), sign_in(name)
    for _ in range(2):
        clock.forward(idle - MOMENT)
        assert open_(used), "it was used before its time was over"
    assert not open_(left)
    clock.forward(idle + MOMENT)
    assert not open_(used)
    assert not Session.objects.filter(user__username=name).exists(), "what is over is not kept"


def test_a_broken_copy_of_the_guard_leaves_it_open(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: with Django's own lookup in its place, nobody would be signed out for being away."""
    left = sign_in()
    clock.forward(IDLE + MOMENT)
    with monkeypatch.context() as broken:
        broken.setattr(Session, "is_open", lambda *_: True)
        assert open_(left)
    clock.forward(IDLE + MOMENT)
    assert not open_(left)


@pytest.mark.parametrize(("name", "age"), [("lin", AGE), ("officer", STAFF_AGE)])
def test_a_session_ends_on_its_last_moment_however_active(clock: Clock, name: str, age: timedelta) -> None:
    client, end = sign_in(name), clock.at + age
    while clock.forward(timedelta(minutes=10)) < end - timedelta(minutes=10):
        assert open_(client)
        client.post("/i18n/setlang/", {"language": "en"})
        session = client.session  # what is written into it on the way does not prolong it
        session["x"] = clock.at.isoformat()
        session.save()
    clock.at = end + timedelta(seconds=1)
    assert not open_(client)


def test_what_an_open_page_asks_by_itself_keeps_no_session(clock: Clock) -> None:
    client = sign_in()
    told = client.get("/account/session/").json()
    assert (told["left"], told["final"]) == (IDLE.seconds, False)
    clock.forward(IDLE - timedelta(minutes=1))
    for path in ("/account/session/", "/inbox/count/"):
        client.get(path)
    assert client.get("/account/session/").json()["left"] == 60
    assert client.post("/account/session/").json()["left"] == IDLE.seconds, "who says to be there is there"
    clock.forward(IDLE + MOMENT)
    assert client.get("/account/session/").json() == {"left": 0, "user": None}
    anew = client.post("/account/login/", {"username": "lin", "password": PASSWORD})
    assert anew.status_code == 302
    assert client.get("/account/session/").json()["token"], "the page goes on with the token of the new session"


def test_a_page_tells_how_long_its_session_lasts_and_a_visitor_s_page_nothing(clock: Clock) -> None:
    assert f'data-idle="{STAFF_IDLE.seconds}"' in sign_in("officer").get("/hall/").content.decode()
    assert "data-session" not in Client().get("/hall/").content.decode()


def test_a_person_sees_where_one_is_signed_in_and_ends_what_is_not_known(clock: Clock) -> None:
    here, phone, library = sign_in(), sign_in(address="203.0.113.7"), sign_in(address="198.51.100.9")
    officer = sign_in("officer")
    html = here.get("/account/sessions/").content.decode()
    assert html.count("Chrome · Windows") >= 3
    assert "203.0.113.7" in html
    for key in Session.objects.values_list("session_key", flat=True):
        assert key not in html, "what opens a session is on no page"
    rows = here.get("/account/sessions/").context["sessions"]
    assert [row.this for row in rows] == [True, False, False]
    stolen = next(row for row in rows if row.address == "203.0.113.7")
    assert officer.post("/account/sessions/", {"session": stolen.handle}, follow=True).status_code == 200
    assert open_(phone), "another person's session is not theirs to end"
    here.post("/account/sessions/", {"session": stolen.handle})
    assert (open_(phone), open_(library), open_(here)) == (False, True, True)
    here.post("/account/sessions/", {"go": "others"})
    assert (open_(library), open_(here), open_(officer)) == (False, True, True)


def test_a_new_password_ends_sessions_and_asks_about_tokens(clock: Clock) -> None:
    here, elsewhere = sign_in(), sign_in()
    token("lin")
    assert 'name="tokens" value="revoke" checked' in here.get("/account/password/").content.decode()
    new = {"old_password": PASSWORD, "new_password1": "four-new-words-2026", "new_password2": "four-new-words-2026"}
    here.post("/account/password/", new)
    assert (open_(here), open_(elsewhere)) == (True, False)
    assert tokens.standing(Token.objects.get()) == "in-force", "left where the person unticked it"
    again = {**new, "old_password": "four-new-words-2026", "tokens": "revoke"}
    here.post(
        "/account/password/", {**again, "new_password1": "five-new-words-2026", "new_password2": "five-new-words-2026"}
    )
    assert tokens.standing(Token.objects.get()) == "revoked"


@pytest.mark.parametrize("way", ["link", "close", "factors"])
def test_what_takes_an_account_s_password_or_factors_back_ends_what_was_open(clock: Clock, way: str) -> None:
    client, lin = sign_in(), User.objects.get(username="lin")
    token("lin")
    place = Department.objects.create(name="信息中心", division="990000")
    for name, role in (("system", Role.ADMINISTRATOR), ("security", Role.SECURITY)):
        user = User.objects.create_user(name)
        Post.objects.create(user=user, department=place, role=role.value, valid_from=today())
    system, security = (actor_for(User.objects.get(username=name), today()) for name in ("system", "security"))
    match way:
        case "link":
            services.new_link(system, "lin")
        case "close":
            services.close_account(system, "lin")
        case _:
            Passkey.objects.create(user=lin, name="x", credential="c", handle="h", public_key="k", added_at=now())
            services.clear_factors(security, "lin")
    assert not Session.objects.filter(user=lin).exists()
    assert not open_(client)
    ended = tokens.standing(Token.objects.get()) == "revoked"
    assert ended is (way != "factors"), "a lost generator says nothing of a program's token"
    services.end_everything(lin)


def test_nothing_that_was_typed_is_lost_when_the_session_is_over(clock: Clock) -> None:
    client = sign_in()
    clock.forward(IDLE + MOMENT)
    typed = {"name": "东湖示例<科技>有限公司", "uscc": "91990101MA0000001Y", "old_password": "s3cret", "go": "x"}
    answer = client.post("/account/claim/", typed)
    html = answer.content.decode()
    assert answer.status_code == 403
    assert "东湖示例&lt;科技&gt;有限公司" in html
    assert "91990101MA0000001Y" in html
    assert "s3cret" not in html
    assert client.post("/account/claim/", {"go": "x"}).status_code == 302, "where nothing was typed, one signs in"


def test_a_form_whose_page_grew_stale_shows_what_was_typed(clock: Clock) -> None:
    strict = Client(enforce_csrf_checks=True)
    html = strict.post("/progress/", {"number": "ZYDJ-2026-1", "note": "写了很久"}).content.decode()
    assert "写了很久" in html


def test_the_tick_removes_sessions_that_are_over(clock: Clock) -> None:
    sign_in()
    kept = sign_in()
    Client().post("/account/passkey/ask/", content_type="application/json")
    assert sweep() == 0
    first = Session.objects.filter(user__isnull=False).order_by("begun_at")[0]
    Session.objects.filter(pk=first.pk).update(seen_at=clock.at - AGE)
    assert sweep() == 1
    assert open_(kept)


def test_a_session_is_held_by_a_key_of_its_own_and_its_row_names_its_person(clock: Clock) -> None:
    client = sign_in(address="203.0.113.7")
    row = Session.objects.get()
    assert row.user is not None
    assert (row.user.username, row.address, row.device) == ("lin", "203.0.113.7", CHROME)
    assert SessionStore(client.session.session_key).get("_auth_user_id") == str(row.user_id)
    client.get("/account/", REMOTE_ADDR="198.51.100.9")
    clock.forward(MOMENT)
    client.get("/account/", REMOTE_ADDR="198.51.100.9")
    row.refresh_from_db()
    assert row.address == "198.51.100.9", "where it was used last"


AGENTS: list[tuple[Any, str]] = [
    (CHROME, "Chrome · Windows"),
    ("Mozilla/5.0 (Linux; Android 15) Chrome/140 Mobile MicroMessenger/8.0", "微信 WeChat · Android"),
    ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
    ("curl/8", "未知设备"),
]


@pytest.mark.parametrize(("said", "name"), AGENTS)
def test_a_device_is_called_as_people_call_it(said: str, name: str) -> None:
    assert device_name(said).zh == name
