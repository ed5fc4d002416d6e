"""Annuities 年费: which patent year costs what, when it is due, the months of grace and their surcharge."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.terms import term_of
from zhiquan.rules.law.units import add_months
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

ONE_DAY = timedelta(days=1)
MONTHS_OF_A_YEAR = 12
PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True)
class AnnuityLine:
    """The fee of one patent year, in full and unreduced, in CNY.

    ``due_on`` is the last day to pay in time, ``grace_until`` the last day to pay with surcharge.
    """

    year: int
    due_on: date
    grace_until: date
    amount: Decimal
    provision: Provision


def annuity_schedule(
    kind: PatentKind,
    filing_date: date,
    book: Book,
    granted_on: date | None = None,
    calendar: Calendar | None = None,
) -> tuple[AnnuityLine, ...]:
    """Return the annuities to the end of the ordinary term (Patent Rules art. 114, 115).

    Patent year n begins on the filing date's day n-1 years later; its fee is due by then. With ``granted_on`` the
    table begins with the year of grant, paid at registration and without grace; years before it cost nothing. With a
    ``calendar`` last days move to a working day, without one they are the days by date. The grace runs from the due
    date before it moves. Refuses with ``law.no-provision`` for fees due before the book knows any.
    """
    years = term_of(kind, filing_date, book, granted_on).provision.number
    first = 1 if granted_on is None else _patent_year(filing_date, granted_on)
    lines = []
    for year in range(first, years + 1):
        due_on = add_months(filing_date, (year - 1) * MONTHS_OF_A_YEAR)
        registering = year == first and granted_on is not None
        if registering and granted_on is not None:
            due_on = granted_on
        provision = book.at(f"patent.annuity.{kind}", due_on)
        grace = due_on if registering else add_months(due_on, book.at("patent.annuity.grace", due_on).number)
        lines.append(
            AnnuityLine(year, _moved(due_on, calendar), _moved(grace, calendar), _amount(provision, year), provision)
        )
    return tuple(lines)


def late_fee(line: AnnuityLine, paid_on: date, book: Book) -> Decimal:
    """Return the surcharge 滞纳金 for paying on a day: a share of the full annuity per begun month after the due date.

    Nothing up to the due date; refuses with ``law.annuity.lapsed`` after the grace, when the right has ended.
    """
    if paid_on > line.grace_until:
        raise Refusal(
            "law.annuity.lapsed",
            Text(
                f"第{line.year}年度年费的补缴期已于{line.grace_until}届满，请办理恢复权利手续。",
                f"The grace for year {line.year} ended on {line.grace_until}; ask for restoration of the right.",
            ),
        )
    months = 0
    while paid_on > add_months(line.due_on, months):
        months += 1
    if not months:
        return Decimal(0)
    # The last day of grace may have moved to a working day; it still belongs to the last month.
    months = min(months, book.at("patent.annuity.grace", line.due_on).number)
    return line.amount * _amount(book.at("patent.annuity.surcharge", line.due_on), months) / PERCENT


def _patent_year(filing_date: date, day: date) -> int:
    """Return the patent year 专利年度 in which a day lies, counted from 1."""
    if day < filing_date:
        raise Refusal(
            "law.annuity.grant",
            Text(
                f"授权日{day}早于申请日{filing_date}，请核对。",
                f"The grant on {day} is before the filing on {filing_date}; check both.",
            ),
        )
    year = day.year - filing_date.year
    return year + (day >= add_months(filing_date, year * MONTHS_OF_A_YEAR))


def _amount(provision: Provision, place: int) -> Decimal:
    bracket = provision.bracket(place)
    if bracket is None:
        raise Refusal(
            "law.no-provision",
            Text(f"规定 {provision.key} 没有第{place}档。", f"Provision {provision.key} has no line for {place}."),
        )
    return bracket.amount


def _moved(day: date, calendar: Calendar | None) -> date:
    while calendar is not None and not calendar.is_working(day):
        day += ONE_DAY
    return day
