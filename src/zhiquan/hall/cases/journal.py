"""The chain of a case: events are appended, each hashed over the one before, and the chain can be verified."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from zhiquan.hall.cases.behalf import behalf, refuse_recused
from zhiquan.hall.cases.chain import first_changed, hash_of
from zhiquan.hall.cases.fold import apply, as_event, events_of, snapshot_of
from zhiquan.hall.cases.models import Case, CaseEvent, CasePayload, Paper
from zhiquan.hall.cases.payloads import digest_of
from zhiquan.hall.cases.ports import watchers
from zhiquan.hall.cases.projection import row_of, write_beside, write_row
from zhiquan.hall.cases.recounting import RECOUNTED, overdue_recount
from zhiquan.hall.cases.seeing import HEAVY
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.upcasting import written
from zhiquan.hall.files.services import attach
from zhiquan.hall.matters.fold import ACTED, CORRECTIONS
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI, now


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What a verification found: ``first_changed`` is the number of the first event that is not what was recorded."""

    intact: bool
    events: int
    first_changed: int | None
    text: Text


def lock(case: Case) -> Case:
    """Return the case locked until the end of the transaction (a row lock; on SQLite the write transaction itself)."""
    return lock_by_id(case.pk)


def lock_by_id(pk: int) -> Case:
    """Return a case by its id, locked until the end of the transaction."""
    rows = Case.objects.select_for_update(of=("self",)).select_related("definition", "organisation")
    return rows.defer(*HEAVY).get(pk=pk)


@dataclass(frozen=True, slots=True)
class Told:
    """A case as it was read: its events in order, and what they amount to."""

    rows: tuple[CaseEvent, ...]
    snapshot: Snapshot


def told(case: Case) -> Told:
    """Read the events of a case."""
    rows = events_of(case)
    return Told(rows, snapshot_of(case, rows))


@transaction.atomic
def record(  # noqa: PLR0913 - one door for every step
    case: Case,
    kind: str,
    data: Mapping[str, Any],
    *,
    actor: Actor | None,
    acted_at: datetime | None = None,
    role: str = "",
    key: str | None = None,
) -> CaseEvent:
    """Append an event and refresh the projection, in one transaction with whatever the caller does.

    The definition must allow the event here (``matters.unlawful-event``). ``acted_at`` may lie in the past (a step
    taken on paper), but neither before the event before nor in the future (``cases.wrong-time``).
    """
    locked = lock(case)
    after = append(locked, told(locked), kind, data, actor=actor, acted_at=acted_at, role=role, key=key)
    return after.rows[-1]


def append(  # noqa: PLR0913 - as ``record``
    locked: Case,
    before: Told,
    kind: str,
    data: Mapping[str, Any],
    *,
    actor: Actor | None,
    acted_at: datetime | None = None,
    role: str = "",
    key: str | None = None,
) -> Told:
    """Append an event to a case that the caller has locked and read, as ``record`` does; the case is changed in place.

    ``before`` must be all of its events: the caller has compared the version under the lock. The event says by itself
    in whose name the actor acts in the role; who is recused 回避 records nothing for the office (``cases.recused``).
    """
    return write(prepare(locked, before, kind, data, actor=actor, acted_at=acted_at, role=role, key=key))


@dataclass(frozen=True, slots=True)
class Prepared:
    """Events ready to be written to a case that has ``version``, what it then amounts to, and what its row then says.

    ``rows`` are the event that was asked for and, before it, the recount by a new calendar where one is due; ``before``
    is what the case amounted to directly before the event.
    """

    case: Case
    version: int
    rows: tuple[CaseEvent, ...]
    before: Snapshot
    after: Told
    row: Mapping[str, Any]


def prepare(  # noqa: PLR0913 - as ``record``
    case: Case,
    before: Told,
    kind: str,
    data: Mapping[str, Any],
    *,
    actor: Actor | None,
    acted_at: datetime | None = None,
    role: str = "",
    key: str | None = None,
) -> Prepared:
    """Return the event hashed and folded, with everything that ``write`` writes; needs no lock and writes nothing."""
    recorded_at = now()
    acted = acted_at or recorded_at
    if acted > recorded_at or acted < _last_act(before, acted):
        raise Refusal("cases.wrong-time", _TIME)
    if actor:
        data = {**data, **behalf(actor, case, role, recorded_at.astimezone(SHANGHAI).date())}
        refuse_recused(before.snapshot, actor, data, role)
    version, first = len(before.rows), overdue_recount(case, _head(before), recorded_at)
    if first is not None:
        before = _with(case, before, first)
    row = CaseEvent(
        case=case,
        seq=len(before.rows) + 1,
        kind=kind,
        data=written(kind, data),
        actor_id=actor.user_id if actor else None,
        role=role,
        acted_at=acted,
        recorded_at=recorded_at,
        key=key,
        prev=_head(before),
    )
    row.hash = hash_of(row, case.number)
    after = _with(case, before, row)
    return Prepared(case, version, after.rows[version:], before.snapshot, after, row_of(case, after.snapshot))


def write(prepared: Prepared) -> Told:
    """Write prepared events and the case's row, inside the caller's transaction; the case is changed in place.

    ``MovedOnError`` where the case has other events than those on which these rest: nothing is written then.
    """
    case = prepared.case
    if not write_row(case, prepared.row, prepared.version):
        raise MovedOnError(case.number)
    CaseEvent.objects.bulk_create(prepared.rows)
    if files := {file for row in prepared.rows for file in _files(row.data)}:
        attach(files)
        Paper.objects.bulk_create(Paper(case=case, file=file) for file in files)
    write_beside(case, prepared.after.snapshot)
    for _, watcher in watchers:
        watcher(case, prepared.rows[-1], prepared.before, prepared.after.snapshot)
    return prepared.after


def _last_act(before: Told, otherwise: datetime) -> datetime:
    """Return when somebody last did something; a recount is the program's own and stops no step taken on paper."""
    return next((row.acted_at for row in reversed(before.rows) if row.kind != RECOUNTED), otherwise)


class MovedOnError(Exception):
    """A case has other events than those that were read."""


def _head(told: Told) -> str:
    return told.rows[-1].hash if told.rows else ""


def _with(case: Case, before: Told, row: CaseEvent) -> Told:
    return Told((*before.rows, row), _after(case, before, row))


def _after(case: Case, before: Told, row: CaseEvent) -> Snapshot:
    """Return the case after one more event; a correction changes what went before, so all is told anew."""
    if row.kind in CORRECTIONS:
        return snapshot_of(case, [*before.rows, row])
    return apply(before.snapshot, as_event(row), matter_of(case.definition))


def wrote_elsewhere(case: Case, event: CaseEvent) -> bool:
    """Say whether an event wrote outside the case: an action with effects, a case begun by it, a place taken."""
    if event.kind != ACTED:
        return False
    action = matter_of(case.definition).action(event.data["action"])
    return bool(action.effects or action.spawn or action.quota)


def _files(data: Mapping[str, Any]) -> set[int]:
    """Return the stored files an event brings: its papers, its pack, and what a result came in."""
    rows = [*data.get("materials", ()), *([data["pack"]] if "pack" in data else [])]
    rows += data.get("received", {}).get("files", ())
    return {int(row["file"]) for row in rows}


def verify_chain(case: Case) -> ChainReport:
    """Recompute the chain: an event changed, missing, added or put elsewhere is named by its number."""
    rows = list(case.events.order_by("seq"))
    if (changed := first_changed(case, rows)) is not None:
        return _changed(changed, len(rows))
    for payload in CasePayload.objects.filter(case=case, erased_at__isnull=True):
        if payload.digest != digest_of(payload.salt, payload.value):
            return _changed(_event_with(rows, payload.digest), len(rows))
    return ChainReport(intact=True, events=len(rows), first_changed=None, text=_INTACT.format(count=len(rows)))


def _event_with(rows: list[CaseEvent], digest: str) -> int:
    return next((row.seq for row in rows if digest in json.dumps(row.data)), 1)


def _changed(number: int, count: int) -> ChainReport:
    return ChainReport(intact=False, events=count, first_changed=number, text=_CHANGED.format(number=number))


_TIME = Text(
    "办理时间不能晚于现在，也不能早于上一步；请核对时间。",
    "A step is taken neither in the future nor before the one preceding it; check the time.",
)
_INTACT = Text("{count} 条过程记录完整，未被改动。", "All {count} events are as they were recorded.")
_CHANGED = Text("第 {number} 条过程记录被改动或缺失。", "Event {number} was changed or is missing.")
