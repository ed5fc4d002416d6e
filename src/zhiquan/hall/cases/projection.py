"""The projection of a case: columns to list and sort by, derived from the events and from nothing else."""

from __future__ import annotations

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.matters.clocks import PAUSED, summary
from zhiquan.hall.matters.snapshot import Snapshot

PROJECTED = (
    "state", "division", "opened_on", "due_on", "promised_on", "clock_state",
    "paused", "version", "closed", "closed_on", "outcome",
)  # fmt: skip
"""The columns that ``refresh`` writes."""


def refresh(case: Case, snapshot: Snapshot) -> Case:
    """Write the projection of a snapshot."""
    clocks = summary(matter_of(case.definition), snapshot, moment().calendar)
    if snapshot.opened_on is None:
        raise ValueError("a case without an opening has no projection")
    case.state, case.division, case.opened_on = snapshot.state, snapshot.division, snapshot.opened_on
    case.due_on, case.promised_on, case.clock_state = clocks.due_on, clocks.promised_on, clocks.state
    case.paused, case.version = clocks.state == PAUSED, snapshot.seq
    case.closed, case.closed_on, case.outcome = snapshot.closed, snapshot.closed_on, snapshot.outcome
    case.save(update_fields=PROJECTED)
    return case


def rebuild(case: Case) -> Case:
    """Derive the projection again from the events: after a new calendar, or to prove that it says the same."""
    return refresh(case, snapshot_of(case))
