from __future__ import annotations

import json

import pytest
from django.db import connection
from tests.hall.cases.world import World

from zhiquan.hall.cases import selectors
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case, CaseEvent, CasePayload
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import now


@pytest.fixture
def case(world: World) -> Case:
    case = world.case()
    world.act(case, "window", "accept")
    return world.act(case, "examiner", "forward", {"opinion": "齐全"})


def behind_the_back(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_an_untouched_chain_is_intact(case: Case) -> None:
    report = verify_chain(case)
    assert (report.intact, report.events, report.first_changed) == (True, 3, None)


@pytest.mark.parametrize(
    ("column", "value"),
    [("acted_at", "2026-07-01 00:00:00"), ("kind", "opened"), ("role", "head"), ("actor_id", None), ("prev", "0" * 64)],
)
def test_whatever_is_changed_in_an_event_the_chain_names_it(case: Case, column: str, value: str | None) -> None:
    behind_the_back(f"UPDATE cases_caseevent SET {column} = %s WHERE case_id = %s AND seq = 2", value, case.pk)
    assert verify_chain(case).first_changed == 2


def test_an_answer_changed_in_the_middle_is_named(case: Case) -> None:
    data = case.events.get(seq=1).data
    data["form"]["amount"] = "9000000.00"
    behind_the_back("UPDATE cases_caseevent SET data = %s WHERE case_id = %s AND seq = 1", json.dumps(data), case.pk)
    assert verify_chain(case).first_changed == 1


def test_an_event_taken_out_is_named_also_at_the_end(case: Case) -> None:
    behind_the_back("DELETE FROM cases_caseevent WHERE case_id = %s AND seq = 3", case.pk)
    assert verify_chain(case).first_changed == 3


def test_a_personal_answer_that_was_exchanged_is_found_and_one_that_was_erased_breaks_nothing(case: Case) -> None:
    payload = CasePayload.objects.filter(case=case).first()
    assert payload is not None
    CasePayload.objects.filter(pk=payload.pk).update(value="李四")
    assert verify_chain(case).first_changed == 1
    CasePayload.objects.filter(pk=payload.pk).update(value=None, erased_at=now())
    assert verify_chain(case).intact


def test_an_erased_answer_is_shown_as_erased(world: World, case: Case) -> None:
    CasePayload.objects.filter(case=case).update(value=None, erased_at=now())
    view = selectors.case_view(world.actor("window"), case.number)
    shown = {answer.key: answer.shown.zh for group in view.form for answer in group.answers}
    assert shown["contact"] == "（已删除）"


def test_events_cannot_be_changed_or_removed_through_the_models(case: Case) -> None:
    event = case.events.get(seq=2)
    event.role = "head"
    for attempt in (
        event.save,
        event.delete,
        CaseEvent.objects.all().delete,
        lambda: CaseEvent.objects.update(role="head"),
        lambda: CaseEvent.objects.bulk_update([event], ["role"]),
    ):
        with pytest.raises(Refusal) as refused:
            attempt()
        assert refused.value.code == "cases.append-only"
    assert verify_chain(case).intact
