"""Counting the open clocks again after the calendar changed: in batches, with an event where a last day moved.

The runs of every open case lie in its row, so no events are read. A case counted by the present calendar is passed
over: cut short, the next call goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from zhiquan.hall.cases import projection
from zhiquan.hall.cases.chain import hash_of
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.open_clocks import mark_of, unpacked
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.office.access.roles import Role
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.law import Calendar
from zhiquan.settings.now import now

BATCH = 1_000
_CHANGED = ("due_on", "promised_on", "sort_on", "clock_state", "paused", "dues", "next_on")


@dataclass(slots=True)
class RecountReport:
    """How many open cases were counted again, and in how many a last day moved."""

    cases: int = 0
    moved: int = 0


def outdated() -> bool:
    """Say whether an open case was counted by another calendar than the present one."""
    return _outdated(mark_of(moment().calendar)).exists()


def recount() -> RecountReport:
    """Count every open case again that was counted by another calendar."""
    calendar, report = moment().calendar, RecountReport()
    ids = list(_outdated(mark_of(calendar)).order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH):
        _batch(ids[start : start + BATCH], calendar, report)
    return report


def moves_of(case: Case, calendar: Calendar) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the columns as the calendar makes them, and the last days that differ from those in the row."""
    snapshot = unpacked(case.clocks, case.state)
    found = projection.clock_columns(matter_of(case.definition), snapshot, calendar)
    moves = [
        {"clock": clock, "was": case.dues.get(clock), "now": on}
        for clock, on in found["dues"].items()
        if case.dues.get(clock) != on
    ]
    return found, moves


def overdue_recount(case: Case, prev: str, at: datetime) -> CaseEvent | None:
    """Return the event that has to come before the next one of a case, so that no last day moves without being told.

    None where the case was counted by the present calendar, or no last day moves. ``prev`` is the hash of its last
    event.
    """
    calendar = moment().calendar
    if not case.version or case.closed or case.reckoned in {"", mark_of(calendar)}:
        return None
    _, moves = moves_of(case, calendar)
    return _event(case, case.version + 1, moves, prev, at) if moves else None


def _outdated(mark: str) -> QuerySet[Case]:
    return Case.objects.filter(Q(reckoned__lt=mark) | Q(reckoned__gt=mark), closed=False)


@transaction.atomic
def _batch(ids: list[int], calendar: Calendar, report: RecountReport) -> None:
    mark, changed, moved, unkept = mark_of(calendar), [], [], []
    definitions = {row.pk: row for row in DefinitionVersion.objects.filter(cases__in=ids).distinct()}
    for case in Case.objects.select_for_update(of=("self",)).filter(pk__in=ids, closed=False):
        case.definition = definitions[case.definition_id]
        if not case.reckoned:
            unkept.append(case)  # from before the rows kept their clocks
            continue
        columns, moves = moves_of(case, calendar)
        if any(getattr(case, name) != columns[name] for name in _CHANGED):
            for name, value in columns.items():
                setattr(case, name, value)
            changed.append(case)
        if moves:
            moved.append((case, moves))
        report.cases += 1
    _append(moved)
    Case.objects.bulk_update(changed, [*_CHANGED, "version"], batch_size=200)
    Case.objects.filter(pk__in=ids).update(reckoned=mark)
    for case in unkept:
        projection.rebuild(case)
    report.cases += len(unkept)
    report.moved += len(moved)


def _append(moved: list[tuple[Case, list[dict[str, Any]]]]) -> None:
    """Append an event to each chain; the cases are locked, and their version is raised in memory."""
    at, rows = now(), []
    ids = [case.pk for case, _ in moved]
    last = dict(CaseEvent.objects.filter(case__in=ids, seq=F("case__version")).values_list("case_id", "hash"))
    for case, moves in moved:
        case.version += 1
        rows.append(_event(case, case.version, moves, last[case.pk], at))
    CaseEvent.objects.bulk_create(rows)


def _event(case: Case, seq: int, moves: list[dict[str, Any]], prev: str, at: datetime) -> CaseEvent:
    row = CaseEvent(
        case=case,
        seq=seq,
        kind="recounted",
        data={"moves": moves},
        role=Role.SYSTEM.value,
        acted_at=at,
        recorded_at=at,
        prev=prev,
    )
    row.hash = hash_of(row, case.number)
    return row
