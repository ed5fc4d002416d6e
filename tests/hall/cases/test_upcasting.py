"""Events written in an older shape are read as today's, and their chain is not touched."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from tests.hall.cases.world import World

from zhiquan.hall.cases import projection, upcasting
from zhiquan.hall.cases.chain import hash_of
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.rebuilding import differences

FIRST = ("key", "amount", "unit", "roll")


def in_the_first_shape(data: dict[str, Any]) -> dict[str, Any]:
    """Return an event's data as the first version of the program wrote it."""
    old = {key: value for key, value in data.items() if key != "shape"}
    old["clocks"] = [
        {key: {name: value[name] for name in FIRST} if key in {"legal", "promised"} else value
         for key, value in move.items()}
        for move in data["clocks"]
    ]  # fmt: skip
    return old


@pytest.fixture
def old(world: World) -> Case:
    """A pledge accepted long ago: its events stand in the database as they were written then."""
    from django.db import connection

    case = world.act(world.case(), "window", "accept")
    prev = ""
    for row in case.events.order_by("seq"):
        row.data, row.prev = in_the_first_shape(row.data), prev
        row.hash = prev = hash_of(row, case.number)
        with connection.cursor() as cursor:
            field = CaseEvent._meta.get_field("data")
            data = field.get_db_prep_save(row.data, connection)
            cursor.execute(
                "UPDATE cases_caseevent SET data = %s, prev = %s, hash = %s WHERE id = %s",
                [data, row.prev, row.hash, row.pk],
            )
    return case


def test_an_old_pledge_is_told_like_a_new_one(world: World, old: Case) -> None:
    assert "citation" not in str(old.events.get(seq=1).data)
    snapshot = snapshot_of(old)
    assert [(run.clock, run.legal.citation) for run in snapshot.clocks] == [("acceptance", None), ("handling", None)]
    kept = {name: getattr(old, name) for name in projection.PROJECTED}
    projection.rebuild(old)
    assert {name: getattr(old, name) for name in projection.PROJECTED} == kept
    assert list(differences()) == []
    assert old.due_on == date(2026, 7, 13)


def test_an_old_chain_stays_what_it_was_and_goes_on(world: World, old: Case) -> None:
    assert verify_chain(old).intact
    forwarded = world.act(old, "examiner", "forward", {"opinion": "齐全"})
    assert [row.data.get("shape", 1) for row in forwarded.events.order_by("seq")] == [1, 1, 2]
    assert verify_chain(forwarded).intact


def test_each_shape_is_carried_step_by_step_to_todays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(upcasting.UPCASTERS, ("rated", 1), lambda data: {**data, "comment": ""})
    monkeypatch.setitem(upcasting.UPCASTERS, ("rated", 2), lambda data: {**data, "grade": 6 - data["grade"]})
    assert upcasting.shape_of("rated") == 3
    assert upcasting.written("rated", {"grade": 5}) == {"grade": 5, "shape": 3}
    assert upcasting.read("rated", {"grade": 1}) == {"grade": 5, "comment": ""}
    assert upcasting.read("rated", {"grade": 1, "comment": "好", "shape": 2}) == {"grade": 5, "comment": "好"}
    assert upcasting.read("rated", {"grade": 5, "shape": 3}) == {"grade": 5}


def test_a_kind_that_never_changed_is_written_without_a_mark() -> None:
    assert upcasting.written("tagged", {"tag": "x"}) == {"tag": "x"}
