"""The table of annuities 年费表 of one right: due, reduced, paid late, lapsed, restored, each line with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law.annuities import AnnuityLine, annuity_schedule, late_fee
from zhiquan.rules.law.book import Book
from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.clocks import due
from zhiquan.rules.law.ledger import Ledger
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.reductions import Claims, Reduction, best_reduction
from zhiquan.rules.law.units import add
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

NOTHING = Decimal(0)
_RESTORATION = Text("请求恢复权利的期限", "The time to ask for restoration")


class Paid(StrEnum):
    """What is known of the payment of an annuity."""

    OPEN = "open"
    """Nothing was said about the payment."""
    IN_TIME = "in_time"
    LATE = "late"
    """Paid in the months of grace, with a surcharge."""
    LAPSED = "lapsed"
    """Not paid by the end of the grace: the right ended on the day the fee was due."""
    ENDED = "ended"
    """The right had ended before: nothing is owed."""


@dataclass(frozen=True, slots=True)
class AnnuityRow:
    """One patent year, amounts in CNY: ``full`` unreduced, ``amount`` after the ``reduction``, ``surcharge`` 滞纳金.

    ``total`` is what was or is to be paid; ``days_late`` counts from the last day to pay in time. ``lapsed_on`` is the
    day on which the right ended where the fee was not paid (retroactively the day it was due).
    """

    year: int
    due_on: date
    grace_until: date
    full: Decimal
    reduction: Reduction
    amount: Decimal
    paid: Paid
    paid_on: date | None
    days_late: int
    surcharge: Decimal
    total: Decimal
    lapsed_on: date | None
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class Restoration:
    """What restoring a lapsed right takes: until when to ask, and the amounts in CNY."""

    until: date
    fee: Decimal
    annuity: Decimal
    surcharge: Decimal
    total: Decimal
    provisions: tuple[Provision, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a right: its grant, what its owner claims, what was paid.

    ``payments``: patent year → day of payment, or nothing for a fee that was never paid; years left out are open.
    """

    granted_on: date | None = None
    claims: Claims = field(default_factory=Claims)
    payments: Mapping[int, date | None] = field(default_factory=dict)


def annuity_table(
    kind: PatentKind, filing_date: date, book: Book, calendar: Calendar, history: History | None = None
) -> tuple[AnnuityRow, ...]:
    """Return every annuity of a right with what was or is to be paid (Patent Rules art. 114, 115).

    The surcharge is a share of the full annuity, whatever reduction was used. A fee not paid by the end of its grace
    ends the right on the day the fee was due; the years after it owe nothing. Without the grant the years count from
    the first. Refuses with ``law.annuity.year`` a payment for a year that is not in the table.
    """
    history = history or History()
    lines = annuity_schedule(kind, filing_date, book, history.granted_on, calendar)
    if strange := set(history.payments) - {line.year for line in lines}:
        years = "、".join(map(str, sorted(strange)))
        raise Refusal(
            "law.annuity.year",
            Text(f"年费表中没有第{years}年度，请核对。", f"The table has no year {years}; check the payments."),
        )
    rows: list[AnnuityRow] = []
    for line in lines:
        row = _open(line, best_reduction(line, lines[0].year, history.claims, book, calendar))
        if rows and rows[-1].paid in {Paid.LAPSED, Paid.ENDED}:
            row = replace(row, paid=Paid.ENDED, total=NOTHING)
        elif line.year in history.payments:
            row = _settled(row, line, history.payments[line.year], book)
        rows.append(row)
    return tuple(rows)


def _open(line: AnnuityLine, reduction: Reduction) -> AnnuityRow:
    amount = reduction.of(line.amount)
    return AnnuityRow(
        year=line.year,
        due_on=line.due_on,
        grace_until=line.grace_until,
        full=line.amount,
        reduction=reduction,
        amount=amount,
        paid=Paid.OPEN,
        paid_on=None,
        days_late=0,
        surcharge=NOTHING,
        total=amount,
        lapsed_on=None,
        provisions=(line.provision, *reduction.provisions),
    )


def _settled(row: AnnuityRow, line: AnnuityLine, paid_on: date | None, book: Book) -> AnnuityRow:
    late = (paid_on - row.due_on).days if paid_on else 0
    row = replace(row, paid_on=paid_on, days_late=max(late, 0))
    if paid_on is None or paid_on > row.grace_until:
        rules = [book.at("patent.annuity.grace", row.due_on), book.in_force("patent.annuity.lapse", row.due_on)]
        provisions = (*row.provisions, *(rule for rule in rules if rule))
        return replace(row, paid=Paid.LAPSED, lapsed_on=row.due_on, provisions=provisions)
    if paid_on <= row.due_on:
        return replace(row, paid=Paid.IN_TIME)
    surcharge = late_fee(line, paid_on, book)
    rules = [book.at("patent.annuity.grace", row.due_on), book.at("patent.annuity.surcharge", row.due_on)]
    return replace(
        row,
        paid=Paid.LATE,
        surcharge=surcharge,
        total=row.amount + surcharge,
        provisions=(*row.provisions, *(rule for rule in rules if rule)),
    )


def restoration(
    row: AnnuityRow, notice_on: date, book: Book, calendar: Calendar, *, obstacle_ended: date | None = None
) -> Restoration:
    """Return what restoring a right takes that lapsed for a fee not paid (Patent Rules art. 6).

    For a good reason 正当理由: two months from the receipt of the notice, the fee for restoration, the annuity and the
    highest surcharge. After force majeure 不可抗力 (``obstacle_ended`` is the day it ended): two months from that day
    and at most two years from the end of the grace, without the fee. Refuses with ``law.restoration`` a row that has
    not lapsed.
    """
    if row.lapsed_on is None:
        raise Refusal(
            "law.restoration",
            Text(f"第{row.year}年度未导致权利终止，无需恢复。", f"Year {row.year} did not end the right."),
        )  # fmt: skip
    surcharge_rule = book.at("patent.annuity.surcharge", row.due_on)
    months = book.at("patent.annuity.grace", row.due_on).number
    share = surcharge_rule.bracket(months)
    surcharge = row.full * share.amount / 100 if share else NOTHING
    if obstacle_ended is None:
        rule, price = book.at("patent.restoration.reason", notice_on), book.at("patent.fee.restoration", notice_on)
        until, fee = _until(rule, notice_on, calendar), Decimal(price.number)
        used: tuple[Provision, ...] = (rule, price, surcharge_rule)
    else:
        rule = book.at("patent.restoration.force-majeure", obstacle_ended)
        latest = book.at("patent.restoration.force-majeure.latest", obstacle_ended)
        until = min(_until(rule, obstacle_ended, calendar), add(row.grace_until, latest.limit))
        fee, used = NOTHING, (rule, latest, surcharge_rule)
    return Restoration(until, fee, row.amount, surcharge, fee + row.amount + surcharge, used)


def _until(rule: Provision, start: date, calendar: Calendar) -> date:
    return due(Ledger.under(rule, _RESTORATION, start), calendar).on or start
