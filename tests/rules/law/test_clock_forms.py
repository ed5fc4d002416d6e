"""Clocks that count back, to the hour, in half-months, in the order of the provision; reminders and consequences."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import book, day, entry

from zhiquan.definitions.shelf import calendar
from zhiquan.rules.law import (
    Calendar,
    Certainty,
    ClockState,
    Expiry,
    Extension,
    Lapse,
    Ledger,
    Limit,
    Order,
    Pause,
    Rung,
    Unit,
    add_months,
    due,
    dues,
    expired,
    explain,
    remaining,
    rungs,
    state,
)
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

NAME, WHY = Text("期限", "The limit"), Text("鉴定", "testing")
CN = calendar()


def clock(started: str, amount: int, unit: Unit, *, backward: bool = False, roll: bool = True) -> Ledger:
    moment = datetime.fromisoformat(started) if "T" in started else day(started)
    return Ledger(NAME, moment, Limit(amount, unit), "some.limit", backward=backward, roll=roll)


@pytest.mark.parametrize(
    ("before", "amount", "unit", "nominal", "last"),
    [
        # seven working days before a hearing on Tuesday 3 March 2026: 2.3, 28.2 (works), 27, 26, 25, 24, 14 (works)
        ("2026-03-03", 7, Unit.WORKING_DAY, "2026-02-14", "2026-02-14"),
        # two and a half months before 30 March 2026: 30 January less fifteen days
        ("2026-03-30", 5, Unit.HALF_MONTH, "2026-01-15", "2026-01-15"),
        # three days before Monday 23 March: Friday the 20th
        ("2026-03-23", 3, Unit.CALENDAR_DAY, "2026-03-20", "2026-03-20"),
        # ten days before 27 February fall into the festival (15-23): Saturday the 14th works
        ("2026-02-27", 10, Unit.CALENDAR_DAY, "2026-02-17", "2026-02-14"),
        ("2026-03-31", 1, Unit.MONTH, "2026-02-28", "2026-02-28"),
        ("2024-02-29", 1, Unit.YEAR, "2023-02-28", "2023-02-28"),
    ],
)
def test_a_limit_counted_back_gives_the_latest_day_to_act(
    before: str, amount: int, unit: Unit, nominal: str, last: str
) -> None:
    found = due(clock(before, amount, unit, backward=True), CN)
    assert (found.nominal, found.on, found.provisional) == (day(nominal), day(last), False)


def test_a_day_counted_back_stays_where_the_provision_does_not_move_it() -> None:
    assert due(clock("2026-02-27", 10, Unit.CALENDAR_DAY, backward=True, roll=False), CN).on == day("2026-02-17")


@pytest.mark.parametrize(
    ("before", "unit", "roll", "guess"),
    [
        ("2027-01-08", Unit.WORKING_DAY, True, True),
        ("2027-03-08", Unit.CALENDAR_DAY, True, True),
        ("2027-03-08", Unit.CALENDAR_DAY, False, False),
        ("2026-12-25", Unit.WORKING_DAY, False, False),
    ],
)
def test_counting_back_through_a_year_not_announced_is_provisional(
    before: str, unit: Unit, roll: bool, guess: bool
) -> None:
    assert due(clock(before, 7, unit, backward=True, roll=roll), CN).provisional is guess


def test_a_clock_counted_back_cannot_be_stopped_or_extended() -> None:
    ledger = clock("2026-03-03", 7, Unit.WORKING_DAY, backward=True)
    with pytest.raises(Refusal, match="倒推"):
        ledger.stop(day("2026-03-01"), WHY)
    with pytest.raises(Refusal, match="倒推"):
        ledger.extend(Limit(1, Unit.MONTH), day("2026-03-01"), WHY)


def test_what_remains_before_the_latest_day_to_act() -> None:
    ledger = clock("2026-03-30", 5, Unit.HALF_MONTH, backward=True)
    assert [remaining(ledger, day(on), CN) for on in ("2026-01-05", "2026-01-15", "2026-01-20")] == [10, 0, -5]
    assert state(ledger, day("2026-01-16"), CN) is ClockState.OVERDUE


@given(st.dates(date(2019, 1, 1), date(2026, 12, 1)), st.integers(1, 60))
def test_working_days_back_and_forward_meet(start: date, number: int) -> None:
    """Counting back from the last day of a clock of working days gives the day it began, or the working day before."""
    last = due(Ledger(NAME, start, Limit(number, Unit.WORKING_DAY), "x.y"), CN).on
    assert last is not None
    back = due(Ledger(NAME, last, Limit(number, Unit.WORKING_DAY), "x.y", backward=True), CN).on
    assert back == CN.last_working(start)


@given(st.dates(date(2019, 1, 1), date(2026, 12, 1)), st.integers(0, 40), st.integers(0, 40))
def test_days_and_months_back_and_forward_never_pass_each_other(start: date, months: int, days: int) -> None:
    for unit, amount in ((Unit.CALENDAR_DAY, days), (Unit.MONTH, months)):
        back = due(Ledger(NAME, start, Limit(amount, unit), "x.y", backward=True, roll=False), CN).on
        assert back is not None
        again = due(Ledger(NAME, back, Limit(amount, unit), "x.y", roll=False), CN).on
        assert again is not None
        assert again <= start
        assert again == start or (unit is Unit.MONTH and back.day < start.day)


@given(st.dates(date(2019, 1, 1), date(2026, 6, 1)), st.integers(0, 60), st.sampled_from(list(Unit)))
def test_more_time_back_is_never_a_later_day(start: date, amount: int, unit: Unit) -> None:
    shorter, longer = (
        due(Ledger(NAME, start, Limit(n, unit), "x.y", backward=True), CN).on for n in (amount, amount + 1)
    )
    assert shorter is not None
    assert longer is not None
    assert longer <= shorter <= start


def test_a_day_of_hours_ends_at_the_hour_and_does_not_move() -> None:
    # Friday 6 March 2026, 16:30; Saturday at the same time
    found = due(clock("2026-03-06T16:30", 24, Unit.HOUR), CN)
    assert (found.at, found.on, found.provisional) == (datetime(2026, 3, 7, 16, 30), day("2026-03-07"), False)  # noqa: DTZ001
    # a moment with zone is read as Shanghai time: 08:30 UTC
    zoned = Ledger(NAME, datetime(2026, 3, 6, 8, 30, tzinfo=UTC), Limit(24, Unit.HOUR), "x.y")
    assert due(zoned, CN).at == found.at
    # a moment as the start of days is its day
    assert due(clock("2026-03-06T16:30", 3, Unit.WORKING_DAY), CN).on == day("2026-03-11")


@pytest.mark.parametrize(
    ("since", "until", "ends"),
    [
        ("2026-03-08", "2026-03-09", "2026-03-07T16:30"),
        ("2026-03-07", "2026-03-09", "2026-03-09T16:30"),
        # stopped on the day it began: the 7½ hours of that day do not count
        ("2026-03-06", "2026-03-07", "2026-03-08T00:00"),
        ("2026-03-01", "2026-03-06", "2026-03-07T16:30"),
    ],
)
def test_the_hours_of_stopped_days_do_not_count(since: str, until: str, ends: str) -> None:
    ledger = replace(clock("2026-03-06T16:30", 24, Unit.HOUR), pauses=(Pause(day(since), day(until), WHY),))
    assert due(ledger, CN).at == datetime.fromisoformat(ends)
    longer = ledger.extend(Limit(2, Unit.HOUR), day("2026-03-06"), WHY)
    if since == "2026-03-07":
        assert due(longer, CN).at == datetime.fromisoformat("2026-03-09T18:30")


def test_hours_under_an_open_pause_have_no_end() -> None:
    ledger = clock("2026-03-06T16:30", 24, Unit.HOUR).stop(day("2026-03-07"), WHY)
    assert due(ledger, CN) == due(replace(ledger, limit=Limit(30, Unit.HOUR)), CN)
    assert due(ledger, CN).on is None


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-03-07T16:30", ClockState.RUNNING),
        ("2026-03-07T16:31", ClockState.OVERDUE),
        ("2026-03-07", ClockState.RUNNING),
        ("2026-03-08", ClockState.OVERDUE),
    ],
)
def test_a_clock_of_hours_is_overdue_by_the_minute(at: str, expected: ClockState) -> None:
    moment = datetime.fromisoformat(at) if "T" in at else day(at)
    ledger = clock("2026-03-06T16:30", 24, Unit.HOUR)
    assert state(ledger, moment, CN) is expected
    late = {ClockState.RUNNING: ClockState.MET, ClockState.OVERDUE: ClockState.LATE}[expected]
    assert state(ledger.done(moment), moment, CN) is late


def test_what_is_done_later_on_the_same_day_is_not_done_yet() -> None:
    ledger = clock("2026-03-06T16:30", 24, Unit.HOUR).done(datetime.fromisoformat("2026-03-07T18:00"))
    assert state(ledger, datetime.fromisoformat("2026-03-07T17:00"), CN) is ClockState.OVERDUE
    assert state(ledger, datetime.fromisoformat("2026-03-07T18:00"), CN) is ClockState.LATE
    assert remaining(ledger, day("2026-03-09"), CN) == 0


def test_two_and_a_half_months_are_two_months_and_fifteen_days() -> None:
    assert due(clock("2026-01-15", 5, Unit.HALF_MONTH), CN).on == day("2026-03-30")
    # half a month and half a month more are thirty days, not one month
    twice = clock("2026-02-02", 1, Unit.HALF_MONTH).extend(Limit(1, Unit.HALF_MONTH), day("2026-02-10"), WHY)
    assert due(twice, CN).on == day("2026-03-04")


def test_the_order_of_extension_and_exclusion_is_the_provisions() -> None:
    """From 31 August: 3 + 1 months are 31 December, and ten days left out make 10 January.

    Excluding first: three months end on 30 November, ten days later 10 December, a month more 10 January; with the
    thirty days left out it shows: 30 January by the sum, 30 December and then 30 January one after the other.
    """
    ledger = Ledger(NAME, day("2025-08-31"), Limit(3, Unit.MONTH), "x.y", roll=False)
    extended = ledger.extend(Limit(1, Unit.MONTH), day("2025-11-01"), WHY)
    assert due(extended, CN).on == day("2025-12-31")
    assert due(replace(extended, order=Order.EXCLUDE_FIRST), CN).on == day("2025-12-30")
    paused = replace(extended, pauses=(Pause(day("2025-09-10"), day("2025-09-20"), WHY),))
    assert due(paused, CN).on == day("2026-01-10")
    assert due(replace(paused, order=Order.EXCLUDE_FIRST), CN).on == day("2026-01-10")
    late = replace(extended, pauses=(Pause(day("2025-12-05"), day("2025-12-15"), WHY),), order=Order.EXCLUDE_FIRST)
    assert due(late, CN).on == day("2026-01-09")
    assert "接着计算" in explain(late, CN)[3].zh


def test_reminders_come_ten_five_and_one_working_days_before() -> None:
    # the last day is Monday 9 March 2026; back: 6, 5, 4, 3, 2.3, 28.2, 27, 26, 25, 24
    ledger = clock("2026-02-06", 30, Unit.CALENDAR_DAY)
    assert [str(rung.on) for rung in rungs(ledger, CN)] == ["2026-02-24", "2026-03-02", "2026-03-06"]
    assert rungs(ledger.done(day("2026-03-01")), CN) == ()
    assert rungs(ledger.stop(day("2026-03-01"), WHY), CN) == ()


def test_the_ladder_is_data_and_a_rung_before_the_start_falls_away() -> None:
    ledger = replace(
        clock("2026-03-06", 5, Unit.WORKING_DAY), rungs=(Limit(1, Unit.MONTH), Limit(3, Unit.CALENDAR_DAY))
    )
    assert rungs(ledger, CN) == (Rung(Limit(3, Unit.CALENDAR_DAY), day("2026-03-10")),)
    # 14, 13, 12, 9 and 8 January are five; 7, 6, 5, the working Sunday 4 and 31 December make ten
    back = clock("2026-03-30", 5, Unit.HALF_MONTH, backward=True)
    assert [str(rung.on) for rung in rungs(back, CN)] == ["2025-12-31", "2026-01-08", "2026-01-14"]


def test_what_follows_the_last_day_is_said_and_only_then() -> None:
    withdrawn = Expiry(does=Lapse.DEEMED, text=Text("视为撤回申请", "the application is deemed withdrawn"))
    rules = book(
        entry(
            "some.reply",
            2,
            "month",
            on_expiry={"does": "deemed", "text": {"zh": "视为撤回申请", "en": "the application is deemed withdrawn"}},
        )
    )
    ledger = Ledger.under(rules.at("some.reply", day("2026-03-02")), NAME, day("2026-03-02"))
    assert expired(ledger, day("2026-05-02"), CN) is None
    assert expired(ledger, day("2026-05-03"), CN) == withdrawn
    assert expired(ledger.done(day("2026-05-03")), day("2026-05-04"), CN) is None
    assert explain(ledger, CN)[-1].zh.endswith("逾期的后果：视为撤回申请。")
    plain = expired(clock("2026-03-06", 1, Unit.WORKING_DAY), day("2026-04-01"), CN)
    assert plain is not None
    assert plain.does is Lapse.MARK


def test_hours_and_days_counted_back_are_read_aloud() -> None:
    told = [step.zh for step in explain(clock("2026-03-06T16:30", 24, Unit.HOUR), CN)]
    assert told == [
        "1. 期限自2026年3月6日16时30分起算（依据规定 some.limit）。",
        "2. 期限为24小时，按小时连续计算，休息日不扣除。",
        "3. 到期时刻为2026年3月7日16时30分。",
    ]
    told = [step.zh for step in explain(clock("2026-02-27", 10, Unit.CALENDAR_DAY, backward=True), CN)]
    assert told == [
        "1. 期限自2026年2月27日往前推算，当日不计入（依据规定 some.limit）。",
        "2. 期限为10日，按日历日计算。",
        "3. 推算到的2026年2月17日为春节放假，提前至其前一个工作日。",
        "4. 最迟应在2026年2月14日办理（含当日）。",
    ]


def test_a_last_day_off_that_does_not_move_is_told() -> None:
    told = [step.zh for step in explain(clock("2026-03-06", 15, Unit.CALENDAR_DAY, roll=False), CN)]
    assert told[2:] == [
        "3. 届满日2026年3月21日为周六，该规定没有顺延，仍为当日。",
        "4. 到期日为2026年3月21日（含当日）。",
    ]
    assert len(explain(clock("2026-03-06", 14, Unit.CALENDAR_DAY, roll=False), CN)) == 3


def test_a_stop_before_the_start_and_one_inside_another_cost_nothing_twice() -> None:
    ledger = clock("2026-03-06", 15, Unit.CALENDAR_DAY)
    pauses = (
        Pause(day("2026-03-01"), day("2026-03-09"), WHY),
        Pause(day("2026-03-08"), day("2026-03-12"), WHY),
        Pause(day("2026-02-01"), day("2026-02-05"), WHY),
    )
    told = [step.zh for step in explain(replace(ledger, pauses=pauses), CN)]
    assert [t.split("暂停")[1][:2] for t in told if "至" in t and "暂停" in t and "鉴定" in t] == ["0日", "2日", "3日"]


def test_a_last_day_on_a_stopped_working_day_is_told() -> None:
    ledger = replace(
        clock("2026-03-06", 15, Unit.CALENDAR_DAY), pauses=(Pause(day("2026-03-23"), day("2026-03-25"), WHY),)
    )
    told = "\n".join(step.zh for step in explain(ledger, CN))
    assert "2026年3月21日为周六" in told
    zero = replace(
        clock("2026-03-23", 0, Unit.CALENDAR_DAY), pauses=(Pause(day("2026-03-23"), day("2026-03-25"), WHY),)
    )
    assert "2026年3月23日为暂停期间" in "\n".join(step.zh for step in explain(zero, CN))


@st.composite
def day_clocks(draw: st.DrawFn) -> Ledger:
    started = draw(st.dates(date(2018, 1, 1), date(2026, 3, 1)))
    unit = draw(st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY]))
    pauses = []
    for _ in range(draw(st.integers(0, 3))):
        since = started + timedelta(days=draw(st.integers(-3, 60)))
        pauses.append(Pause(since, since + timedelta(days=draw(st.integers(0, 20))), WHY))
    return Ledger(NAME, started, Limit(draw(st.integers(1, 40)), unit), "x.y", tuple(pauses), roll=False)


@given(day_clocks())
def test_the_days_that_ran_are_the_budget_on_the_last_day(ledger: Ledger) -> None:
    last = due(ledger, CN).on
    assert last is not None
    days = (ledger.started + timedelta(days=n) for n in range(1, (last - ledger.started).days + 1))
    counting = [one for one in days if CN.is_working(one) or not ledger.working]
    ran = [one for one in counting if not any(pause.covers(one) for pause in ledger.pauses)]
    assert len(ran) == ledger.limit.amount


@given(day_clocks(), st.integers(0, 80))
def test_counting_on_from_any_day_gives_the_same_last_day(ledger: Ledger, offset: int) -> None:
    """Recomputing from the start and going on from what remains are the same."""
    last = due(ledger, CN).on
    assert last is not None
    on = min(ledger.started + timedelta(days=offset), last)
    left = remaining(ledger, on, CN)
    again = due(replace(ledger, started=on, limit=Limit(left, ledger.limit.unit)), CN).on
    assert again == (last if left else on)


@given(day_clocks(), st.integers(0, 60), st.integers(1, 15), st.integers(1, 9), st.booleans())
def test_a_stop_and_an_extension_do_not_mind_their_order(
    ledger: Ledger, offset: int, length: int, more: int, months: bool
) -> None:
    since = ledger.started + timedelta(days=offset)
    limit = Limit(more, Unit.MONTH if months else ledger.limit.unit)
    one = ledger.stop(since, WHY).resume(since + timedelta(days=length)).extend(limit, since, WHY)
    other = ledger.extend(limit, since, WHY).stop(since, WHY).resume(since + timedelta(days=length))
    assert one == other
    assert due(one, CN) == due(other, CN)
    swapped = replace(one, pauses=one.pauses[::-1])
    assert due(swapped, CN) == due(one, CN)


@given(day_clocks())
def test_many_clocks_at_once_are_each_clock_alone(ledger: Ledger) -> None:
    assert dues([ledger, replace(ledger, roll=True)], CN) == (due(ledger, CN), due(replace(ledger, roll=True), CN))


@given(st.dates(date(2018, 1, 1), date(2026, 6, 1)), st.lists(st.integers(0, 14), min_size=1, max_size=4))
def test_months_are_clamped_once_however_they_are_split(start: date, split: list[int]) -> None:
    first, *rest = split
    ledger = Ledger(NAME, start, Limit(first, Unit.MONTH), "x.y", roll=False)
    ledger = replace(ledger, extensions=tuple(Extension(Limit(n, Unit.MONTH), start, WHY) for n in rest))
    assert due(ledger, CN).on == add_months(start, sum(split))


@given(
    st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=60), st.dates(date(2025, 12, 1), date(2027, 1, 31))
)
def test_numbered_working_days_are_the_days_one_counts(strange: set[date], on: date) -> None:
    off = {d for d in strange if d.weekday() < 5 or d.day % 2}
    days = Calendar([2026], off, strange - off)
    start = date(2025, 11, 1)
    walked = [start + timedelta(days=n) for n in range(1, (on - start).days + 1)]
    working = [d for d in walked if days.is_working(d)]
    assert days.working_days(start, on) == len(working)
    assert days.working_days(on, start) == -len(working)
    assert days.last_working(on) == working[-1]


def test_a_year_far_ahead_is_unknown_and_an_expected_one_provisional() -> None:
    table = {
        "years": {
            2026: {"rest": [{"name": "国庆节、中秋节", "from": day("2026-10-01"), "to": day("2026-10-03")}]},
            2028: {"expected": True, "rest": [{"from": day("2028-05-01"), "to": day("2028-05-01")}]},
        }
    }
    days = Calendar.from_documents({"x": table})
    known = [days.certainty(day(f"{year}-05-01")) for year in (2025, 2026, 2027, 2028, 2029)]
    assert known == [
        Certainty.UNKNOWN,
        Certainty.ANNOUNCED,
        Certainty.PROVISIONAL,
        Certainty.PROVISIONAL,
        Certainty.UNKNOWN,
    ]
    assert Calendar([], [], []).certainty(day("2026-05-01")) is Certainty.UNKNOWN
    assert not days.is_working(day("2028-05-01"))
    assert due(Ledger(NAME, day("2028-04-28"), Limit(1, Unit.WORKING_DAY), "x.y"), days).provisional
    why = [days.why_off(day(text)) for text in ("2026-10-01", "2028-05-01", "2026-10-04", "2026-10-10", "2026-10-05")]
    assert [text and text.en for text in why] == [
        "a day off for National Day and the Mid-Autumn Festival",
        "a day off",
        "a Sunday",
        "a Saturday",
        None,
    ]
