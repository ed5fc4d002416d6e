"""A request that comes twice is done once; first that it is done more than once without the guard."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.hall.cases.test_race import race
from tests.portal.api.conftest import Caller, token
from tests.portal.api.race_once import THREADS, TIMES
from tests.portal.web.conftest import PASSWORD, docx

from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access.models import Membership
from zhiquan.portal.api.models import KeptAnswer
from zhiquan.portal.api.once import LEASE
from zhiquan.portal.api.sweeping import sweep
from zhiquan.portal.demo import seed_people
from zhiquan.settings import now


@pytest.fixture
def caller(db: None) -> Caller:
    seed_people(PASSWORD)
    return Caller(token("qiye"))


PAPER = docx()


def _send(caller: Caller, key: str, content: bytes = PAPER) -> Any:
    return caller.post("/files", {"file": SimpleUploadedFile("a.docx", content)}, key=key)


def test_the_same_request_gets_the_same_answer_and_another_under_its_key_is_refused(caller: Caller) -> None:
    first, again = _send(caller, "k"), _send(caller, "k")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert "Idempotency-Replayed" not in first
    assert again["Idempotency-Replayed"] == "true"
    assert StoredFile.objects.count() == 1
    other = _send(caller, "k", docx() + b"\n")
    assert (other.status_code, other.json()["code"]) == (422, "api.key-used")
    assert _send(caller, "another-key").json()["id"] != first.json()["id"]
    assert _send(Caller(token("daili")), "k").status_code == 200, "a key is its person's own"


def test_a_refusal_is_answered_alike_too(caller: Caller) -> None:
    first, again = (caller.post("/drafts/77/submit", key="k") for _ in range(2))
    assert (first.status_code, again.status_code) == (404, 404)
    assert again["Idempotency-Replayed"] == "true"


def test_a_key_of_one_organisation_tells_nothing_to_a_token_of_another(caller: Caller) -> None:
    one, two = Membership.objects.filter(user__username="qiye").values_list("organisation", flat=True)
    assert _send(Caller(token("qiye", organisation=one)), "k").status_code == 200
    assert _send(Caller(token("qiye", organisation=two)), "k").json()["code"] == "api.key-used"


def test_a_post_without_a_fitting_key_is_refused(caller: Caller) -> None:
    for key in ("x" * 81, "中文", "two words"):
        answer = _send(caller, key)
        assert (answer.status_code, answer.json()["code"]) == (400, "api.key"), key
    without = caller.client.post("/api/v1/drafts/1/submit", content_type="application/json", headers=caller.headers)
    assert without.json()["code"] == "api.key"


def test_a_request_under_way_holds_its_key_and_one_that_died_leaves_it(caller: Caller) -> None:
    _send(caller, "k")
    KeptAnswer.objects.update(status=None)
    assert _send(caller, "k").json()["code"] == "api.key-working"
    KeptAnswer.objects.update(taken_at=now.now() - LEASE - timedelta(seconds=1))
    assert _send(caller, "k").status_code == 200
    assert StoredFile.objects.count() == 2


def test_an_answer_is_kept_a_day_and_nobody_can_read_it_in_the_database(caller: Caller) -> None:
    first = _send(caller, "k").json()
    kept = KeptAnswer.objects.get()
    assert first["digest"] not in kept.content
    KeptAnswer.objects.update(taken_at=now.now() - timedelta(hours=25))
    assert _send(caller, "k").json()["id"] != first["id"], "what is over is as if it had never been"
    KeptAnswer.objects.update(taken_at=now.now() - timedelta(hours=25))
    assert sweep() >= 1
    assert not KeptAnswer.objects.exists()


def test_a_fault_of_the_program_keeps_no_key(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr("zhiquan.portal.api.operations.drafts.stage", lambda *_: 1 / 0)
        assert _send(caller, "k").status_code == 500
    assert _send(caller, "k").status_code == 200


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return race(tmp_path_factory.mktemp("once"), module="tests.portal.api.race_once")


@pytest.mark.own_database
def test_without_the_guards_requests_that_meet_are_done_twice_and_miscounted(told: dict[str, Any]) -> None:
    """The positive control."""
    assert told["unguarded"]["files"] == THREADS
    assert told["miscounted"] < THREADS * TIMES


@pytest.mark.own_database
def test_requests_at_the_same_moment_are_done_once_and_counted_exactly(told: dict[str, Any]) -> None:
    assert told["guarded"]["files"] == 1
    assert set(told["guarded"]["told"]) <= {"200", "409"}
    assert told["counted"] == THREADS * TIMES
