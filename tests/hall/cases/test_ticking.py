"""The tick: reminders, limits that expire, and nothing done twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.hall.cases.calls import open_call, publish_calls
from tests.hall.cases.world import World

from zhiquan.hall.cases import ports, projection, stepping
from zhiquan.hall.cases.journal import verify_chain
from zhiquan.hall.cases.models import Case, ClockDuty
from zhiquan.hall.cases.ports import Notice
from zhiquan.hall.cases.selectors import case_view
from zhiquan.hall.cases.services import tag
from zhiquan.hall.cases.ticking import tick
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text


@pytest.fixture
def notices(monkeypatch: pytest.MonkeyPatch) -> list[Notice]:
    taken: list[Notice] = []
    registry: Registry[ports.Notifier] = Registry("notifiers")
    registry.register("test", taken.append)
    monkeypatch.setattr("zhiquan.hall.cases.ticking.notifiers", registry)
    return taken


@pytest.fixture
def case(world: World) -> Case:
    publish_calls()
    return open_call(world)


def said(notices: list[Notice]) -> list[tuple[str, str, str, date]]:
    return [(notice.kind, notice.clock, notice.subject, notice.due_on) for notice in notices]


def told(case: Case) -> list[str]:
    return [event.data["kind"] for event in case.events.filter(kind="told").order_by("seq")]


def test_a_limit_is_called_to_mind_on_its_day_and_once(world: World, case: Case, notices: list[Notice]) -> None:
    assert case.next_on == date(2026, 7, 10)  # five working days from Monday the 6th; one working day before the 13th
    assert tick().told == 0
    world.clock.turn(10)
    assert tick().told == 1
    assert said(notices) == [("reminder", "handling", "", date(2026, 7, 13))]
    assert "还有1个工作日" in notices[0].text.zh
    assert tick().told == 0
    case.refresh_from_db()
    assert (told(case), case.next_on) == (["reminder"], date(2026, 7, 14))


def test_rungs_that_were_slept_through_are_not_told_one_after_the_other(
    world: World, case: Case, notices: list[Notice]
) -> None:
    world.clock.turn(20)
    assert tick().told == 1
    assert said(notices) == [("overdue", "handling", "", date(2026, 7, 13))]
    case.refresh_from_db()
    assert case.next_on is None


def test_a_limit_that_moved_is_called_to_mind_anew(world: World, case: Case, notices: list[Notice]) -> None:
    world.clock.turn(10)
    tick()
    world.act(case, "window", "hold", {"why": "等待鉴定"})
    case.refresh_from_db()
    assert (case.next_on, case.due_on) == (None, None)
    world.clock.turn(20)
    assert tick().told == 0
    world.act(case, "window", "go_on")
    case.refresh_from_db()
    assert case.due_on == date(2026, 7, 21)
    assert tick().told == 1
    assert said(notices)[-1] == ("reminder", "handling", "", date(2026, 7, 21))


def test_a_publicity_that_is_over_is_closed_by_the_program(world: World, case: Case, notices: list[Notice]) -> None:
    world.act(case, "window", "publish")
    world.clock.turn(13)
    assert tick().expired == 0
    world.clock.turn(14)
    report = tick()
    case.refresh_from_db()
    assert (report.expired, case.state) == (1, "listed")
    acted = case.events.get(data__action="close_publicity")
    assert (acted.actor, acted.role) == (None, "system")
    assert tick().expired == 0
    assert said(notices) == [("expiry", "publicity", "", date(2026, 7, 13))]
    assert [event.label.zh for event in case_view(world.actor("window"), case.number).events][-2:] == [
        "期限届满，系统自动办理（到期日 2026年7月13日）",
        "close_publicity",
    ]
    assert verify_chain(case).intact
    kept = {name: getattr(case, name) for name in projection.PROJECTED}
    projection.rebuild(case)
    assert {name: getattr(case, name) for name in projection.PROJECTED} == kept


def test_each_respondents_time_expires_for_itself(world: World, case: Case, notices: list[Notice]) -> None:
    two = open_call(world, "two", others=[{"name": "甲公司"}, {"name": "乙公司"}])
    world.act(two, "examiner", "serve")
    world.clock.turn(14)
    tick()
    two.refresh_from_db()
    done = [event.data["party"] for event in two.events.filter(data__action="no_defence").order_by("seq")]
    assert done == ["respondent-1", "respondent-2"]
    assert ClockDuty.objects.filter(case=two, clock="defence").count() == 2


def test_a_step_that_the_definition_refuses_is_reported_and_holds_up_nobody_else(
    world: World, case: Case, notices: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.act(case, "window", "publish")
    other = open_call(world, "other")
    world.clock.turn(14)
    with monkeypatch.context() as stand:
        stand.setattr(stepping, "why_not", lambda *_: Refusal("x.y", Text("不行", "no")))
        report = tick()
    assert [number for number, _ in report.refused] == [case.number]
    case.refresh_from_db()
    assert (case.state, told(case), told(other)) == ("publicity", [], ["overdue"])
    assert not ClockDuty.objects.filter(case=case).exists()
    assert tick().cases == 0  # asked once a day
    world.clock.turn(15)
    assert tick().expired == 1


def test_what_was_refused_is_tried_again_after_the_next_event(
    world: World, case: Case, notices: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.act(case, "window", "publish")
    world.clock.turn(14)
    with monkeypatch.context() as stand:
        stand.setattr(stepping, "why_not", lambda *_: Refusal("x.y", Text("不行", "no")))
        tick()
    tag(world.actor("window"), case.number, "春雷行动", key="t")
    assert tick().expired == 1


def test_a_case_that_cannot_be_served_is_named_and_the_others_are_served(
    world: World, case: Case, notices: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = open_call(world, "other")
    world.clock.turn(14)

    def fails(notice: Notice) -> None:
        if notice.case_number == case.number:
            raise RuntimeError

    registry: Registry[ports.Notifier] = Registry("notifiers")
    registry.register("test", fails)
    monkeypatch.setattr("zhiquan.hall.cases.ticking.notifiers", registry)
    assert tick().failed == [case.number]
    assert (told(case), told(other)) == ([], ["overdue"])


def test_a_tick_asks_only_for_what_is_due(world: World, case: Case, notices: list[Notice]) -> None:
    for n in range(3):
        open_call(world, f"k{n}")
    with CaptureQueriesContext(connection) as asked:
        assert tick().cases == 0
    assert len(asked) == 1
    assert "next_on" in asked[0]["sql"]


def test_a_closed_case_asks_nothing_of_the_program(world: World, case: Case) -> None:
    world.act(case, "examiner", "list")
    case.refresh_from_db()
    assert (case.closed, case.next_on, case.clocks) == (True, None, {})
