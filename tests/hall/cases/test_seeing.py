from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.hall.cases.world import World

from zhiquan.hall.cases import selectors
from zhiquan.office.access.selectors import NOBODY
from zhiquan.rules.law import Unit
from zhiquan.rules.refusal import NotFound, Refusal


def test_everybody_sees_exactly_the_cases_that_are_theirs(world: World) -> None:
    number = world.case().number
    seen = {
        name: {row.number for row in selectors.worklist_for(world.actor(name)).rows}
        for name in ("applicant", "window", "examiner", "city", "elsewhere", "rival")
    }
    assert seen == {
        "applicant": {number},
        "window": {number},
        "examiner": {number},
        "city": {number},
        "elsewhere": set(),
        "rival": set(),
    }
    assert not selectors.cases_for(NOBODY).exists()
    for name in ("elsewhere", "rival"):
        with pytest.raises(NotFound):
            selectors.case_view(world.actor(name), number)


def test_a_paper_is_read_by_those_who_see_its_case_and_by_nobody_else(world: World) -> None:
    case = world.case()
    file = case.events.get().data["materials"][0]["file"]
    may = {
        name: selectors.may_read_file(world.actor(name), file) for name in ("applicant", "window", "rival", "elsewhere")
    }
    assert may == {"applicant": True, "window": True, "rival": False, "elsewhere": False}


def test_the_desk_turns_its_pages_without_losing_or_repeating_a_case(world: World) -> None:
    cases = [world.case(f"k{n}") for n in range(5)]
    world.act(cases[2], "applicant", "withdraw", {"reason": "撤回"})
    rows, after = [], None
    while True:
        page = selectors.worklist_for(world.actor("window"), after=after, size=2)
        rows += [row.number for row in page.rows]
        if (after := page.next) is None:
            break
    assert rows == [case.number for case in cases if case != cases[2]]
    assert all(row.mine for row in selectors.worklist_for(world.actor("window")).rows)
    assert not any(row.mine for row in selectors.worklist_for(world.actor("examiner")).rows)
    with pytest.raises(Refusal):
        selectors.worklist_for(world.actor("window"), after="nonsense")


def test_a_case_that_waits_for_its_party_waits_for_the_window_only_once_the_limit_is_over(world: World) -> None:
    world.act(world.case(), "window", "supplement", {"items": "补营业执照"})

    def mine() -> list[bool]:
        return [row.mine for row in selectors.worklist_for(world.actor("window")).rows]

    before = mine()
    world.clock.turn(30, month=9)
    assert (before, mine()) == ([False], [True])


def test_a_clock_says_what_is_left_in_the_unit_it_counts(world: World) -> None:
    case = world.case()
    (clock,) = selectors.case_view(world.actor("window"), case.number).clocks
    assert (clock.unit, clock.left, clock.total, clock.used) == (Unit.WORKING_DAY.label, 5, 5, 0)


def test_the_desk_asks_the_database_as_often_for_one_case_as_for_many(world: World) -> None:
    counts = []
    for n in range(3):
        world.case(f"k{n}")
        actor = world.actor("window")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            selectors.worklist_for(actor)
        counts.append(len(asked))
    assert counts == [3, 3, 3]


def test_the_guide_shows_the_limits_and_citations_of_the_law_book(world: World) -> None:
    guide = selectors.matter_view("pledge")
    assert {(label.en, limit.en) for label, limit, _ in guide.limits} >= {
        ("Time to register the pledge", "5 working days"),
        ("Time to register the pledge (promised)", "3 working days"),
    }
    assert [m.code for m in selectors.matters()] == ["pledge"]
    assert {m.key for m in guide.materials if m.required} == {"application", "contract", "identity"}
