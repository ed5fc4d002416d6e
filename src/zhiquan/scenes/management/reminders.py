"""Reminders of annuities: ninety, sixty and thirty days before the last day, and each month of surcharge after it.

Every step is told once. An organisation is looked through once a day: the day is claimed by one UPDATE, and what is
told is written in the same transaction, so that of several ticks one does it and none loses anything when killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction

from zhiquan.hall.notices.kinds import Kind
from zhiquan.hall.notices.telling import Told, tell
from zhiquan.office.access.models import Organisation, in_force
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text
from zhiquan.scenes.management.annuities import Fee
from zhiquan.scenes.management.models import Choice, Looked, Reminded
from zhiquan.scenes.management.selectors import Account, accounts_of
from zhiquan.settings.now import now, today

BEFORE = (90, 60, 30)
"""Days before the last day to pay in time at which people are told: a choice of this service, no rule of the law."""
BATCH = 50
"""Organisations that one tick looks through."""


@dataclass(frozen=True, slots=True)
class Due:
    """A fee that has come to a step and of which nobody was told there yet."""

    right: str
    step: str
    fee: Fee


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
        until = on + timedelta(days=max(BEFORE))
        dues = _untold(organisation, list(_reached(accounts_of(organisation, on, until), on)))
        if not dues:
            return False
        at = now()
        Reminded.objects.bulk_create(
            Reminded(organisation=organisation, right=one.right, year=one.fee.row.year, step=one.step, at=at)
            for one in dues
        )
        return tell(organisation, _told(organisation, dues, on))


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
                yield Due(account.held.number, step, fee)


def _untold(organisation: Organisation, dues: list[Due]) -> list[Due]:
    rows = Reminded.objects.filter(organisation=organisation, right__in=[one.right for one in dues])
    known = set(rows.values_list("right", "year", "step"))
    return [one for one in dues if (one.right, one.fee.row.year, one.step) not in known]


def _told(organisation: Organisation, dues: list[Due], on: date) -> Told:
    total = sum((one.fee.payable for one in dues), Decimal(0))
    late = sum(one.step.startswith("late") for one in dues)
    first = min(one.fee.row.grace_until if one.step.startswith("late") else one.fee.row.due_on for one in dues)
    text = _TEXT.format(count=len(dues), total=f"{total:,.2f}", first=first, late=late)
    return Told(f"fees/{organisation.pk}/{on}", Kind.FEES, text, f"/manage/{organisation.pk}/")


_TEXT = Text(
    "{count} 件专利的年费临近或者已过缴费期限（其中已在滞纳期 {late} 件），合计 {total} 元，最早须在 {first} 前缴纳。",
    "Annuities of {count} patents are due soon or late ({late} with surcharge): CNY {total}; the first by {first}.",
)
