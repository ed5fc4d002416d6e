"""Taking a step in a case; its parts are in ``stepping``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from zhiquan.hall.cases import drafting, journal
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.hall.cases.stepping import Planned, Step, carry_out, make_ready, plan, repeated, take
from zhiquan.hall.matters.schema import Outcome
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text


def act(  # noqa: PLR0913 - one door for every step
    actor: Actor,
    number: str,
    action: str,
    data: Mapping[str, Any],
    *,
    version: int,
    key: str,
    acted_at: datetime | None = None,
    materials: Sequence[Mapping[str, Any]] = (),
    received: Mapping[str, Any] | None = None,
) -> Case:
    """Take a step in a case, based on ``version`` of it; ``key`` makes a repeated request one event.

    ``materials`` are rows ``{material, file}`` of stored files, ``received`` what a result came in (``backfill``).
    Refusals say what is missing (see ``guards``);
    ``FormRefusal`` carries the wrong answers; ``Conflict`` means that somebody acted since ``version``.
    """
    drafting.require_key(key)
    case = get_case_for(actor, number, action)
    step = Step(actor, action, dict(data), version, key, acted_at, tuple(materials), received)
    before = journal.told(case)
    if repeated(before.rows, step):
        return get_case_for(actor, number, action)  # anew: the case was read before its twin committed
    try:
        planned = plan(case, step, before)
    except Conflict:
        if repeated(case.events.filter(key=key), step):  # its twin committed while this one was planned
            return get_case_for(actor, number, action)
        raise
    try:
        _taken(case, planned, step)
    except journal.MovedOnError:
        if repeated(case.events.filter(key=key), step):
            return get_case_for(actor, number, action)
        raise Conflict("cases.changed", _CHANGED) from None
    return case


def _taken(case: Case, planned: Planned, step: Step) -> None:
    """Take a step in a transaction as short as can be; one that takes a place of a quota is reckoned under the lock."""
    ready = None if planned.action.quota else make_ready(case, planned, step.actor, step.key)
    with transaction.atomic():
        if ready is None:
            carry_out(case, planned, step.actor, step.key)
        else:
            take(ready, step.actor)


def withdraw(actor: Actor, number: str, reason: str, *, version: int, key: str) -> Case:
    """Take the action of the matter that ends a case as withdrawn."""
    case = get_case_for(actor, number)
    for action in matter_of(case.definition).actions:
        if any(target.outcome is Outcome.WITHDRAWN for target in action.to):
            return act(actor, number, action.key, {"reason": reason}, version=version, key=key)
    raise Refusal("cases.no-withdrawal", _NO_WITHDRAWAL)


_CHANGED = Text("办件刚刚被他人办理，请刷新后再办。", "Somebody has just acted in this case; reload it first.")
_NO_WITHDRAWAL = Text("这个事项不能撤回。", "This matter cannot be withdrawn.")
