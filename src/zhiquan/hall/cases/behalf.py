"""In whose name something was done: what an event keeps of an agent 委托代理 and of a deputy AB岗."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiquan.hall.cases.models import Case, CaseEvent, Participant
from zhiquan.hall.matters.guards import Who, recusal
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.access.models import Organisation
from zhiquan.office.access.roles import STAFF_ROLES, Role
from zhiquan.office.access.selectors import Actor, Authority, acts_for, in_place_of
from zhiquan.rules.text import Text

AGENT, DEPUTY = "agent", "deputy_for"


def behalf(actor: Actor, case: Case, role: str, on: date) -> dict[str, Any]:
    """Return what an event says beside its actor: ``agent`` {id, name, delegation} of a party, ``deputy_for`` {id,
    name, post} of the office, or nothing where somebody acts in the own name.
    """
    if role in _STAFF:
        post = in_place_of(actor, Role(role), case.division)
        return {DEPUTY: {"id": post.holder, "name": post.holder_name, "post": post.post}} if post else {}
    ours = _authority(actor, case, on)
    if ours is None or ours.agent is None:
        return {}
    agency = Organisation.objects.get(pk=ours.agent)
    return {AGENT: {"id": agency.pk, "name": agency.name, "delegation": ours.delegation}}


def _authority(actor: Actor, case: Case, on: date) -> Authority | None:
    """Return as whom a party's actor stands in a case: for its applicant, or for one who takes part."""
    if not actor.mandates:
        return None
    for organisation in (case.organisation_id, *_taking_part(case)):
        if ours := acts_for(actor, organisation, case.matter, case=case.number, on=on):
            return ours
    return None


def _taking_part(case: Case) -> list[int]:
    rows = Participant.objects.filter(case=case, joined=True, organisation__isnull=False).order_by("pk")
    return list(rows.values_list("organisation_id", flat=True))


def refuse_recused(snapshot: Snapshot, actor: Actor, data: Mapping[str, Any], role: str) -> None:
    """Refuse what somebody recused, or the deputy of somebody recused, would do in the office's name."""
    if role not in _STAFF:
        return
    instead = {role: data[DEPUTY]["id"]} if DEPUTY in data else {}
    if refusal := recusal(snapshot, Who(actor.user_id, frozenset({role}), instead=instead), role):
        raise refusal


def hands_of(event: CaseEvent) -> frozenset[int]:
    """Return whose act an event is: its actor's, and the holder's in whose place a deputy acted."""
    people = (event.actor_id, event.data.get(DEPUTY, {}).get("id"))
    return frozenset(one for one in people if one is not None)


def drafters_of(case: Case, letter: int) -> frozenset[int]:
    """Return whose draft a letter is: who drafted it, and the holder in whose place that was done."""
    rows = CaseEvent.objects.filter(case=case, kind="letter.drafted", data__letter=letter)
    return frozenset(one for row in rows for one in hands_of(row))


def behalf_said(data: Mapping[str, Any]) -> Text | None:
    """Return in whose name an event was done, as its history shows it."""
    if AGENT in data:
        return _BY_AGENT.format(agent=data[AGENT]["name"])
    return _FOR_HOLDER.format(holder=data[DEPUTY]["name"]) if DEPUTY in data else None


_STAFF = frozenset(role.value for role in STAFF_ROLES)
_BY_AGENT = Text("由{agent}代理", "through the agent {agent}")
_FOR_HOLDER = Text("代{holder}行使岗位职责", "in the place of {holder}")
