"""Adding months, and limits that make sense."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import day

from zhiquan.rules.law import Limit, Unit, add_months
from zhiquan.rules.law.ledger import rungs_of
from zhiquan.rules.refusal import Refusal


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-01-31", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 120, "2034-02-28"),
        ("2026-08-31", 4, "2026-12-31"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-03-31", -1, "2026-02-28"),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_last_of_the_month(start: str, months: int, end: str) -> None:
    assert add_months(day(start), months) == day(end)


@given(st.dates(date(1985, 1, 1), date(2100, 1, 1)), st.integers(0, 480))
def test_months_never_change_the_day_but_to_clamp_it(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day == start.day or (
        end.day < start.day and add_months(end.replace(day=1), 1).toordinal() - end.toordinal() == 1
    )


def test_a_limit_speaks_both_languages() -> None:
    assert Limit(5, Unit.WORKING_DAY).text().zh == "5个工作日"
    halves = [Limit(amount, Unit.HALF_MONTH).text() for amount in (1, 4, 5)]
    assert [text.zh for text in halves] == ["半个月", "2个月", "2个半月"]
    assert halves[2].en == "2.5 months"
    assert {unit.label.en for unit in Unit} >= {"working days", "months"}
    assert [Limit(amount, Unit.WORKING_DAY).text().en for amount in (1, 2)] == ["1 working day", "2 working days"]


@pytest.mark.parametrize(("amount", "unit"), [(-1, Unit.MONTH), (201, Unit.YEAR), (10**9, Unit.CALENDAR_DAY)])
def test_a_limit_out_of_range_is_refused(amount: int, unit: Unit) -> None:
    with pytest.raises(Refusal, match="超出范围"):
        Limit(amount, unit)


def test_the_longer_a_limit_runs_the_earlier_one_is_reminded_of_its_end() -> None:
    days, year, years = (
        rungs_of(one) for one in (Limit(20, Unit.WORKING_DAY), Limit(1, Unit.YEAR), Limit(3, Unit.YEAR))
    )
    assert [rung.text().zh for rung in days] == ["10个工作日", "5个工作日", "1个工作日"]
    assert [rung.text().zh for rung in year] == ["1个月", *(rung.text().zh for rung in days)]
    assert [rung.text().zh for rung in years] == ["6个月", "3个月", *(rung.text().zh for rung in year)]
