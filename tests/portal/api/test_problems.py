"""What goes wrong is told as a problem (RFC 9457), in the caller's language, whatever it was."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from tests.portal.api.conftest import Caller, token
from tests.portal.web.conftest import PASSWORD

from zhiquan.portal.api.models import Window
from zhiquan.portal.api.sweeping import sweep
from zhiquan.portal.demo import seed_people
from zhiquan.settings import now


@pytest.fixture
def caller(db: None) -> Caller:
    seed_people(PASSWORD)
    return Caller(token("qiye"))


def problem(answer: Any, status: int, code: str) -> dict[str, Any]:
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    told: dict[str, Any] = json.loads(answer.content)
    assert (told["status"], told["code"]) == (status, code)
    assert told["text"]["zh"]
    assert told["text"]["en"]
    return told


def test_a_problem_speaks_the_language_that_was_asked_for(db: None) -> None:
    told = problem(Caller(language="en").get("/cases"), 401, "api.token-needed")
    assert told["detail"] == told["text"]["en"]
    told = problem(Caller(language="zh-CN").get("/cases"), 401, "api.token-needed")
    assert told["detail"] == told["text"]["zh"]


def test_each_value_that_does_not_fit_is_named(caller: Caller) -> None:
    told = problem(caller.get("/law", limit=-1, on="2026-13-01"), 422, "api.values")
    assert {one["field"]: one["text"]["zh"] for one in told["errors"]} == {
        "query.limit": "不能小于 1。",
        "query.on": "请给日期，如 2026-11-22。",
    }
    told = problem(caller.post("/drafts", {"matter": "x" * 61, "extra": 1}), 422, "api.values")
    assert {one["field"] for one in told["errors"]} == {"body.matter", "body.organisation", "body.extra"}


BODIES: list[tuple[bytes, int, str]] = [
    (b"{", 400, "api.json"),
    (b"[]", 400, "api.json-object"),
    (b'{"matter": NaN}', 400, "api.json"),
    (b'{"matter": "a", "matter": "b"}', 400, "api.json"),
    (b'{"matter": "\xff"}', 400, "api.json"),
    (b'{"matter": "a\\u0000", "organisation": 1}', 422, "api.characters"),
    (b'{"matter": "\\ud800", "organisation": 1}', 422, "api.characters"),
    (b'{"form": ' + b"[" * 40 + b"]" * 40 + b"}", 422, "api.too-deep"),
    (b'{"organisation": ' + b"9" * 5000 + b"}", 400, "api.json"),
    (b'{"matter": "pledge", "organisation": ' + b"9" * 30 + b"}", 422, "api.values"),
    (b'{"matter": "pledge", "organisation": true}', 422, "api.values"),
    (b" " * (5 << 20), 413, "api.too-large"),
]


def test_a_body_that_cannot_be_read_is_refused_and_nothing_breaks(caller: Caller) -> None:
    for body, status, code in BODIES:
        problem(caller.post("/drafts", body), status, code)


def test_what_no_database_can_hold_is_refused_in_the_address_too(caller: Caller) -> None:
    for path in ("/law?q=a%00", "/law/a%00b", "/rights/%ED%A0%80", "/law?on=1e9", "/law?cursor=x"):
        answer = caller.client.get(f"/api/v1{path}", headers=caller.headers)
        assert answer.status_code in {404, 422}, answer.content.decode()
        assert answer["Content-Type"] == "application/problem+json"


def test_wrong_types_methods_and_addresses_are_told_alike(caller: Caller) -> None:
    keyed = {**caller.headers, "Idempotency-Key": "k"}
    problem(caller.client.generic("POST", "/api/v1/drafts", b"{}", "text/plain", headers=keyed), 415, "api.media-type")
    answer = caller.client.post("/api/v1/drafts", {"a": "1"}, headers=keyed)
    problem(answer, 415, "api.media-type")
    assert problem(caller.send("PUT", "/me"), 405, "api.status-405")
    assert caller.send("PUT", "/me")["Allow"] == "GET"
    problem(caller.get("/nothing"), 404, "api.status-404")
    problem(Client().get("/api/v2/search"), 404, "api.status-404")


def test_a_fault_of_the_program_tells_nothing_of_itself(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> None:
        raise KeyError("the password is 1234")

    monkeypatch.setattr("zhiquan.portal.api.operations.law.holding", broken)
    answer = caller.get("/law")
    problem(answer, 500, "api.failed")
    assert b"1234" not in answer.content


def test_too_many_requests_of_a_minute_are_refused_by_token_and_by_address(
    caller: Caller, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = now.now().replace(second=20)
    monkeypatch.setattr("zhiquan.portal.api.caller.now", lambda: at)
    settings.API_RATE_TOKEN, settings.API_RATE_ADDRESS = 3, 2
    left = [caller.get("/me")["RateLimit-Remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    refused = caller.get("/me")
    problem(refused, 429, "api.too-many")
    assert refused["Retry-After"] == "40"
    assert Caller(token("qiye")).get("/me").status_code == 200, "another token is not held up"
    visitor = Caller()
    assert [visitor.get("/law", limit=1).status_code for _ in range(3)] == [200, 200, 429]
    assert Caller("zq_guessed").get("/me").status_code == 429, "guessing is counted by the address"
    monkeypatch.setattr(
        "zhiquan.portal.api.caller.now", lambda: at.replace(second=59).replace(minute=(at.minute + 1) % 60)
    )
    assert caller.get("/me").status_code == 200, "the next minute begins anew"
    assert Window.objects.filter(caller__startswith="address").exists()
    monkeypatch.setattr("zhiquan.portal.api.sweeping.now", lambda: at + timedelta(hours=1))
    sweep()
    assert not Window.objects.exists()
