"""Why an agency may not act for a principal, told to those who know of the delegation: its own members."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhiquan.office.access.actors import Actor
from zhiquan.office.access.models import Delegation
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


def lapsed(
    actor: Actor, principals: Iterable[int], matter: str, case: str | None = None, *, on: date
) -> NotFound | None:
    """Return what keeps an actor from acting for a principal although there is, was or will be a delegation.

    Only a delegation whose scope holds the matter (or the case) is spoken of, the newest first; of one that does not,
    nothing is told about a case: see ``scoped_out`` for a matter. ``None``: there is nothing to tell this actor.
    """
    for one in _of(actor, principals):
        if one.everything or matter in one.matters or case in one.cases:
            return _why(one, on)
    return None


def scoped_out(actor: Actor, principal: int, matter: str, *, on: date) -> NotFound | None:
    """Return why an actor cannot file in a matter for a principal: not in the scope, or the period is not now."""
    if refusal := lapsed(actor, [principal], matter, on=on):
        return refusal
    held = next((one for one in _of(actor, [principal]) if one.in_force(on)), None)
    return NotFound("access.delegation-scope", _SCOPE.format(who=str(held.principal))) if held else None


def _of(actor: Actor, principals: Iterable[int]) -> Iterable[Delegation]:
    if not actor.organisations:
        return ()
    rows = Delegation.objects.filter(agent_id__in=actor.organisations, principal_id__in=list(principals))
    return rows.select_related("principal").order_by("-given_at", "-pk")


def _why(one: Delegation, on: date) -> NotFound | None:
    who = str(one.principal)
    if one.ended_on is not None and one.ended_on <= on:
        return NotFound("access.delegation-ended", _ENDED.format(who=who, day=one.ended_on.isoformat()))
    if one.valid_to is not None and one.valid_to < on:
        return NotFound("access.delegation-expired", _EXPIRED.format(who=who, day=one.valid_to.isoformat()))
    if on < one.valid_from:
        return NotFound("access.delegation-early", _EARLY.format(who=who, day=one.valid_from.isoformat()))
    return None


_ENDED = Text(
    "“{who}”的代理授权已于 {day} 终止；需要继续代理的，请委托人重新授权。",
    "The delegation by “{who}” was ended on {day}; to go on, ask the principal for a new one.",
)
_EXPIRED = Text(
    "“{who}”的代理授权已于 {day} 到期；需要继续代理的，请委托人重新授权。",
    "The delegation by “{who}” expired on {day}; to go on, ask the principal for a new one.",
)
_EARLY = Text(
    "“{who}”的代理授权自 {day} 起生效，请届时办理。",
    "The delegation by “{who}” takes effect on {day}; come back on that day.",
)
_SCOPE = Text(
    "“{who}”的代理授权不包括这个事项，请委托人扩大授权范围。",
    "The delegation by “{who}” does not cover this matter; ask the principal to widen it.",
)
