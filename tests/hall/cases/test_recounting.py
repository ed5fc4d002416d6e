"""A new calendar moves open clocks, and says so; the projection is what the events say."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.hall.cases.calls import open_call, publish_calls
from tests.hall.cases.test_keeping import refused
from tests.hall.cases.world import World

from zhiquan.definitions.shelf import calendar
from zhiquan.hall.cases import projection, shelf
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case, CaseEvent, CaseTag
from zhiquan.hall.cases.rebuilding import differences, rebuild_all
from zhiquan.hall.cases.recounting import outdated, recount
from zhiquan.hall.cases.selectors import case_view
from zhiquan.hall.cases.services import tag
from zhiquan.rules.law import Calendar

OFF = date(2026, 7, 9)


def with_a_day_off() -> Calendar:
    days = calendar()
    return Calendar(days.years, [*days.days_off, OFF], days.working, expected=days.expected, names=days.names)


@pytest.fixture
def case(world: World) -> Case:
    publish_calls()
    return open_call(world)


def change_the_calendar(monkeypatch: pytest.MonkeyPatch) -> None:
    days = with_a_day_off()
    monkeypatch.setattr(shelf, "calendar", lambda region: days)


def kept(case: Case) -> dict[str, object]:
    case.refresh_from_db()
    return {name: getattr(case, name) for name in projection.PROJECTED}


def test_a_new_calendar_moves_the_last_day_and_the_case_says_so(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused = open_call(world, "paused")
    world.act(paused, "window", "hold", {"why": "等待"})
    over = open_call(world, "over")
    world.act(over, "examiner", "list")
    assert not outdated()
    change_the_calendar(monkeypatch)
    assert outdated()
    report = recount()
    assert (report.cases, report.moved) == (2, 1)
    assert not outdated()
    assert kept(case)["due_on"] == date(2026, 7, 14)
    assert case.next_on == date(2026, 7, 13)
    assert case.events.filter(kind="recounted").count() == 1
    said = case_view(world.actor("window"), case.number).events[-1].label.zh
    assert said == "日历调整，到期日重新计算：办理时限 2026年7月13日 → 2026年7月14日"
    assert not paused.events.filter(kind="recounted").exists()
    assert verify_chain(case).intact
    assert list(differences()) == []
    assert recount().cases == 0


def test_a_step_taken_before_the_recount_tells_of_the_move_too(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    change_the_calendar(monkeypatch)
    world.act(case, "window", "hold", {"why": "等待"})
    assert [event.kind for event in case.events.order_by("seq")] == ["opened", "recounted", "acted"]
    assert recount().moved == 0
    case.refresh_from_db()
    assert verify_chain(case).intact
    assert list(differences()) == []


def test_a_recount_stops_no_step_that_was_taken_on_paper_before_it(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.clock.at += timedelta(days=1)
    change_the_calendar(monkeypatch)
    recount()
    yesterday = world.clock.at - timedelta(hours=20)
    world.act(case, "window", "hold", {"why": "等待"}, acted_at=yesterday)
    kinds = [(event.kind, event.acted_at) for event in case.events.order_by("seq")][1:]
    assert kinds == [("recounted", world.clock.at), ("acted", yesterday)]
    case.refresh_from_db()
    assert verify_chain(case).intact
    assert list(differences()) == []
    with refused("cases.wrong-time"):
        world.act(case, "window", "go_on", acted_at=yesterday - timedelta(hours=1))


def test_the_recount_in_one_row_is_the_same_as_from_the_events(
    world: World, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Runs with pauses, several subjects and what was told, counted from the row and from the events."""
    several = open_call(world, "several", others=[{"name": "甲"}, {"name": "乙"}])
    world.act(several, "examiner", "serve")
    world.act(several, "window", "hold", {"why": "等待"})
    world.clock.at += timedelta(days=2)
    world.act(several, "window", "go_on")
    change_the_calendar(monkeypatch)
    recount()
    from_rows = kept(several)
    rebuild_all()
    assert kept(several) == from_rows
    assert from_rows["dues"] == {
        "handling": "2026-07-15",
        "defence/respondent-1": "2026-07-14",
        "defence/respondent-2": "2026-07-14",
    }


def test_rows_that_do_not_say_what_the_events_say_are_named_and_put_right(world: World, case: Case) -> None:
    tag(world.actor("window"), case.number, "春雷行动", key="t")
    several = open_call(world, "several", others=[{"name": "甲"}])
    assert list(differences()) == []
    Case.objects.filter(pk=case.pk).update(state="listed", next_on=None)
    CaseTag.objects.all().delete()
    several.participants.update(joined=False)
    found = {(one.number, one.column) for one in differences()}
    assert found == {
        (case.number, "state"),
        (case.number, "next_on"),
        (case.number, "tags"),
        (several.number, "participants"),
    }
    assert rebuild_all() == 2
    assert list(differences()) == []


def test_a_case_whose_events_cannot_be_told_is_named(world: World, case: Case) -> None:
    data, at = {"action": "list", "to": "over", "data": {}}, world.clock.at
    CaseEvent(case=case, seq=3, kind="acted", data=data, acted_at=at, recorded_at=at, hash="x").save()
    assert [(one.number, one.column) for one in differences()] == [(case.number, "events")]
