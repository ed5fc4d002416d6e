"""Periods: a month, and the months of the year up to it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.insight.figures.definition import families
from zhiquan.insight.figures.facts import digest, fact_table, from_json, to_json
from zhiquan.insight.figures.model import Period, parse_period, periods_of
from zhiquan.rules.refusal import Refusal

VIEW = families()["pledge"].view


@given(st.dates(date(2020, 1, 1), date(2027, 12, 31)), st.dates(date(2020, 1, 1), date(2027, 12, 31)))
def test_a_day_counts_exactly_in_the_periods_that_hold_it(day: date, through: date) -> None:
    every = [Period(y, m, to_date) for y in range(2020, 2028) for m in range(1, 13) for to_date in (False, True)]
    reached = [p for p in every if (p.year, p.month) <= (through.year, through.month)]
    assert set(periods_of(day, through)) == {p for p in reached if p.holds(day)}


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


def test_a_fact_comes_back_from_json_as_it_was_and_money_keeps_its_cents() -> None:
    fact = dict.fromkeys(column.name for column in VIEW.columns)
    fact |= {"amount": Decimal("0.10"), "registered_on": date(2026, 1, 2), "rights": ["CN1"], "right_count": 1}
    assert from_json(VIEW, to_json(VIEW, fact)) == fact
    assert to_json(VIEW, fact)["amount"] == "0.10"


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
