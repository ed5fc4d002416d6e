"""What is done over all cases at night: a new calendar, the chains, the projection, the tick."""

from __future__ import annotations

import os
import time
from datetime import date
from typing import Any

from benchmarks.hall.timing import measured

from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.rebuilding import differences
from zhiquan.hall.cases.recounting import recount
from zhiquan.hall.cases.ticking import TickReport, serve
from zhiquan.hall.ledger.selectors import verify
from zhiquan.rules.law import Calendar
from zhiquan.settings.now import today


def count_again(offs: tuple[date, ...]) -> dict[str, Any]:
    """Measure the recount after days off were announced that the calendar did not have."""
    days = shelf.moment().calendar
    changed = Calendar(days.years, [*days.days_off, *offs], days.working, expected=days.expected, names=days.names)
    shelf.calendar = lambda *_: changed
    found: dict[str, Any] = {"open_cases": Case.objects.filter(closed=False).count()}
    with measured(found):
        report = recount()
    return {**found, "cases": report.cases, "moved": report.moved}


def check_chains() -> dict[str, Any]:
    """Measure the verification of all chains."""
    found: dict[str, Any] = {}
    with measured(found):
        report = verify(workers=os.cpu_count() or 1)
    return {**found, "cases": report.cases, "events": report.events, "changed": report.count}


def check_projection() -> dict[str, Any]:
    """Measure the proof that every row says what its events say."""
    found: dict[str, Any] = {}
    with measured(found):
        differing = sum(1 for _ in differences())
    return {**found, "differ": differing}


def tick(most: int, seconds: float) -> dict[str, Any]:
    """Measure the tick in some of the cases in which something is due."""
    due = Case.objects.filter(next_on__lte=today(), closed=False).order_by("pk").values_list("pk", flat=True)[:most]
    report, served, ids = TickReport(), 0, list(due)
    found: dict[str, Any] = {}
    deadline = time.perf_counter() + seconds
    with measured(found):
        for pk in ids:
            serve(pk, report)
            served += 1
            if time.perf_counter() > deadline:
                break
    return {**found, "cases": served, "told": report.told, "failed": len(report.failed)}
