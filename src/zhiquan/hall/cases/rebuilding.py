"""Proving the projection of all cases equal to their events, or deriving it again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from zhiquan.hall.cases import projection
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case, CaseEvent, CaseTag, Participant
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.rules.refusal import Refusal

BATCH = 500
UNREADABLE = "events"
"""Stands for a column where the events themselves cannot be told."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that does not say what the events say: the case, the column, what the row holds and what it should."""

    number: str
    column: str
    held: Any
    derived: Any


def differences() -> Iterator[Difference]:
    """Yield every column, party and tag of every case that is not what its events say; reads only."""
    calendar = moment().calendar
    for cases, events in _with_events():
        held_parties = _grouped(Participant.objects.filter(case__in=cases).values())
        held_tags = _grouped(CaseTag.objects.filter(case__in=cases).values())
        for case in cases:
            matter = matter_of(case.definition)
            try:
                snapshot = snapshot_of(case, events[case.pk])
                derived = projection.columns(matter, snapshot, calendar)
            except Refusal as refusal:
                yield Difference(case.number, UNREADABLE, refusal.code, None)
                continue
            for name in projection.PROJECTED:
                if getattr(case, name) != derived[name]:
                    yield Difference(case.number, name, getattr(case, name), derived[name])
            parties = {
                row["party"]: {k: row[k] for k in ("role", "name", "organisation_id", "joined")}
                for row in held_parties[case.pk]
            }
            if parties != (wanted := projection.participants(matter, snapshot)):
                yield Difference(case.number, "participants", parties, wanted)
            if (tags := {row["tag"] for row in held_tags[case.pk]}) != snapshot.tags:
                yield Difference(case.number, "tags", sorted(tags), sorted(snapshot.tags))


def rebuild_all() -> int:
    """Derive the projection of every case again; returns how many."""
    count = 0
    for cases, events in _with_events():
        for case in cases:
            projection.refresh(case, snapshot_of(case, events[case.pk]))
            count += 1
    return count


def _with_events() -> Iterator[tuple[list[Case], dict[int, list[CaseEvent]]]]:
    """Yield all cases in parts, with their events in order."""
    definitions: dict[int, DefinitionVersion] = {}
    last = 0
    while cases := list(Case.objects.filter(pk__gt=last).order_by("pk")[:BATCH]):
        for case in cases:
            if case.definition_id not in definitions:
                definitions[case.definition_id] = case.definition
            case.definition = definitions[case.definition_id]
        rows = CaseEvent.objects.filter(case_id__gte=cases[0].pk, case_id__lte=cases[-1].pk).order_by("case_id", "seq")
        events: dict[int, list[CaseEvent]] = defaultdict(list)
        for pk, group in groupby(rows.iterator(), key=lambda row: row.case_id):
            events[pk] = list(group)
        yield cases, events
        last = cases[-1].pk


def _grouped(rows: Iterable[Any]) -> dict[int, list[dict[str, Any]]]:
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["case_id"]].append(row)
    return found
