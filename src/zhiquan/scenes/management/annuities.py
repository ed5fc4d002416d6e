"""What a right costs its holder from a day on: the annuities that are open, with reduction and surcharge.

What was paid is known only where the organisation said so. A fee whose months of grace 宽限期 are over is not listed:
the right then stands or fell by what the register says, not by what was told here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import AnnuityRow, Book, Calendar, Claims, History, Paid, annuity_table, request_by
from zhiquan.rules.law.units import add_months
from zhiquan.rules.refusal import Refusal

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Owed:
    """What is known of a right for its annuities: ``paid`` patent year → day of payment."""

    kind: PatentKind
    filed_on: date
    granted_on: date | None = None
    claims: Claims = field(default_factory=Claims)
    paid: Mapping[int, date] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Fee:
    """One open annuity as of a day, in CNY: ``payable`` is the reduced fee and the surcharge 滞纳金 of that very day.

    ``row`` is its line of the table, ``rises_on`` the first day on which it costs more, ``ask_by`` the last day to ask
    for a reduction where none is used yet and there is still time.
    """

    row: AnnuityRow
    payable: Decimal
    surcharge: Decimal
    rises_on: date | None
    ask_by: date | None

    @property
    def late(self) -> bool:
        """Whether the day to pay in time has passed."""
        return self.surcharge > 0 or self.row.days_late > 0


def open_fees(owed: Owed, on: date, until: date, book: Book, calendar: Calendar) -> tuple[Fee, ...]:
    """Return the fees not paid that may still be paid on a day and fall due by another, the oldest first.

    ``Refusal`` ``law.no-provision`` where the book knows no fees of the time.
    """
    rows = table_of(owed, {}, book, calendar)
    return tuple(
        _fee(owed, row, on, book, calendar) for row in rows if row.paid is Paid.OPEN and _between(row, on, until)
    )


def table_of(owed: Owed, also: Mapping[int, date], book: Book, calendar: Calendar) -> tuple[AnnuityRow, ...]:
    """Return the whole table with what was paid, and ``also`` what is supposed to be."""
    known = {**owed.paid, **also}
    first = annuity_table(owed.kind, owed.filed_on, book, calendar, History(owed.granted_on, owed.claims))
    years = {row.year for row in first}
    payments: dict[int, date | None] = {year: day for year, day in known.items() if year in years}
    return annuity_table(owed.kind, owed.filed_on, book, calendar, History(owed.granted_on, owed.claims, payments))


def _between(row: AnnuityRow, on: date, until: date) -> bool:
    return row.grace_until >= on and row.due_on <= until


def _fee(owed: Owed, row: AnnuityRow, on: date, book: Book, calendar: Calendar) -> Fee:
    if on <= row.due_on:
        return Fee(row, row.amount, Decimal(0), row.due_on + ONE_DAY, _ask_by(row, on, book, calendar))
    settled = _settled(owed, row.year, on, book, calendar)
    rises = next((day for day in _steps(row, on) if _dearer(owed, settled, day, book, calendar)), None)
    return Fee(settled, settled.total, settled.surcharge, rises, None)


def _settled(owed: Owed, year: int, on: date, book: Book, calendar: Calendar) -> AnnuityRow:
    return next(row for row in table_of(owed, {year: on}, book, calendar) if row.year == year)


def _steps(row: AnnuityRow, on: date) -> Iterator[date]:
    """Yield the days after ``on`` on which a month of the grace begins."""
    months = 0
    while (day := add_months(row.due_on, months) + ONE_DAY) <= row.grace_until:
        if day > on:
            yield day
        months += 1


def _dearer(owed: Owed, now: AnnuityRow, day: date, book: Book, calendar: Calendar) -> bool:
    return _settled(owed, now.year, day, book, calendar).total > now.total


def _ask_by(row: AnnuityRow, on: date, book: Book, calendar: Calendar) -> date | None:
    if row.reduction.percent:
        return None
    try:
        last = request_by(row.due_on, book, calendar)
    except Refusal:
        return None
    return last if on <= last else None
