"""Counting the open clocks again after the calendar changed: in batches, with an event where a last day moved.

The runs of every open case lie in its row, so no events are read. A case counted by the present calendar is passed
over: cut short, the next call goes on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from zhiquan.hall.cases import projection
from zhiquan.hall.cases.chain import hash_of
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.open_clocks import mark_of, unpacked
from zhiquan.hall.cases.seeing import HEAVY
from zhiquan.hall.cases.shelf import matter_by, matter_of, moment
from zhiquan.office.access.roles import Role
from zhiquan.rules.law import Calendar
from zhiquan.settings.now import now

BATCH = 2_000
RECOUNTED = "recounted"
"""The kind of the event by which the program tells that a new calendar moved a last day."""
_CHANGED = ("due_on", "promised_on", "sort_on", "clock_state", "paused", "dues", "next_on")
_WRITTEN = (*_CHANGED, "version", "reckoned")


class _Row(NamedTuple):
    """The columns of a case that a recount reads; ``clocks`` and ``held`` are the texts of its runs and last days."""

    pk: int
    number: str
    definition: int
    sha256: str
    state: str
    version: int
    reckoned: str
    clocks: str
    held: str
    due_on: date | None
    promised_on: date | None
    sort_on: date
    clock_state: str
    paused: bool
    next_on: date | None


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
    reckoner = _Reckoner(calendar)
    for start in range(0, len(ids), BATCH):
        _batch(ids[start : start + BATCH], reckoner, report)
    return report


def moves_of(case: Case, calendar: Calendar) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the columns as the calendar makes them, and the last days that differ from those in the row."""
    snapshot = unpacked(case.clocks, case.state)
    found = projection.clock_columns(matter_of(case.definition), snapshot, calendar)
    return found, _moves(case.dues, found["dues"])


def overdue_recount(case: Case, prev: str, at: datetime) -> CaseEvent | None:
    """Return the event that has to come before the next one of a case, so that no last day moves without being told.

    None where the case was counted by the present calendar, or no last day moves. ``prev`` is the hash of its last
    event.
    """
    calendar = moment().calendar
    if not case.version or case.closed or case.reckoned in {"", mark_of(calendar)}:
        return None
    _, moves = moves_of(case, calendar)
    return _event(case.pk, case.number, case.version + 1, moves, prev, at) if moves else None


def _outdated(mark: str) -> QuerySet[Case]:
    return Case.objects.filter(Q(reckoned__lt=mark) | Q(reckoned__gt=mark), closed=False)


class _Reckoner:
    """Counts runs by a calendar; cases of one matter that began on one day have the same runs and are counted once."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar, self.mark = calendar, mark_of(calendar)
        self.columns = lru_cache(maxsize=50_000)(self._columns)
        self.dues: Callable[[str], dict[str, Any]] = lru_cache(maxsize=50_000)(json.loads)

    def _columns(self, definition: int, sha256: str, state: str, clocks: str) -> dict[str, Any]:
        snapshot = unpacked(json.loads(clocks), state)
        return projection.clock_columns(matter_by(definition, sha256), snapshot, self.calendar)


@transaction.atomic
def _batch(ids: list[int], reckoner: _Reckoner, report: RecountReport) -> None:
    moved, changed, same, unkept = [], [], [], []
    for row in _locked(ids):
        if not row.reckoned:
            unkept.append(row.pk)  # from before the rows kept their clocks
            continue
        columns = reckoner.columns(row.definition, row.sha256, row.state, row.clocks)
        held = reckoner.dues(row.held)
        moves = _moves(held, columns["dues"])
        if moves:
            moved.append((row, moves))
        if moves or held != columns["dues"] or any(getattr(row, name) != columns[name] for name in _PLAIN):
            changed.append((row.pk, {**columns, "version": row.version + bool(moves), "reckoned": reckoner.mark}))
        else:
            same.append(row.pk)
        report.cases += 1
    _append(moved)
    _write(changed)
    Case.objects.filter(pk__in=same).update(reckoned=reckoner.mark)
    for case in Case.objects.filter(pk__in=unkept).select_related("definition").defer(*HEAVY):
        projection.rebuild(case)
    report.cases += len(unkept)
    report.moved += len(moved)


_PLAIN = tuple(name for name in _CHANGED if name != "dues")


def _locked(ids: list[int]) -> Iterator[_Row]:
    """Yield the open ones of some cases, locked, in the order of their ids."""
    texts = {"clocks_text": Cast("clocks", TextField()), "dues_text": Cast("dues", TextField())}
    columns = (
        "pk", "number", "definition_id", "definition__sha256", "state", "version", "reckoned", *texts, *_PLAIN,
    )  # fmt: skip
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=ids, closed=False).order_by("pk")
    return (_Row(*row) for row in rows.annotate(**texts).values_list(*columns))


def _moves(held: Mapping[str, Any], found: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [{"clock": key, "was": held.get(key), "now": on} for key, on in found.items() if held.get(key) != on]


def _write(changed: list[tuple[int, dict[str, Any]]]) -> None:
    """Write the columns of many cases, each with its own values, in as few round trips as the database has."""
    known = {field.name: field for field in Case._meta.concrete_fields}  # noqa: SLF001 - the model's public description
    fields = [known[name] for name in _WRITTEN]
    names = ", ".join(f'"{field.column}" = %s' for field in fields)
    rows = [
        (*(field.get_db_prep_save(columns[field.name], connection) for field in fields), pk) for pk, columns in changed
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f'UPDATE "{Case._meta.db_table}" SET {names} WHERE "id" = %s', rows)  # noqa: S608, SLF001


def _append(moved: list[tuple[_Row, list[dict[str, Any]]]]) -> None:
    """Append an event to each chain; the cases are locked."""
    at, ids = now(), [row.pk for row, _ in moved]
    last = dict(CaseEvent.objects.filter(case__in=ids, seq=F("case__version")).values_list("case_id", "hash"))
    CaseEvent.objects.bulk_create(
        _event(row.pk, row.number, row.version + 1, moves, last[row.pk], at) for row, moves in moved
    )


def _event(case: int, number: str, seq: int, moves: list[dict[str, Any]], prev: str, at: datetime) -> CaseEvent:
    row = CaseEvent(
        case_id=case,
        seq=seq,
        kind=RECOUNTED,
        data={"moves": moves},
        role=Role.SYSTEM.value,
        acted_at=at,
        recorded_at=at,
        prev=prev,
    )
    row.hash = hash_of(row, number)
    return row
