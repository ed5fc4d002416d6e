"""The tick: what the clocks of open cases ask of the program itself, each thing done exactly once.

A case is served in one transaction with its row locked: the claim (unique per case, clock, subject and rung), the
event, the notice and the step that follows an expiry are there together or not at all. Killed anywhere, the next tick
finds the case as it was; two ticks at once find it done.
"""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Q

from zhiquan.hall.cases import journal
from zhiquan.hall.cases.journal import Told
from zhiquan.hall.cases.ladder import Duty, Kind, pending, to_do
from zhiquan.hall.cases.models import Case, ClockDuty
from zhiquan.hall.cases.ports import Notice, notifiers
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.cases.stepping import carry_out, plan_of_the_program
from zhiquan.office.access.roles import Role
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

log = logging.getLogger(__name__)
BATCH = 500


@dataclass(slots=True)
class TickReport:
    """What a tick did: cases looked at, notices handed over, steps taken, steps the definition refused, failures."""

    cases: int = 0
    told: int = 0
    expired: int = 0
    refused: list[tuple[str, Text]] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


def tick() -> TickReport:
    """Serve every open case in which something is due by today; touches no other row."""
    report, last = TickReport(), 0
    due = Case.objects.filter(
        Q(refused_on__isnull=True) | Q(refused_on__lt=today()), next_on__lte=today(), closed=False
    )
    while found := list(due.filter(pk__gt=last).order_by("pk").values_list("pk", "number")[:BATCH]):
        for pk, number in found:
            report.cases += 1
            try:
                serve(pk, report)
            except Exception:
                # one case that cannot be served must not keep the others waiting; it is told and tried again
                log.exception("the clocks of %s could not be served", number)
                report.failed.append(number)
        last = found[-1][0]
    return report


def serve(pk: int, report: TickReport) -> None:
    """Do everything that is due in one case, in one transaction."""
    with transaction.atomic():
        case = journal.lock_by_id(pk)
        before, seen, refused = journal.told(case), set[str](), len(report.refused)
        while duties := [duty for duty in _due(case, before) if duty.key not in seen]:
            duty = duties[0]
            seen.add(duty.key)
            try:
                with transaction.atomic():
                    before = _do(case, before, duty)
            except Refusal as refusal:
                log.info("%s %s: %s", case.number, duty.key, refusal.text.en)
                report.refused.append((case.number, refusal.text))
                case.refresh_from_db()
                continue
            report.told += 1
            report.expired += duty.kind is Kind.EXPIRY
        if len(report.refused) > refused:
            Case.objects.filter(pk=pk).update(refused_on=today())


def _due(case: Case, before: Told) -> list[Duty]:
    """Return what is due by today, told anew after each step: an expiry may end what came after it."""
    return to_do(pending(matter_of(case.definition), before.snapshot, moment().calendar), today())


def _do(case: Case, before: Told, duty: Duty) -> Told:
    ClockDuty.objects.create(case=case, clock=duty.clock.key, subject=duty.subject, rung=duty.rung, done_at=now())
    data = {"key": duty.key, "kind": duty.kind.value, "clock": duty.clock.key, "due_on": duty.due_on.isoformat()}
    key = _key(case, duty, "told")
    after = journal.append(case, before, "told", data, actor=None, role=Role.SYSTEM.value, key=key)
    if duty.kind is Kind.EXPIRY and duty.clock.on_expiry:
        planned = plan_of_the_program(case, duty.clock.on_expiry, duty.subject, after)
        after = carry_out(case, planned, None, _key(case, duty, "expiry"))
    notice = _notice(case, duty)
    for _, notifier in notifiers:
        notifier(notice)
    return after


def _key(case: Case, duty: Duty, what: str) -> str:
    """Return a key no longer than an event takes, the same for the same thing."""
    return f"{what}-{hashlib.sha256(f'{case.number}/{duty.key}'.encode()).hexdigest()[:40]}"


def _notice(case: Case, duty: Duty) -> Notice:
    matter = matter_of(case.definition)
    before = duty.before.text() if duty.before else Text("", "")
    said = _SAID[duty.kind].format(
        matter=matter.title, number=case.number, clock=duty.clock.label, due=duty.due_on.isoformat(), before=before
    )
    return Notice(
        key=_key(case, duty, "notice"),
        case_number=case.number,
        matter=matter.code,
        kind=duty.kind.value,
        clock=duty.clock.key,
        subject=duty.subject,
        audience=duty.clock.audience.value,
        due_on=duty.due_on,
        handler=case.handler_id,
        organisation=case.organisation_id,
        division=case.division,
        text=said,
    )


_SAID = {
    Kind.REMINDER: Text(
        "{matter}办件 {number}：“{clock}”于 {due} 届满，还有{before}。",
        "{matter}, case {number}: “{clock}” ends on {due}, {before} from now.",
    ),
    Kind.OVERDUE: Text(
        "{matter}办件 {number}：“{clock}”已于 {due} 届满，尚未办结。",
        "{matter}, case {number}: “{clock}” ended on {due} and is overdue.",
    ),
    Kind.ENDED: Text(
        "{matter}办件 {number}：“{clock}”已于 {due} 届满，可以办理下一步。",
        "{matter}, case {number}: “{clock}” ended on {due}; the next step can be taken.",
    ),
    Kind.EXPIRY: Text(
        "{matter}办件 {number}：“{clock}”已于 {due} 届满，系统已按规定办理。",
        "{matter}, case {number}: “{clock}” ended on {due}; the program took the step that follows.",
    ),
}
