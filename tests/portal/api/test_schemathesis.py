"""Requests made from the API's own description, right and wrong, against the application with real tokens.

A few examples of every operation in each run; with ``--all`` hundreds. What is printed: operations, requests, failures.
"""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from datetime import time
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.generation import GenerationMode
from tests.portal.api.conftest import token
from tests.portal.web.conftest import City, actor

from zhiquan.hall.appointments import services as appointments
from zhiquan.hall.letters.models import Letter
from zhiquan.office.access.models import Department
from zhiquan.office.returns.models import Sheet
from zhiquan.portal.api.site import api

CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
OFFICE = ("desk", "returns")


def _window() -> int:
    """A window that takes appointments every working day."""
    desk = Department.objects.get(posts__user__username="chuangkou")
    appointments.set_hours(actor("chuangkou"), desk.pk, appointments.Opening((0, 1, 2, 3, 4), time(9), time(11), 30, 2))
    return desk.pk


@pytest.fixture(autouse=True)
def _one_connection(db: None) -> Iterator[None]:
    """As the client of the tests does it: the requests leave the connection of the test open."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def ours(figures: City, signed: Letter, draft: int, settings: Any) -> dict[str, list[Any]]:
    """What really exists, by the name of its parameter: half of the requests speak of it."""
    settings.API_RATE_TOKEN = 1_000_000
    return {
        "number": [figures.waiting.number, figures.supplementing.number, signed.case.number],
        "draft_id": [draft],
        "letter_id": [signed.pk],
        "sheet_id": list(Sheet.objects.filter(division__in=["990101", "990102"]).values_list("pk", flat=True)),
        "round_id": [Sheet.objects.get(division="990102").round_id],
        "measure": ["sessions", "persons"],
        "line": [1],
        "window_id": [_window()],
        "action": ["answer_supplement", "withdraw", "forward", "accept"],
        "material": ["identity"],
        "code": ["pledge", "pledge.deals", "pledge.amount", signed.code, figures.waiting.organisation.uscc],
        "key": ["patent.annuity.invention"],
        "q": ["装置", "TI=(传感器 AND 压力)"],
        "matter": ["pledge"],
        "period": ["2026-10-ytd"],
        "division": ["990100"],
        "organisation_id": [figures.waiting.organisation_id],
        "right": [figures.right],
        "mark": ["99000001"],
        "paid_on": ["2020-01-31"],
    }


def test_a_few_requests_of_every_operation_are_answered_as_described(ours: dict[str, list[Any]]) -> None:
    _run(ours, examples=2)


@pytest.mark.long
def test_many_requests_of_every_operation_are_answered_as_described(ours: dict[str, list[Any]]) -> None:
    _run(ours, examples=60)


def test_a_fault_is_found_by_the_same_requests(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: an operation that breaks, and one that answers what its description does not promise."""
    monkeypatch.setattr("zhiquan.portal.api.operations.law.holding", lambda _: 1 / 0)
    monkeypatch.setattr("zhiquan.portal.api.operations.calculators.check", lambda _: None)
    caught = {}
    for operation in _operations():
        if operation.definition.raw["operationId"] in {"find_provisions", "check_number"}:
            with pytest.raises(BaseException) as failure:  # noqa: PT011 - a group of failures, or the one
                _ask(operation, {}, "", 4, Counter())
            caught[operation.label] = str(failure.value)
    assert len(caught) == 2
    assert all("Server error" in told for told in caught.values()), caught


def _run(ours: dict[str, list[Any]], examples: int) -> None:
    secrets = {True: token("tongji"), False: token("qiye")}
    failures: dict[str, str] = {}
    asked: Counter[str] = Counter()
    for operation in _operations():
        name = operation.definition.raw["operationId"]
        secret = secrets[operation.path.removeprefix("/api/v1/").startswith(OFFICE)]
        try:
            _ask(operation, ours, secret, examples, asked)
        except BaseException as failure:  # noqa: BLE001 - every operation is asked, whatever came of the one before
            failures[name] = str(failure)[:600]
    print(f"schemathesis: {len(asked)} operations, {sum(asked.values())} requests, {len(failures)} failures")  # noqa: T201
    for name, failure in failures.items():
        print(name, failure)  # noqa: T201
    assert failures == {}
    assert len(asked) == len(list(_operations()))


def _operations() -> Iterator[Any]:
    loaded = schemathesis.openapi.from_dict(api.get_openapi_schema())
    loaded.app = get_wsgi_application()
    for found in loaded.get_all_operations():
        yield found.ok()


def _ask(operation: Any, ours: dict[str, list[Any]], secret: str, examples: int, asked: Counter[str]) -> None:
    right = operation.as_strategy(generation_mode=GenerationMode.POSITIVE)
    wrong = operation.as_strategy(generation_mode=GenerationMode.NEGATIVE)

    @seed(20261122)
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=right | wrong, data=st.data())
    def ask(case: Any, data: st.DataObject) -> None:
        asked[operation.label] += 1
        body = case.body if isinstance(case.body, dict) else None
        for part in (case.path_parameters, case.query, body):
            for name in sorted(set(part or ()) & set(ours)):
                if data.draw(st.booleans()):
                    part[name] = data.draw(st.sampled_from(ours[name]))
        headers = {"Idempotency-Key": uuid.uuid4().hex, "Accept-Encoding": "identity"} | (
            {"Authorization": f"Bearer {secret}"} if secret else {}
        )
        answer = case.call(headers=headers)
        case.validate_response(answer, checks=CHECKS)

    ask()
