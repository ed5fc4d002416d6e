"""Delegations to agencies 委托代理: given by an organisation's administrator, for a period and a scope, revocable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from zhiquan.office.access.models import Delegation, Membership, Organisation, in_force
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.members import require_administrator
from zhiquan.office.access.services.person import person
from zhiquan.rules.identifiers import Broken, parse_uscc
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

LONGEST = timedelta(days=3 * 366)
"""How long one delegation may run; beyond it the principal gives a new one. A default of this program, not of law."""
_SCOPE_LIMIT = 200


@dataclass(frozen=True, slots=True)
class Scope:
    """In what an agency may act: everything, or matters (codes) and single cases (numbers)."""

    everything: bool = False
    matters: frozenset[str] = frozenset()
    cases: frozenset[str] = frozenset()


def delegate(actor: Actor, principal_id: int, agent_uscc: str, scope: Scope, since: date, until: date) -> Delegation:
    """Let the organisation with a credit code act for one that the actor administers; both days are included."""
    require_administrator(actor, principal_id)
    code = parse_uscc(agent_uscc)
    if isinstance(code, Broken):
        raise Refusal("access.uscc", code.text)
    agent = Organisation.objects.filter(uscc=code.canonical).first()
    if agent is None or not Membership.objects.filter(in_force(today()), organisation=agent).exists():
        raise Refusal("access.no-agency", _NO_AGENCY)
    if agent.pk == principal_id:
        raise Refusal("access.own-agency", _SELF)
    if since < today() or until < since or until - since > LONGEST:
        raise Refusal("access.period", _PERIOD)
    narrowed = scope.matters or scope.cases
    if bool(narrowed) == scope.everything or len(scope.matters) + len(scope.cases) > _SCOPE_LIMIT:
        raise Refusal("access.scope", _SCOPE)
    return Delegation.objects.create(
        principal_id=principal_id,
        agent=agent,
        everything=scope.everything,
        matters=sorted(scope.matters),
        cases=sorted(scope.cases),
        valid_from=since,
        valid_to=until,
        given_by_id=person(actor),
        given_at=now(),
    )


def revoke(actor: Actor, delegation_id: int) -> Delegation:
    """End a delegation from today on, as the principal's administrator or the agency's (which gives it back)."""
    with transaction.atomic():
        found = Delegation.objects.select_for_update().filter(pk=delegation_id, ended_on__isnull=True).first()
        if found is None or not _administers(actor, found):
            raise NotFound("access.no-delegation", _NO_DELEGATION)
        found.ended_on, found.ended_by_id = today(), actor.user_id
        found.save(update_fields=["ended_on", "ended_by"])
    return found


def _administers(actor: Actor, one: Delegation) -> bool:
    sides = Q(organisation_id=one.principal_id) | Q(organisation_id=one.agent_id)
    mine = Membership.objects.filter(in_force(today()), sides, user_id=person(actor), administrator=True)
    return mine.exists()


_NO_AGENCY = Text(
    "该代码的单位尚未在本平台认领，请其先认领单位。",
    "The organisation with this code is not claimed here; have it claimed first.",
)
_SELF = Text("不能授权给本单位。", "An organisation cannot be its own agent.")
_PERIOD = Text(
    "期限应从今天或以后起，止日不早于起日，最长三年。",
    "The period begins today or later, ends no sooner than it begins, and lasts three years at most.",
)
_SCOPE = Text(
    "请选择全部事项，或者列出事项、办件（合计不超过 200 项）。",
    "Choose all matters, or name matters and cases (200 in all at most).",
)
_NO_DELEGATION = Text("没有这项授权，或者不由您收回。", "There is no such delegation, or it is not yours to end.")
