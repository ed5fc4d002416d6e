"""The events of a stored case as the pure fold sees them."""

from __future__ import annotations

from collections.abc import Iterable

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.upcasting import read
from zhiquan.hall.matters.fold import ACTED, REPLACED, apply, fold
from zhiquan.hall.matters.snapshot import Event, Snapshot
from zhiquan.office.prepared import Prepared
from zhiquan.settings.now import SHANGHAI

__all__ = ["apply", "as_event", "events_of", "events_with_actors", "snapshot_of"]


def as_event(row: CaseEvent) -> Event:
    """Return a stored event in today's shape, with its Shanghai date."""
    on = row.acted_at.astimezone(SHANGHAI).date()
    data = read(row.kind, row.data)
    if row.kind == REPLACED:
        data["data"] = read(ACTED, data["data"])
    return Event(row.seq, row.kind, data, on, row.actor_id, row.role)


def events_of(case: Case) -> tuple[CaseEvent, ...]:
    """Read the events of a case in order."""
    return _of(case, _EVENTS)


def events_with_actors(case: Case) -> tuple[CaseEvent, ...]:
    """Read the events of a case in order, each with the person who acted."""
    return _of(case, _WITH_ACTORS)


def _of(case: Case, asked: Prepared[CaseEvent]) -> tuple[CaseEvent, ...]:
    rows = tuple(asked(case=case.pk))
    for row in rows:
        row.case = case
    return rows


def snapshot_of(case: Case, rows: Iterable[CaseEvent] | None = None, *, before: int = 0) -> Snapshot:
    """Return the case as its events tell it, under the definition it is pinned to; or as it was ``before`` an event."""
    events = events_of(case) if rows is None else rows
    return fold((as_event(row) for row in events), matter_of(case.definition), before=before)


_EVENTS = Prepared(lambda case: CaseEvent.objects.filter(case_id=case).order_by("seq"), case=int)
_WITH_ACTORS = Prepared(
    lambda case: CaseEvent.objects.filter(case_id=case).order_by("seq").select_related("actor"), case=int
)
