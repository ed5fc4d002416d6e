"""What strangers try at the door: hosts, headers, cookies, hostile characters and numbers, guessing, other sites."""

from __future__ import annotations

import json
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client

from zhiquan.office.access.models import User

PASSWORD = "p-1234567"
HOSTILE_NUMBERS = ("9" * 19, str(2**63), "１２３", "9" * 5_000, "-1", "1e9", "٣")


@pytest.fixture
def lin(db: None) -> User:
    return User.objects.create_user("lin", password=PASSWORD)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_a_request_for_another_host_is_refused_and_not_an_error_of_ours(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/hall/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert b"evil.example" not in answer.content


@pytest.mark.parametrize("path", ["/", "/hall/", "/account/login/", "/no/such/page/", "/cases/", "/inbox/count/"])
def test_every_answer_says_what_a_browser_may_do_with_it(db: None, path: str) -> None:
    said = Client().get(path).headers
    policy = said["Content-Security-Policy"]
    for part in ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Referrer-Policy"] == "same-origin"
    assert said["Cross-Origin-Opener-Policy"] == said["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in said["Permissions-Policy"]


@pytest.mark.parametrize("path", ["/account/", "/desk/", "/cases/nothing/act/", "/no/such/page/", "/hall"])
def test_nothing_that_answers_a_signed_in_person_is_kept_on_the_way(lin: User, path: str) -> None:
    assert signed_in(lin).get(path)["Cache-Control"] == "private, no-store"


def test_no_script_reads_a_cookie_and_no_other_site_sends_one(lin: User) -> None:
    client = Client()
    client.get("/account/login/")
    client.post("/account/login/", {"username": "lin", "password": PASSWORD})
    client.post("/i18n/setlang/", {"language": "en"})
    assert set(client.cookies) == {"csrftoken", "sessionid", "django_language"}
    for cookie in client.cookies.values():
        assert cookie["httponly"], cookie.key
        assert cookie["samesite"] == "Lax", cookie.key


def test_a_session_that_was_known_before_signing_in_opens_nothing_afterwards(lin: User) -> None:
    client = Client()
    client.post("/account/passkey/ask/", content_type="application/json")
    before = client.cookies["sessionid"].value
    client.post("/account/login/", {"username": "lin", "password": PASSWORD})
    assert client.cookies["sessionid"].value != before
    thief = Client()
    thief.cookies["sessionid"] = before
    assert thief.get("/account/").status_code == 302


def test_a_session_is_over_after_signing_out_even_for_who_copied_it(lin: User) -> None:
    client = Client()
    client.post("/account/login/", {"username": "lin", "password": PASSWORD})
    copied = client.cookies["sessionid"].value
    client.post("/account/logout/")
    thief = Client()
    thief.cookies["sessionid"] = copied
    assert thief.get("/account/").status_code == 302


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"])
def test_no_way_leads_to_another_site(lin: User, to: str) -> None:
    entered = Client().post("/account/login/", {"username": "lin", "password": PASSWORD, "next": to})
    assert entered["Location"] == "/"
    assert Client().post("/i18n/setlang/", {"language": "en", "next": to})["Location"] == "/"


@pytest.mark.parametrize("given", [{"q": "\0"}, {"\0": "x"}, {"q": ["ok", "a\0b"]}])
def test_a_nul_character_is_turned_away_wherever_it_stands(db: None, given: dict[str, Any]) -> None:
    assert Client().get("/search/", given).status_code == 400
    assert Client().post("/progress/", given).status_code == 400
    assert Client().get("/verify/a\0b/").status_code == 400
    told = Client().post("/account/passkey/", json.dumps({"name": "\0"}), content_type="application/json")
    assert told.status_code == 400


def test_a_text_without_nul_passes_as_it_is(db: None) -> None:
    assert Client().post("/progress/", {"number": "x\ty", "secret": "u0000"}).status_code == 404


@pytest.mark.parametrize("number", HOSTILE_NUMBERS)
def test_a_number_that_no_row_can_have_is_nobody_s(lin: User, number: str) -> None:
    client = signed_in(lin)
    assert client.get(f"/account/organisations/{number}/").status_code == 404
    assert client.get("/hall/series/k/", {"by": "rights", "draft": number}).status_code == 404
    assert client.post("/account/", {"go": "leave", "id": number}).status_code == 302


def test_half_a_character_from_a_script_is_refused_with_a_sentence(db: None) -> None:
    client = Client()
    client.post("/account/passkey/ask/", content_type="application/json")
    answer = client.post("/account/passkey/", '{"credential": {"id": "\\\\ud800"}}', content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["refused"]


@pytest.mark.parametrize("code", ["x" * 300, "..", "%2e%2e", "pledge/../pledge", "con\\..\\x"])
def test_a_matter_is_no_path(db: None, code: str) -> None:
    from django.conf import settings

    from zhiquan.office.rulebook.sources import source
    from zhiquan.rules.refusal import NotFound

    with pytest.raises(NotFound):
        source(code, settings.DATA.region)


def test_signing_in_takes_as_much_hashing_whoever_is_asked_for(lin: User) -> None:
    """So that the time of the answer tells nobody which names exist, are closed or have no password yet."""
    User.objects.create_user("closed", password=PASSWORD, is_active=False)
    User.objects.create_user("new")
    work = []
    for name in ("lin", "closed", "new", "nobody"):
        with patch.object(MD5PasswordHasher, "encode", autospec=True, side_effect=MD5PasswordHasher.encode) as hashed:
            Client().post("/account/login/", {"username": name, "password": "wrong"})
        work.append(hashed.call_count)
    assert len(set(work)) == 1, work


def test_what_is_typed_at_the_door_breaks_no_line_of_the_log(lin: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        Client().get("/no%0a2026-01-01 CRITICAL forged/")
        Client().post("/account/login/", {"username": "a\n2026-01-01 CRITICAL forged", "password": "x"})
    assert not any("\n" in record.getMessage() for record in caplog.records)


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT"])
def test_only_the_methods_a_page_takes_are_answered(db: None, method: str) -> None:
    assert Client().generic(method, "/hall/").status_code == 405
