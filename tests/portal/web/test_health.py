"""Whom the site tells how it is: everybody yes or no, its keepers the rest; and what its log says of a request."""

from __future__ import annotations

import io
import json
import logging
import sys
from datetime import date

import pytest
from django.conf import settings
from django.test import Client, override_settings
from tests.portal.operations.test_counters import parsed

from zhiquan.hall.cases.models import Case
from zhiquan.office.access.models import User
from zhiquan.portal.demo import seed_people
from zhiquan.portal.operations import doctor
from zhiquan.portal.web.health import views
from zhiquan.portal.web.watching import counters
from zhiquan.settings.logs import JsonLine

TOKEN = "a-token-for-the-watchers"
WITH = {"HTTP_AUTHORIZATION": f"Bearer {TOKEN}"}


@pytest.fixture
def watched(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "WATCH_TOKEN", TOKEN)


def test_a_probe_is_answered_yes_without_saying_more(db: None, client: Client) -> None:
    assert client.get("/health/live").json() == {"live": True}
    assert client.get("/health/ready").json() == {"ready": True}
    assert client.get("/health/ready").cookies == {}


def test_a_database_that_lacks_a_migration_sends_visitors_elsewhere(
    db: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_fit", set())
    monkeypatch.setattr(views, "waiting_migrations", lambda: ["cases.0999"])
    assert client.get("/health/ready").status_code == 503


@pytest.mark.parametrize("path", ["/health/full", "/metrics"])
def test_what_is_inside_is_there_only_for_its_keepers(watched: None, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.get(path, HTTP_AUTHORIZATION=f"Bearer {TOKEN}x").status_code == 404
    assert client.get(path, REMOTE_ADDR="127.0.0.1").status_code == 404, "a proxy of the same machine is near too"
    seed_people("一个演示口令")
    for name, seen in (("chengban", False), ("xitong", True)):
        client.force_login(User.objects.get(username=name))
        assert (client.get(path).status_code != 404) is seen, name
    assert Client().get(path, **WITH).status_code != 404
    with override_settings(WATCH_TOKEN=""):
        assert Client().get(path, HTTP_AUTHORIZATION="Bearer ").status_code == 404


def test_the_full_health_is_what_the_doctor_finds_and_fails_with_it(
    watched: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "CHECKS", {"disk": doctor.CHECKS["disk"], "settings": _broken})
    answer = client.get("/health/full", **WITH)
    told = {line["check"]: line for line in answer.json()["findings"]}
    assert (answer.status_code, answer.json()["level"]) == (503, "fail")
    assert told["disk"]["level"] in {"ok", "warn"}
    assert "RuntimeError: out of order" in told["settings"]["en"]


def _broken() -> None:
    raise RuntimeError("out of order")


def test_monitoring_reads_requests_cases_and_outbox(watched: None, client: Client) -> None:
    before = {row.area: row.statuses for row in counters().read()}
    client.get("/account/login/")
    client.get("/nowhere/")
    answer = client.get("/metrics", **WITH)
    samples = parsed(answer.content.decode())
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    account = samples["zhiquan_requests_total", frozenset({("area", "account"), ("status", "2xx")})]
    assert account == before["account"][0] + 1
    assert samples["zhiquan_requests_total", frozenset({("area", "other"), ("status", "4xx")})] >= 1
    assert samples["zhiquan_outbox_parcels", frozenset({("state", "dead")})] == 0
    assert samples["zhiquan_cases_overdue", frozenset()] == Case.objects.filter(
        closed=False, due_on__lt=date(2026, 1, 1)
    ).count()  # fmt: skip


@pytest.mark.parametrize(("given", "kept"), [("proxy-1234567", True), ("short", False), ("two\nlines-of-it", False)])
def test_a_request_keeps_the_number_its_proxy_gave_where_it_is_one(
    db: None, client: Client, given: str, *, kept: bool
) -> None:
    answer = client.get("/health/live", HTTP_X_REQUEST_ID=given)
    assert (answer["X-Request-ID"] == given) is kept
    assert len(answer["X-Request-ID"]) >= 8


def test_the_log_says_how_a_request_went_and_nothing_of_who_asked_for_what(db: None, client: Client) -> None:
    held = io.StringIO()
    handler = logging.StreamHandler(held)
    handler.setFormatter(JsonLine())
    log = logging.getLogger("zhiquan.request")
    log.addHandler(handler)
    before = log.level
    log.setLevel(logging.INFO)
    try:
        answer = client.get("/search/?q=某人的姓名", REMOTE_ADDR="203.0.113.7")
    finally:
        log.removeHandler(handler)
        log.setLevel(before)
    line = json.loads(held.getvalue())
    assert line["request"] == answer["X-Request-ID"]
    assert (line["method"], line["route"], line["status"]) == ("GET", "search/", answer.status_code)
    assert line["milliseconds"] >= 0
    assert "姓名" not in held.getvalue()
    assert "203.0.113.7" not in held.getvalue()


def test_an_error_is_one_line_with_its_trace() -> None:
    try:
        int("damaged")
    except ValueError:
        how = sys.exc_info()
    record = logging.getLogger("x").makeRecord("x", logging.ERROR, "f", 1, "went %s", ("wrong",), how)
    text = JsonLine().format(record)
    assert "\n" not in text
    assert json.loads(text) | {"at": "", "trace": ""} == {
        "at": "", "level": "ERROR", "logger": "x", "message": "went wrong", "error": "ValueError", "trace": "",
    }  # fmt: skip


@override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
    SECURE_HSTS_SECONDS=31_536_000,
)
def test_behind_a_proxy_that_ends_tls_pages_are_secure_and_probes_are_answered(db: None, client: Client) -> None:
    plain = client.get("/account/login/")
    assert (plain.status_code, plain["Location"]) == (301, "https://testserver/account/login/")
    through = client.get("/account/login/", HTTP_X_FORWARDED_PROTO="https")
    assert through.status_code == 200
    assert through["Strict-Transport-Security"].startswith("max-age=31536000")
    assert client.get("/account/login/", HTTP_X_FORWARDED_PROTO="http").status_code == 301
    assert client.get("/health/live").status_code == 200
