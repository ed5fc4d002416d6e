"""The events of a stored case as the pure fold sees them."""

from __future__ import annotations

from collections.abc import Iterable

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.upcasting import read
from zhiquan.hall.matters.fold import ACTED, REPLACED, apply, fold
from zhiquan.hall.matters.snapshot import Event, Snapshot
from zhiquan.settings.now import SHANGHAI

__all__ = ["apply", "as_event", "snapshot_of"]


def as_event(row: CaseEvent) -> Event:
    """Return a stored event in today's shape, with its Shanghai date."""
    on = row.acted_at.astimezone(SHANGHAI).date()
    data = read(row.kind, row.data)
    if row.kind == REPLACED:
        data["data"] = read(ACTED, data["data"])
    return Event(row.seq, row.kind, data, on, row.actor_id, row.role)


def snapshot_of(case: Case, rows: Iterable[CaseEvent] | None = None, *, before: int = 0) -> Snapshot:
    """Return the case as its events tell it, under the definition it is pinned to; or as it was ``before`` an event."""
    events = case.events.order_by("seq") if rows is None else rows
    return fold((as_event(row) for row in events), matter_of(case.definition), before=before)
