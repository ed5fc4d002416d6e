"""The parts of taking a step: who in which role, what the event says, the pack that goes along, what it writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from zhiquan.hall.cases import journal, payloads
from zhiquan.hall.cases.drafting import file_row, with_file
from zhiquan.hall.cases.journal import Prepared, Told
from zhiquan.hall.cases.models import Case, CaseEvent, CasePayload
from zhiquan.hall.cases.packing import build
from zhiquan.hall.cases.payloads import reveal
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.cases.writing_elsewhere import spawn, take_place
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.fold import ACTED
from zhiquan.hall.matters.guards import Who, why_not
from zhiquan.hall.matters.moves import plan_action
from zhiquan.hall.matters.ports import EffectContext, effects
from zhiquan.hall.matters.schema import Action, Matter
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.identifiers.division import Level
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI, now


@dataclass(frozen=True, slots=True)
class Step:
    """A request to act, as it came in."""

    actor: Actor
    action: str
    typed: Mapping[str, Any]
    version: int
    key: str
    acted_at: datetime | None = None
    materials: tuple[Mapping[str, Any], ...] = ()
    received: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Planned:
    """A step that may be taken: the data of its event, in which role and when it is taken, after which events."""

    action: Action
    data: dict[str, Any]
    role: str
    acted_at: datetime
    before: Told


def repeated(rows: Iterable[CaseEvent], step: Step) -> bool:
    """Return whether this very request is among the events; its key on another request is refused."""
    event = next((row for row in rows if row.key == step.key), None)
    if event is None:
        return False
    if event.data.get("action") != step.action or event.actor_id != step.actor.user_id:
        raise Refusal("cases.key-reused", _KEY)
    return True


def plan(case: Case, step: Step, before: Told) -> Planned:
    """Return the step as it is to be recorded, or refuse with the reason; writes no event."""
    matter, snapshot = matter_of(case.definition), before.snapshot
    if not step.version == case.version == snapshot.seq:
        raise Conflict("cases.changed", _CHANGED)  # the events may have moved on since the case was read
    action = _action(matter, step.action)
    acted_at = step.acted_at or now()
    today = moment()
    when = Moment(acted_at.astimezone(SHANGHAI).date(), today.calendar, today.book)
    who = standing_of(step.actor, today.on).who(case)
    if refusal := why_not(matter, snapshot, action, who, when):
        raise refusal
    data = plan_action(matter, snapshot, action, step.typed, when, _papers(matter, step), party=who.party)
    if action.pack:
        data["pack"] = build(step.actor, case, matter, reveal(case, snapshot), action.pack)
    if step.received:
        data["received"] = dict(step.received)
    return Planned(action, data, who.role_for(action.roles), acted_at, before)


def plan_of_the_program(case: Case, key: str, subject: str, before: Told) -> Planned:
    """Return a step that the program itself takes in a locked case because a limit has passed, or refuse with why not.

    ``subject`` is the party or document whose limit it is.
    """
    matter, snapshot, when = matter_of(case.definition), before.snapshot, moment()
    action, party = _action(matter, key), subject if snapshot.party(subject) else ""
    who = Who(None, frozenset({Role.SYSTEM.value}), frozenset(Level), party)
    if refusal := why_not(matter, snapshot, action, who, when):
        raise refusal
    if action.pack:
        raise Refusal("cases.needs-person", _PERSON.format(action=action.label))
    data = plan_action(matter, snapshot, action, {}, when, party=party)
    return Planned(action, data, Role.SYSTEM.value, now(), before)


@dataclass(frozen=True, slots=True)
class Ready:
    """A step of which everything is reckoned that can be before the transaction that takes it."""

    action: Action
    event: Prepared
    personal: list[CasePayload]


def make_ready(case: Case, planned: Planned, actor: Actor | None, key: str, **more: Any) -> Ready:
    """Return a planned step ready to be taken; ``more`` is said by its event too. Writes nothing."""
    action = planned.action
    answers, personal = payloads.conceal(case, action.fields, planned.data["data"])
    event = journal.prepare(
        case, planned.before, ACTED, {**planned.data, "data": answers, **more},
        actor=actor, acted_at=planned.acted_at, role=planned.role, key=key,
    )  # fmt: skip
    return Ready(action, event, personal)


def take(ready: Ready, actor: Actor | None) -> Told:
    """Record a step and write what it means elsewhere, inside the caller's transaction; the case is changed in place.

    ``MovedOnError`` where the case is no longer as the step was planned upon. Returns it with the step taken.
    """
    action, case = ready.action, ready.event.case
    after = journal.write(ready.event)
    CasePayload.objects.bulk_create(ready.personal)
    if action.effects or action.spawn:
        snapshot = reveal(case, after.snapshot)
        _run_effects(case, action, snapshot)
        if action.spawn:
            spawn(case, action.spawn, snapshot, actor.user_id if actor else None)
    return after


def carry_out(case: Case, planned: Planned, actor: Actor | None, key: str) -> Told:
    """Reckon and take a planned step in the caller's transaction; a place that it takes of a quota is in its event."""
    more = {}
    if quota := planned.action.quota:
        if journal.lock(case).version != len(planned.before.rows):  # locked before the quota's row, as everywhere
            raise journal.MovedOnError(case.number)
        more["place"] = take_place(case, quota, planned.before.snapshot)
    return take(make_ready(case, planned, actor, key, **more), actor)


def _run_effects(case: Case, action: Action, snapshot: Snapshot) -> None:
    for use in action.effects:
        context = EffectContext(
            case_number=case.number,
            form=snapshot.form,
            result=snapshot.results.get(use.result_of, {}),
            on=snapshot.done[-1].on,
            division=case.division,
            params=use.params,
            organisation=snapshot.organisation,
        )
        effects.get(use.effect).run(context)


def _action(matter: Matter, key: str) -> Action:
    try:
        return matter.action(key)
    except KeyError:
        raise NotFound("cases.no-action", _NO_ACTION) from None


def _papers(matter: Matter, step: Step) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for row in step.materials:
        rows = with_file(matter, rows, file_row(step.actor, row["material"], int(row["file"])))
    return rows


_KEY = Text(
    "请求标识已用于另一步骤，请刷新页面后再办。", "This request's key belongs to another step; reload the page."
)
_CHANGED = Text("办件刚刚被他人办理，请刷新后再办。", "Somebody has just acted in this case; reload it first.")
_PERSON = Text("“{action}”须移送材料，请由工作人员办理。", "“{action}” forwards a pack; a person has to take it.")
_NO_ACTION = Text("这个事项没有这个步骤。", "This matter has no such step.")
