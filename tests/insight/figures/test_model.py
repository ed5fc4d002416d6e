"""Periods: a month, and the months of the year up to it."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.facts import digest, fact_table
from zhiquan.insight.figures.model import Period, months_between, parse_period
from zhiquan.rules.refusal import Refusal

VIEW = catalogue().views["pledge"]


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.booleans())
def test_a_day_lies_in_its_month_and_in_the_running_totals_from_it_on(day: date, to_date: bool) -> None:
    every = [Period(day.year, month, to_date) for month in range(1, 13)]
    held = [period.month for period in every if period.holds(day)]
    assert held == (list(range(day.month, 13)) if to_date else [day.month])
    assert not Period(day.year + 1, 12, to_date).holds(day)


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_the_last_day_of_a_period_is_the_last_it_holds(day: date) -> None:
    last = Period(day.year, day.month).last_day
    assert Period(day.year, day.month).holds(last)
    assert not Period(day.year, day.month).holds(last + timedelta(days=1))


def test_months_between_two_days_run_over_the_turn_of_the_year() -> None:
    months = [period.code for period in months_between(date(2025, 11, 30), date(2026, 2, 1))]
    assert months == ["2025-11", "2025-12", "2026-01", "2026-02"]


@given(st.integers(1985, 2100), st.integers(1, 12), st.booleans())
def test_a_period_is_read_back_from_its_code(year: int, month: int, to_date: bool) -> None:
    period = Period(year, month, to_date)
    assert parse_period(period.code) == period


@pytest.mark.parametrize(
    "code",
    ["", "2026", "2026-3", "0000-01", "2026-0３", "2026-00", "2026-13", "2026-03-YTD", "２０２６-03", "2026-03 "],
)
def test_another_form_of_period_is_refused(code: str) -> None:
    with pytest.raises(Refusal):
        parse_period(code)


def test_facts_come_back_from_their_table_as_they_were_and_money_keeps_its_cents() -> None:
    fact = dict.fromkeys(column.name for column in VIEW.columns)
    fact |= {"amount": Decimal("0.10"), "registered_on": date(2026, 1, 2), "rights": ["CN1"], "right_count": 1}
    assert fact_table(VIEW, [fact]).to_pylist() == [fact]


@pytest.mark.parametrize("change", [{"surplus": 1}, {"amount": ...}])
def test_facts_with_other_columns_than_the_view_are_an_error(change: dict[str, object]) -> None:
    fact: dict[str, object] = dict.fromkeys(column.name for column in VIEW.columns)
    fact |= change
    if fact["amount"] is ...:
        del fact["amount"]
    with pytest.raises(ValueError, match="columns differ"):
        fact_table(VIEW, [fact])


def test_the_digest_of_a_fact_does_not_depend_on_the_order_of_its_columns() -> None:
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 2, "b": 1})
