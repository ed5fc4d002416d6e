"""The annuity plan 年费计划: what the rights of a portfolio will cost by year, kept, dropped or not yet decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from zhiquan.rules.law import Book, Calendar, Paid
from zhiquan.scenes.management.annuities import Owed, table_of
from zhiquan.scenes.management.models import Choice

NOTHING = Decimal(0)
YEARS = 5
"""Calendar years that a plan looks ahead, the present one among them."""


@dataclass(frozen=True, slots=True)
class Line:
    """One right of the plan: what falls due in each calendar year, in CNY, after reductions; ``full`` without any."""

    right: str
    choice: Choice
    dues: Mapping[int, Decimal]
    full: Mapping[int, Decimal]

    @property
    def total(self) -> Decimal:
        """Return the sum of all years."""
        return sum(self.dues.values(), NOTHING)


@dataclass(frozen=True, slots=True)
class Year:
    """The sums of one calendar year, in CNY: of what is kept, what is undecided, and what dropping saves."""

    year: int
    keep: Decimal
    undecided: Decimal
    drop: Decimal

    @property
    def least(self) -> Decimal:
        """Return what the year costs if everything undecided is dropped."""
        return self.keep

    @property
    def most(self) -> Decimal:
        """Return what it costs if everything undecided is kept."""
        return self.keep + self.undecided


def line(right: str, choice: Choice, owed: Owed, on: date, book: Book, calendar: Calendar) -> Line:
    """Return what a right costs in the years of the plan: open fees due in them, and those still in grace now."""
    first, last = on.year, on.year + YEARS - 1
    dues: dict[int, Decimal] = {}
    full: dict[int, Decimal] = {}
    for row in table_of(owed, {}, book, calendar):
        year = max(row.due_on.year, first)
        if row.paid is Paid.OPEN and row.grace_until >= on and year <= last:
            dues[year] = dues.get(year, NOTHING) + row.amount
            full[year] = full.get(year, NOTHING) + row.full
    return Line(right, choice, dues, full)


def years(lines: Iterable[Line], first: int) -> tuple[Year, ...]:
    """Return the sums by year; each due of each line is in exactly one of them."""
    held = tuple(lines)
    return tuple(
        Year(year, *(_sum(held, choice, year) for choice in (Choice.KEEP, Choice.UNDECIDED, Choice.DROP)))
        for year in range(first, first + YEARS)
    )


def _sum(lines: Iterable[Line], choice: Choice, year: int) -> Decimal:
    return sum((one.dues.get(year, NOTHING) for one in lines if one.choice == choice), NOTHING)
