"""Forecasts and lights: a span of two readings; unknown without history; green only where all readings are."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.insight.plans.forecast import Course, Forecast, Seen, forecast
from zhiquan.insight.plans.lights import Light, target_light, task_light, worst
from zhiquan.insight.plans.targets import Bound, How, Target

MONTH = st.integers(1, 12)
AMOUNT = st.decimals(min_value=0, max_value=10**10, places=2)
D = Decimal


def reach(value: int, how: How = How.AT_LEAST, growth: int | None = None) -> Target:
    return Target(key="t", indicator="a.b", bound=Bound(how=how, value=D(value)), growth=growth)


def test_a_flow_is_foretold_by_its_pace_and_by_last_years_share() -> None:
    seen = Seen(6, D(40), D(30), D(100))  # last year 30 % lay in the first half
    told = forecast(Course.ADDS_UP, seen)
    assert told.linear == 80
    assert round(told.seasonal or 0, 6) == round(D(4000) / 30, 6)
    assert told.span == (told.linear, told.seasonal)


def test_a_stock_goes_on_from_the_last_years_end() -> None:
    told = forecast(Course.STANDS, Seen(6, D(110), D(95), D(100)))
    assert told == Forecast(D(120), D(115))  # 10 in six months; 5 were added in the second half of last year


@pytest.mark.parametrize("course", list(Course))
def test_without_history_nothing_seasonal_is_told_and_without_a_value_nothing_at_all(course: Course) -> None:
    assert forecast(course, Seen(6, D(40), None, None)).seasonal is None
    assert forecast(course, Seen(6, None, D(1), D(2))).span is None


@given(AMOUNT, AMOUNT, AMOUNT)
def test_at_the_years_end_the_forecast_is_the_value(value: Decimal, same: Decimal, whole: Decimal) -> None:
    for course in Course:
        assert forecast(course, Seen(12, value, same, whole)).span == (value, value)


@given(MONTH, AMOUNT, st.decimals(min_value=1, max_value=10**9, places=2), AMOUNT)
def test_a_flow_is_never_foretold_below_what_is_counted(
    month: int, value: Decimal, same: Decimal, rest: Decimal
) -> None:
    span = forecast(Course.ADDS_UP, Seen(month, value, same, same + rest)).span
    assert span is not None
    assert span[0] >= value - D("0.0001")


@pytest.mark.parametrize(
    ("value", "light"),
    [(100, Light.DONE), (60, Light.ON_TRACK), (40, Light.AT_RISK), (20, Light.BEHIND), (None, Light.UNKNOWN)],
)
def test_a_flows_light_half_through_the_year(value: int | None, light: Light) -> None:
    seen = Seen(6, None if value is None else D(value), D(30), D(100))
    assert target_light(reach(100), Course.ADDS_UP, seen) is light


def test_at_the_years_end_the_verdict_decides() -> None:
    seen = [Seen(12, D(value), D(90), D(90)) for value in (100, 99)]
    assert [target_light(reach(100), Course.ADDS_UP, one) for one in seen] == [Light.DONE, Light.MISSED]


def test_a_dual_target_without_last_year_is_unknown_however_high_the_figure() -> None:
    assert target_light(reach(100, growth=20), Course.ADDS_UP, Seen(6, D(500), None, None)) is Light.UNKNOWN
    assert target_light(reach(100, growth=20), Course.ADDS_UP, Seen(6, D(60), None, None)) is Light.UNKNOWN


def test_a_broken_ceiling_is_missed_before_the_year_ends() -> None:
    assert target_light(reach(10, How.AT_MOST), Course.ADDS_UP, Seen(3, D(11), D(1), D(2))) is Light.MISSED
    assert target_light(reach(10, How.AT_MOST), Course.ADDS_UP, Seen(3, D(1), D(1), D(4))) is Light.ON_TRACK


def test_a_share_is_judged_as_it_stands_and_not_foretold() -> None:
    assert forecast(Course.NEITHER, Seen(6, D(80), D(70), D(75))).span is None
    assert target_light(reach(90), Course.NEITHER, Seen(6, D(80), None, None)) is Light.BEHIND
    assert target_light(reach(90), Course.NEITHER, Seen(6, D(95), None, None)) is Light.ON_TRACK


@pytest.mark.parametrize(
    ("percent", "on", "light"),
    [
        (None, date(2026, 7, 1), Light.UNKNOWN),
        (45, date(2026, 7, 1), Light.ON_TRACK),
        (39, date(2026, 7, 1), Light.BEHIND),
        (99, date(2027, 1, 1), Light.MISSED),
        (None, date(2027, 1, 1), Light.MISSED),
        (100, date(2027, 1, 1), Light.DONE),
        (0, date(2025, 12, 1), Light.ON_TRACK),
    ],
)
def test_a_tasks_light_follows_what_was_reported(percent: int | None, on: date, light: Light) -> None:
    assert task_light(percent, date(2026, 1, 1), date(2026, 12, 31), on, 10) is light


@given(st.lists(st.sampled_from(Light), min_size=1))
def test_several_lights_show_green_only_where_all_do(lights: list[Light]) -> None:
    green = {Light.ON_TRACK, Light.DONE}
    assert (worst(lights) in green) == set(lights).issubset(green)
