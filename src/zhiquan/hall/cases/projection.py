"""The projection of a case: columns to list and sort by, derived from the events and from nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import LAST, Case, CaseTag, Participant
from zhiquan.hall.cases.open_clocks import dues_of, mark_of, next_day, packed
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.matters.clocks import PAUSED, summary
from zhiquan.hall.matters.names import done_about
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import CaseParty, Snapshot
from zhiquan.office.access.models import Organisation
from zhiquan.rules.law import Calendar

PROJECTED = (
    "state", "state_since", "division", "opened_on", "due_on", "promised_on", "sort_on", "clock_state", "paused",
    "version", "closed", "closed_on", "outcome", "handler_id", "grade", "clocks", "dues", "next_on",
)  # fmt: skip
"""The columns that ``refresh`` writes."""


def columns(definition: Matter, snapshot: Snapshot, calendar: Calendar) -> dict[str, Any]:
    """Return the projected columns of a snapshot, by name; pure."""
    if snapshot.opened_on is None:
        raise ValueError("a case without an opening has no projection")
    return {
        "state": snapshot.state,
        "state_since": snapshot.since,
        "division": snapshot.division,
        "opened_on": snapshot.opened_on,
        "version": snapshot.seq,
        "closed": snapshot.closed,
        "closed_on": snapshot.closed_on,
        "outcome": snapshot.outcome,
        "handler_id": _handler(definition, snapshot),
        "grade": snapshot.rating.grade if snapshot.rating else None,
        "clocks": packed(snapshot),
        **clock_columns(definition, snapshot, calendar),
    }


def clock_columns(definition: Matter, snapshot: Snapshot, calendar: Calendar) -> dict[str, Any]:
    """Return the columns that change with the calendar."""
    clocks = summary(definition, snapshot, calendar)
    return {
        "due_on": clocks.due_on,
        "promised_on": clocks.promised_on,
        "sort_on": clocks.due_on or LAST,
        "clock_state": clocks.state,
        "paused": clocks.state == PAUSED,
        "dues": dues_of(definition, snapshot, calendar),
        "next_on": next_day(definition, snapshot, calendar),
    }


def row_of(case: Case, snapshot: Snapshot) -> dict[str, Any]:
    """Return everything that the row of a case says of a snapshot today, by column; reads nothing but the calendar."""
    calendar = moment().calendar
    told = columns(matter_of(case.definition), snapshot, calendar)
    return {**told, "reckoned": mark_of(calendar), "refused_on": None}


def write_row(case: Case, row: Mapping[str, Any], version: int) -> bool:
    """Write the row of a case that still has a version, and change the case in place; False where it has moved on.

    Comparing and writing are one statement, so that it needs no lock before it: of two writers one finds another
    version.
    """
    return _written(case, Case.objects.filter(pk=case.pk, version=version), row)


def write_beside(case: Case, snapshot: Snapshot) -> None:
    """Write the rows beside the case: its parties and its tags."""
    if snapshot.parties:
        _participants(case, snapshot)
    if snapshot.tags:
        CaseTag.objects.bulk_create((CaseTag(case=case, tag=tag) for tag in sorted(snapshot.tags)),
                                    ignore_conflicts=True)  # fmt: skip


def refresh(case: Case, snapshot: Snapshot) -> Case:
    """Write the projection of a snapshot, whatever the row says."""
    _written(case, Case.objects.filter(pk=case.pk), row_of(case, snapshot))
    write_beside(case, snapshot)
    return case


def _written(case: Case, rows: QuerySet[Case], row: Mapping[str, Any]) -> bool:
    if not rows.update(**row):
        return False
    for name, value in row.items():
        setattr(case, name, value)
    return True


def _handler(definition: Matter, snapshot: Snapshot) -> int | None:
    """Return who handles the case in its present state: the person given the first role that can act there."""
    if not snapshot.handlers:
        return None
    actions = (action for action in definition.actions if snapshot.state in action.from_)
    roles = (role for action in actions for role in action.roles)
    return next((snapshot.handlers[role] for role in roles if role in snapshot.handlers), None)


def _participants(case: Case, snapshot: Snapshot) -> None:
    """Write the parties: each with its organisation, if one of ours has its code, and whether it has joined."""
    wanted = participants(matter_of(case.definition), snapshot)
    held = {row.party: row for row in case.participants.all()}
    for party, columns_ in wanted.items():
        row = held.get(party) or Participant(case=case, party=party)
        for name, value in columns_.items():
            setattr(row, name, value)
        row.save()


def participants(definition: Matter, snapshot: Snapshot) -> dict[str, dict[str, Any]]:
    """Return the columns of the parties' rows, by party."""
    joins = {use.key: use.joins for use in definition.parties}
    codes = {party.code for party in snapshot.parties if party.code}
    known = dict(Organisation.objects.filter(uscc__in=codes).values_list("uscc", "pk")) if codes else {}
    return {
        party.id: {
            "role": party.role,
            "name": party.name,
            "organisation_id": known.get(party.code),
            "joined": _joined(definition, snapshot, party, joins.get(party.role)),
        }
        for party in snapshot.parties
    }


def _joined(definition: Matter, snapshot: Snapshot, party: CaseParty, joins: str | None) -> bool:
    """Return whether a party sees the case: with the action from which on it does; one about a party counts for it."""
    if joins is None:
        return True
    if any(field.party for field in definition.action(joins).fields):
        return joins in done_about(definition, snapshot, party)
    return bool(snapshot.times(joins))


def rebuild(case: Case) -> Case:
    """Derive the projection again from the events: after a new calendar, or to prove that it says the same."""
    return refresh(case, snapshot_of(case))
