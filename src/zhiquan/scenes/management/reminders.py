"""Reminders of annuities and of marks to renew: ninety, sixty and thirty days before the last day, and each month of
surcharge or grace after it; of a mark also on the first day on which it can be renewed.

Every step is told once. An organisation is looked through once a day: the day is claimed by one UPDATE, and what is
told is written in the same transaction, so that of several ticks one does it and none loses anything when killed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db import transaction

from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.telling import Told, tell
from zhiquan.office.access.models import Organisation, in_force
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text
from zhiquan.scenes.management.marks import RENEWABLE, HeldMark, marks_of
from zhiquan.scenes.management.models import Choice, Looked, Reminded
from zhiquan.scenes.management.selectors import Account, accounts_of
from zhiquan.settings.now import now, today

BEFORE = (90, 60, 30)
"""Days before the last day to pay in time at which people are told: a choice of this service, no rule of the law."""
OPEN = "open"
"""The step of a mark that can be renewed from now on."""
BATCH = 50
"""Organisations that one tick looks through."""


@dataclass(frozen=True, slots=True)
class Due:
    """An annuity or a renewal that has come to a step: ``year`` of the patent, or in which the mark's term ends; what
    it costs today in CNY, and the last day to pay in time, or once that is past at all.
    """

    right: str
    step: str
    year: int
    payable: Decimal
    last: date

    @property
    def late(self) -> bool:
        """Whether the day in time has passed."""
        return self.step.startswith("late")


def step_of(due_on: date, grace_until: date, on: date) -> str:
    """Return the step that a fee has come to: ``90``, ``60``, ``30``, ``late-1`` … ``late-6``, or nothing."""
    if on > grace_until:
        return ""
    if on <= due_on:
        reached = [days for days in BEFORE if (due_on - on).days <= days]
        return str(min(reached)) if reached else ""
    months = 1
    while on > add_months(due_on, months):
        months += 1
    return f"late-{months}"


def reached(organisation: Organisation, on: date) -> tuple[tuple[Due, ...], tuple[Due, ...]]:
    """Return the annuities and the renewals of an organisation that have come to a step on a day."""
    fees = _reached(accounts_of(organisation, on, on + timedelta(days=max(BEFORE))), on)
    return tuple(fees), tuple(_renewable(marks_of(organisation, on), on))


def told_of(organisation: Organisation, dues: Iterable[Due]) -> dict[tuple[str, int, str], datetime]:
    """Return when the organisation was reminded of each, by right, year and step; what is left out was not told yet."""
    rows = Reminded.objects.filter(organisation=organisation, right__in=[one.right for one in dues])
    return {(right, year, step): at for right, year, step, at in rows.values_list("right", "year", "step", "at")}


def remind() -> int:
    """Look through the organisations of which that was not done today; return how many were told something."""
    on = today()
    fresh = Organisation.objects.filter(in_force(on, "memberships__")).exclude(
        pk__in=Looked.objects.values("organisation")
    )
    Looked.objects.bulk_create(
        (Looked(organisation=one, on=date.min.replace(year=2000)) for one in fresh.distinct()), ignore_conflicts=True
    )
    waiting = Looked.objects.filter(on__lt=on).order_by("on", "pk").values_list("organisation_id", flat=True)
    return sum(remind_one(pk, on) for pk in list(waiting[:BATCH]))


def remind_one(organisation_id: int, on: date) -> bool:
    """Claim an organisation's day and tell it what has come to a step; whoever comes second finds it claimed."""
    with transaction.atomic():
        if not _claim(organisation_id, on):
            return False
        organisation = Organisation.objects.get(pk=organisation_id)
        fees, marks = (_untold(organisation, dues) for dues in reached(organisation, on))
        at = now()
        Reminded.objects.bulk_create(
            Reminded(organisation=organisation, right=one.right, year=one.year, step=one.step, at=at)
            for one in (*fees, *marks)
        )
        page = f"/manage/{organisation.pk}/"
        told = [tell(organisation, _told(f"fees/{organisation.pk}/{on}", _FEES, fees, page))] if fees else []
        if marks:
            told.append(tell(organisation, _told(f"marks/{organisation.pk}/{on}", _MARKS, marks, f"{page}marks/")))
        return any(told)


def _claim(organisation_id: int, on: date) -> bool:
    """Take an organisation's day; of any number of ticks exactly one gets it."""
    return bool(Looked.objects.filter(organisation_id=organisation_id, on__lt=on).update(on=on))


def _reached(accounts: Iterable[Account], on: date) -> Iterator[Due]:
    """Yield the fees at a step, but for rights that are to be dropped."""
    for account in accounts:
        if account.choice is Choice.DROP:
            continue
        for fee in account.fees:
            if step := step_of(fee.row.due_on, fee.row.grace_until, on):
                last = fee.row.grace_until if step.startswith("late") else fee.row.due_on
                yield Due(account.held.number, step, fee.row.year, fee.payable, last)


def _renewable(marks: Iterable[HeldMark], on: date) -> Iterator[Due]:
    """Yield the marks that can be renewed and have come to a step."""
    for mark in marks:
        if mark.stage in RENEWABLE and mark.ends_on is not None:
            step = step_of(mark.ends_on, mark.last, on) or OPEN
            last = mark.last if step.startswith("late") else mark.ends_on
            yield Due(mark.key, step, mark.ends_on.year, mark.fee or Decimal(0), last)


def _untold(organisation: Organisation, dues: Collection[Due]) -> list[Due]:
    known = told_of(organisation, dues)
    return [one for one in dues if (one.right, one.year, one.step) not in known]


def _told(key: str, text: Text, dues: list[Due], link: str) -> Told:
    total = sum((one.payable for one in dues), Decimal(0))
    late, first = sum(one.late for one in dues), min(one.last for one in dues)
    said = text.format(count=len(dues), total=f"{total:,.2f}", first=first, late=late)
    return Told(key, Kind.FEES, said, link)


_MARKS = Text(
    "{count} 件商标可以续展或者临近期满（其中已在宽展期 {late} 件），续展费合计 {total} 元，最早须在 {first} 前办理。",
    "{count} marks can be renewed or end soon ({late} in the months of grace): CNY {total}; the first by {first}.",
)
_FEES = Text(
    "{count} 件专利的年费临近或者已过缴费期限（其中已在滞纳期 {late} 件），合计 {total} 元，最早须在 {first} 前缴纳。",
    "Annuities of {count} patents are due soon or late ({late} with surcharge): CNY {total}; the first by {first}.",
)
