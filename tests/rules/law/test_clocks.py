"""Clocks, computed by hand, and what must hold for every clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import book, day, entry, week

from zhiquan.definitions.shelf import calendar
from zhiquan.rules.law import Calendar, ClockState, Extension, Ledger, Limit, Pause, Unit, due, remaining, state
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

NAME, WHY = Text("审查期限", "examination"), Text("补正", "supplement")
CN = calendar()


def clock(started: str, amount: int, unit: Unit = Unit.WORKING_DAY, *pauses: tuple[str, str | None]) -> Ledger:
    spans = tuple(Pause(day(since), day(until) if until else None, WHY) for since, until in pauses)
    return Ledger(NAME, day(started), Limit(amount, unit), "some.limit", spans)


def longer(ledger: Ledger, *limits: Limit) -> Ledger:
    return replace(ledger, extensions=tuple(Extension(limit, ledger.started, WHY) for limit in limits))


@pytest.mark.parametrize(
    ("started", "amount", "unit", "last"),
    [
        # Friday + 5 working days: the next Friday
        ("2026-03-06", 5, Unit.WORKING_DAY, "2026-03-13"),
        # across National Day 2026 (1-7 October off, Saturday 10 October works): 30.9, 8, 9, 10, 12
        ("2026-09-29", 5, Unit.WORKING_DAY, "2026-10-12"),
        # across Spring Festival 2026 (15-23 off, Saturdays 14 and 28 work): 14, 24, 25, 26, 27, 28
        ("2026-02-13", 6, Unit.WORKING_DAY, "2026-02-28"),
        # 15 days end on Saturday 21 March: Monday
        ("2026-03-06", 15, Unit.CALENDAR_DAY, "2026-03-23"),
        # 24 hours are the next day, 25 hours the day after
        ("2026-03-10", 24, Unit.HOUR, "2026-03-11"),
        ("2026-03-10", 25, Unit.HOUR, "2026-03-12"),
        ("2026-03-10", 1, Unit.HALF_MONTH, "2026-03-25"),
        # 31 January + 1 month: 28 February 2026, a make-up working Saturday
        ("2026-01-31", 1, Unit.MONTH, "2026-02-28"),
        # two months from 1 August end on 1 October: the first working day after the holidays is the 8th
        ("2026-08-01", 2, Unit.MONTH, "2026-10-08"),
        ("2024-02-29", 2, Unit.YEAR, "2026-02-28"),
        # nothing more than the day itself
        ("2026-03-10", 0, Unit.CALENDAR_DAY, "2026-03-10"),
    ],
)
def test_a_limit_ends_on_the_day_counted_by_hand(started: str, amount: int, unit: Unit, last: str) -> None:
    found = due(clock(started, amount, unit), CN)
    assert (found.on, found.provisional) == (day(last), False)


def test_a_last_day_stays_where_the_provision_does_not_move_it() -> None:
    ledger = replace(clock("2026-03-06", 15, Unit.CALENDAR_DAY), roll=False)
    assert due(ledger, CN).on == day("2026-03-21")


def test_months_are_summed_before_the_day_is_clamped() -> None:
    """31 August + 3 + 1 months is 31 December; three (30 November) and then one would be 30 December."""
    ledger = longer(clock("2026-08-31", 3, Unit.MONTH), Limit(1, Unit.MONTH))
    assert due(ledger, CN).on == day("2026-12-31")


def test_an_extension_in_days_follows_the_months() -> None:
    ledger = longer(clock("2026-01-31", 1, Unit.MONTH), Limit(3, Unit.WORKING_DAY))
    assert due(ledger, CN).on == day("2026-03-04")


def test_paused_days_are_not_counted() -> None:
    # 9 and 10 March stand still: 11, 12, 13, 16, 17
    assert due(clock("2026-03-06", 5, Unit.WORKING_DAY, ("2026-03-09", "2026-03-11")), CN).on == day("2026-03-17")
    # one month to 6 April (Qingming, off) plus 10 days: 16 April
    assert due(clock("2026-03-06", 1, Unit.MONTH, ("2026-03-10", "2026-03-20")), CN).on == day("2026-04-16")


def test_a_pause_on_the_day_to_which_the_end_moved_moves_it_on() -> None:
    ledger = clock("2026-03-06", 15, Unit.CALENDAR_DAY, ("2026-03-23", "2026-03-25"))
    assert due(ledger, CN).on == day("2026-03-25")


@pytest.mark.parametrize(
    ("ledger", "nominal"),
    [
        (clock("2026-03-06", 5, Unit.WORKING_DAY, ("2026-03-09", None)), None),
        (clock("2026-03-06", 15, Unit.CALENDAR_DAY, ("2026-03-09", None)), None),
        (clock("2026-03-06", 15, Unit.CALENDAR_DAY, ("2026-03-22", None)), "2026-03-21"),
    ],
)
def test_while_an_open_pause_lasts_there_is_no_last_day(ledger: Ledger, nominal: str | None) -> None:
    found = due(ledger, CN)
    assert (found.on, found.nominal) == (None, nominal and day(nominal))


def test_an_open_pause_after_the_last_day_changes_nothing() -> None:
    assert due(clock("2026-03-06", 5, Unit.WORKING_DAY, ("2026-03-16", None)), CN).on == day("2026-03-13")


def test_a_year_that_is_not_announced_makes_the_day_provisional() -> None:
    assert due(clock("2026-12-30", 5), CN).provisional
    assert due(clock("2026-12-30", 2, Unit.MONTH), CN).provisional
    assert not due(clock("2026-12-21", 5), CN).provisional


def test_a_clock_under_a_provision_takes_its_limit_and_roll() -> None:
    rules = book(entry(value=2, unit="month", roll=True), entry("other.limit"))
    ledger = Ledger.under(rules.at("some.limit", day("2026-01-01")), NAME, day("2026-01-01"))
    assert (ledger.limit, ledger.provision_key, ledger.roll) == (Limit(2, Unit.MONTH), "some.limit", True)
    assert not Ledger.under(rules.at("other.limit", day("2026-01-01")), NAME, day("2026-01-01")).roll


def test_a_pause_cannot_end_before_it_begins() -> None:
    with pytest.raises(Refusal, match="暂停不能"):
        Pause(day("2026-03-10"), day("2026-03-09"), WHY)


@pytest.mark.parametrize(
    ("on", "left"),
    [("2026-03-01", 5), ("2026-03-06", 5), ("2026-03-09", 4), ("2026-03-13", 0), ("2026-03-14", 0), ("2026-03-17", -2)],
)
def test_what_remains_is_counted_in_working_days(on: str, left: int) -> None:
    assert remaining(clock("2026-03-06", 5), day(on), CN) == left


def test_what_remains_of_months_is_counted_in_calendar_days() -> None:
    ledger = clock("2026-03-02", 1, Unit.MONTH)
    assert remaining(ledger, day("2026-03-30"), CN) == 3
    assert remaining(ledger, day("2026-04-05"), CN) == -3


def test_what_remains_stands_still_while_paused() -> None:
    ledger = clock("2026-03-06", 5, Unit.WORKING_DAY, ("2026-03-10", None))
    assert [remaining(ledger, day(on), CN) for on in ("2026-03-09", "2026-03-10", "2026-03-12", "2026-04-30")] == [
        4
    ] * 4
    closed = clock("2026-03-06", 5, Unit.WORKING_DAY, ("2026-03-10", "2026-03-12"))
    assert [remaining(closed, day(on), CN) for on in ("2026-03-10", "2026-03-11", "2026-03-12")] == [4, 4, 3]


def test_what_remains_of_a_clock_that_has_ended_stays() -> None:
    ledger = replace(clock("2026-03-06", 5), ended=day("2026-03-11"))
    assert remaining(ledger, day("2026-05-01"), CN) == 2


@pytest.mark.parametrize(
    ("pauses", "ended", "on", "expected"),
    [
        ((), None, "2026-03-13", ClockState.RUNNING),
        ((), None, "2026-03-14", ClockState.OVERDUE),
        ((), "2026-03-13", "2026-03-20", ClockState.MET),
        ((), "2026-03-16", "2026-03-20", ClockState.LATE),
        ((), "2026-03-16", "2026-03-14", ClockState.OVERDUE),
        ((("2026-03-09", "2026-03-11"),), None, "2026-03-10", ClockState.PAUSED),
        ((("2026-03-09", "2026-03-11"),), None, "2026-03-11", ClockState.RUNNING),
        ((("2026-03-09", None),), None, "2026-04-11", ClockState.PAUSED),
        ((("2026-03-09", None),), "2026-04-10", "2026-04-11", ClockState.MET),
        ((("2026-03-20", None),), None, "2026-03-25", ClockState.OVERDUE),
    ],
)
def test_the_state_of_a_clock_on_a_day(
    pauses: tuple[tuple[str, str | None], ...], ended: str | None, on: str, expected: ClockState
) -> None:
    ledger = replace(clock("2026-03-06", 5, Unit.WORKING_DAY, *pauses), ended=day(ended) if ended else None)
    assert state(ledger, day(on), CN) is expected


starts = st.dates(date(2018, 1, 1), date(2026, 6, 30))
limits = st.builds(Limit, st.integers(1, 40), st.sampled_from(list(Unit))).filter(
    lambda limit: limit.unit is not Unit.YEAR or limit.amount < 5
)


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    """A clock with up to three closed pauses."""
    started = draw(starts)
    spans = []
    for _ in range(draw(st.integers(0, 3))):
        since = started + timedelta(days=draw(st.integers(-5, 120)))
        spans.append(Pause(since, since + timedelta(days=draw(st.integers(0, 30))), WHY))
    extra = tuple(Extension(limit, started, WHY) for limit in draw(st.lists(limits, max_size=2)))
    return Ledger(NAME, started, draw(limits), "some.limit", tuple(spans), extra, roll=draw(st.booleans()))


@given(ledgers(), st.integers(-10, 200))
def test_a_pause_of_no_days_changes_nothing(ledger: Ledger, offset: int) -> None:
    since = ledger.started + timedelta(days=offset)
    assert due(replace(ledger, pauses=(*ledger.pauses, Pause(since, since, WHY))), CN) == due(ledger, CN)


@given(ledgers(), st.integers(0, 60), st.integers(0, 20), st.integers(0, 20))
def test_adjacent_pauses_are_one_pause(ledger: Ledger, offset: int, first: int, second: int) -> None:
    since = ledger.started + timedelta(days=offset)
    middle, until = since + timedelta(days=first), since + timedelta(days=first + second)
    two = replace(ledger, pauses=(Pause(middle, until, WHY), Pause(since, middle, WHY)))
    one = replace(ledger, pauses=(Pause(since, until, WHY),))
    assert due(two, CN) == due(one, CN)


@given(ledgers(), st.sets(st.integers(0, 400), max_size=10))
def test_an_added_holiday_never_makes_a_last_day_earlier(ledger: Ledger, offsets: set[int]) -> None:
    added = {ledger.started + timedelta(days=n) for n in offsets}
    more = Calendar(range(2000, 2101), CN.days_off | added, CN.working - added)
    before, after = due(ledger, CN).on, due(ledger, more).on
    assert before is not None
    assert after is not None
    assert after >= before


@given(ledgers(), limits)
def test_an_extension_never_makes_a_last_day_earlier(ledger: Ledger, limit: Limit) -> None:
    before, after = due(ledger, CN).on, due(longer(ledger, *(e.limit for e in ledger.extensions), limit), CN).on
    assert before is not None
    assert after is not None
    assert after >= before


@given(ledgers())
def test_on_the_last_day_nothing_remains_and_the_next_day_is_overdue(ledger: Ledger) -> None:
    last = due(ledger, CN).on
    assert last is not None
    assert remaining(ledger, last, CN) == 0
    assert state(ledger, last + timedelta(days=1), CN) is ClockState.OVERDUE
    assert state(replace(ledger, ended=last), last, CN) is ClockState.MET
    assert state(replace(ledger, ended=last + timedelta(days=1)), last + timedelta(days=1), CN) is ClockState.LATE


@given(ledgers(), st.integers(0, 200))
def test_what_remains_never_grows_from_one_day_to_the_next(ledger: Ledger, offset: int) -> None:
    on = ledger.started + timedelta(days=offset)
    assert remaining(ledger, on + timedelta(days=1), CN) in {remaining(ledger, on, CN), remaining(ledger, on, CN) - 1}


def test_a_plain_calendar_is_enough_to_count() -> None:
    assert due(clock("2026-03-06", 5), week()).on == day("2026-03-13")
