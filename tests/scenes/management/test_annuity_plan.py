"""Open fees, the plan and the steps of reminders: reckoned by the law book, without a database."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import Claims, OpenLicence, Qualified
from zhiquan.rules.law.units import add_months
from zhiquan.scenes.management.annuities import Owed, open_fees
from zhiquan.scenes.management.models import Choice
from zhiquan.scenes.management.plan import YEARS, Line, line, years
from zhiquan.scenes.management.reminders import BEFORE, step_of

BOOK, DAYS = law_book(None), calendar(None)
ON = date(2026, 7, 6)
INVENTION = Owed(PatentKind.INVENTION, date(2014, 9, 10), date(2017, 3, 1))
AMOUNTS = st.decimals(0, 100_000, places=2)


def fees(owed: Owed, on: date = ON, until: date = date(2026, 12, 31)) -> list[tuple[int, Decimal, Decimal]]:
    return [(fee.row.year, fee.payable, fee.surcharge) for fee in open_fees(owed, on, until, BOOK, DAYS)]


def test_the_next_annuity_of_an_invention_is_that_of_its_patent_year() -> None:
    (fee,) = open_fees(INVENTION, ON, date(2026, 12, 31), BOOK, DAYS)
    assert (fee.row.year, fee.row.due_on, fee.payable) == (13, date(2026, 9, 10), Decimal(6000))
    assert (fee.late, fee.rises_on) == (False, date(2026, 9, 11))


def test_after_the_day_it_is_due_the_surcharge_of_that_very_day_is_added_to_the_fee() -> None:
    assert fees(INVENTION, date(2026, 9, 10)) == [(13, Decimal(6000), Decimal(0))]
    assert fees(INVENTION, date(2026, 10, 10)) == [(13, Decimal(6000), Decimal(0))]  # the first month costs nothing
    assert fees(INVENTION, date(2026, 10, 12)) == [(13, Decimal(6300), Decimal(300))]
    (fee,) = open_fees(INVENTION, date(2026, 10, 12), date(2026, 12, 31), BOOK, DAYS)
    assert (fee.late, fee.rises_on) == (True, date(2026, 11, 11))


def test_when_the_months_of_grace_are_over_the_fee_is_not_listed_any_more() -> None:
    assert 13 in [year for year, *_ in fees(INVENTION, date(2027, 3, 10), date(2027, 12, 31))]
    assert 13 not in [year for year, *_ in fees(INVENTION, date(2027, 3, 12), date(2027, 12, 31))]


def test_what_was_said_to_be_paid_is_not_open() -> None:
    paid = Owed(INVENTION.kind, INVENTION.filed_on, INVENTION.granted_on, paid={13: date(2026, 7, 1)})
    assert fees(paid) == []


def test_an_open_licence_that_is_used_lessens_the_fee_where_the_years_of_the_other_reduction_are_over() -> None:
    claims = Claims(Qualified.SINGLE, licences=(OpenLicence(date(2025, 1, 1)),))
    old = Owed(PatentKind.INVENTION, date(2014, 9, 10), date(2016, 3, 1), claims)
    assert fees(old) == [(13, Decimal("5100.00"), Decimal(0))]
    young = Owed(PatentKind.INVENTION, date(2018, 9, 10), date(2020, 3, 1), claims)
    assert fees(young) == [(9, Decimal("300.00"), Decimal(0))]  # 85 per cent is the better of the two


@pytest.mark.parametrize(
    ("days", "step"),
    [(-200, ""), (-91, ""), (-90, "90"), (-61, "90"), (-60, "60"), (-31, "60"), (-30, "30"), (0, "30"), (1, "late-1")],
)
def test_the_steps_of_a_reminder_by_days_before_and_after(days: int, step: str) -> None:
    due = date(2026, 9, 10)
    assert step_of(due, date(2027, 3, 10), due + timedelta(days=days)) == step


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_the_steps_come_in_their_order_and_every_month_of_grace_has_one(due: date) -> None:
    grace = add_months(due, 6)
    told = [step_of(due, grace, due + timedelta(days=n)) for n in range(-120, (grace - due).days + 5)]
    seen = list(dict.fromkeys(told))
    assert seen[:4] == ["", *map(str, BEFORE)]
    assert seen[4:] == [f"late-{month}" for month in range(1, 7)]
    assert told[-4:] == [""] * 4


FILED = st.dates(date(2010, 1, 1), date(2024, 12, 31))
KINDS = st.sampled_from(list(PatentKind))


@given(FILED, KINDS, st.sampled_from(list(Choice)))
def test_every_open_fee_of_the_coming_years_is_in_exactly_one_year_of_the_plan(
    filed: date, kind: PatentKind, choice: Choice
) -> None:
    owed = Owed(kind, filed, add_months(filed, 12))
    made = line("X", choice, owed, ON, BOOK, DAYS)
    last = date(ON.year + YEARS - 1, 12, 31)
    assert made.total == sum((fee.row.amount for fee in open_fees(owed, ON, last, BOOK, DAYS)), Decimal(0))
    assert set(made.dues) <= set(range(ON.year, ON.year + YEARS))
    assert made.dues == made.full  # without a reduction


@given(FILED, KINDS)
def test_a_reduction_never_costs_more_than_the_full_fee(filed: date, kind: PatentKind) -> None:
    owed = Owed(kind, filed, add_months(filed, 12), Claims(Qualified.SINGLE))
    made = line("X", Choice.KEEP, owed, ON, BOOK, DAYS)
    assert all(made.dues[year] <= made.full[year] for year in made.full)


@given(st.lists(st.tuples(st.sampled_from(list(Choice)), st.dictionaries(st.integers(2026, 2030), AMOUNTS))))
def test_the_years_add_up_to_the_lines_and_a_decision_moves_its_whole_sum(
    told: list[tuple[Choice, dict[int, Decimal]]],
) -> None:
    lines = [Line(str(n), choice, dues, dues) for n, (choice, dues) in enumerate(told)]
    sums = years(lines, 2026)
    assert sum(one.keep + one.undecided + one.drop for one in sums) == sum(one.total for one in lines)
    assert all(one.least <= one.most for one in sums)
    if lines:
        dropped = years([Line("0", Choice.DROP, lines[0].dues, lines[0].full), *lines[1:]], 2026)
        kept = years([Line("0", Choice.KEEP, lines[0].dues, lines[0].full), *lines[1:]], 2026)
        assert sum(one.keep for one in kept) - sum(one.keep for one in dropped) == lines[0].total
        assert sum(one.drop for one in dropped) - sum(one.drop for one in kept) == lines[0].total
