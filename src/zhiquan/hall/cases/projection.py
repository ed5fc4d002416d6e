"""The projection of a case: columns to list and sort by, derived from the events and from nothing else."""

from __future__ import annotations

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case, Participant
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.matters.clocks import PAUSED, summary
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.access.models import Organisation

PROJECTED = (
    "state", "division", "opened_on", "due_on", "promised_on", "clock_state",
    "paused", "version", "closed", "closed_on", "outcome", "handler", "grade",
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
    case.handler_id, case.grade = _handler(case, snapshot), snapshot.rating.grade if snapshot.rating else None
    case.save(update_fields=PROJECTED)
    if snapshot.parties:
        _participants(case, snapshot)
    return case


def _handler(case: Case, snapshot: Snapshot) -> int | None:
    """Return who handles the case in its present state: the person given the first role that can act there."""
    actions = (action for action in matter_of(case.definition).actions if snapshot.state in action.from_)
    roles = (role for action in actions for role in action.roles)
    return next((snapshot.handlers[role] for role in roles if role in snapshot.handlers), None)


def _participants(case: Case, snapshot: Snapshot) -> None:
    """Write the parties: each with its organisation, if one of ours has its code, and whether it has joined."""
    joins = {use.key: use.joins for use in matter_of(case.definition).parties}
    held = {row.party: row for row in case.participants.all()}
    codes = {party.code for party in snapshot.parties if party.code}
    known = dict(Organisation.objects.filter(uscc__in=codes).values_list("uscc", "pk"))
    for party in snapshot.parties:
        action = joins.get(party.role)
        row = held.get(party.id) or Participant(case=case, party=party.id, role=party.role, name=party.name)
        row.joined = action is None or bool(snapshot.times(action))
        row.organisation_id = known.get(party.code)
        row.save()


def rebuild(case: Case) -> Case:
    """Derive the projection again from the events: after a new calendar, or to prove that it says the same."""
    return refresh(case, snapshot_of(case))
