"""Organisations claimed and verified 认领: proof, review by an officer, membership."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from zhiquan.definitions.divisions import divisions
from zhiquan.office.access.models import Claim, ClaimState, Membership, Organisation, in_force
from zhiquan.office.access.selectors import Actor, claims_to_review, is_heading
from zhiquan.office.access.services.person import person
from zhiquan.rules.identifiers import Broken, parse_uscc
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

OPEN_LIMIT = 5
"""Claims of one person that may wait for review at a time."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody claims: the organisation as it calls itself, its credit code, where it is."""

    name: str
    uscc: str
    division: str


def claim(actor: Actor, wanted: Wanted, proof: int) -> Claim:
    """Claim an organisation by its credit code; ``proof`` is the number of a stored file of the claimant's.

    Refusals: ``access.signed-out``, ``access.uscc``, ``access.name``, ``access.division``, ``access.code-taken``,
    ``access.claimed`` (one's own claim waits), ``access.too-many-claims``.
    """
    claimant = person(actor)
    code = parse_uscc(wanted.uscc)
    if isinstance(code, Broken):
        raise Refusal("access.uscc", code.text)
    name = " ".join(wanted.name.split())
    if not 1 < len(name) <= _NAME_LIMIT:
        raise Refusal("access.name", _NAME)
    held = Organisation.objects.filter(uscc=code.canonical).first()
    if held is not None:
        _require_free(held)
    place = held.division if held else wanted.division
    if held is None and (place not in divisions() or is_heading(place)):
        raise Refusal("access.division", _DIVISION)
    with transaction.atomic():
        mine = Claim.objects.select_for_update().filter(user_id=claimant, state=ClaimState.OPEN)
        waiting = list(mine)
        if any(one.uscc == code.canonical for one in waiting):
            raise Refusal("access.claimed", _CLAIMED)
        if len(waiting) >= OPEN_LIMIT:
            raise Refusal("access.too-many-claims", _TOO_MANY)
        return Claim.objects.create(
            user_id=claimant, uscc=code.canonical, name=name, division=place, proof=proof, made_at=now()
        )


def withdraw_claim(actor: Actor, claim_id: int) -> Claim:
    """Take one's own claim back while it waits."""
    with transaction.atomic():
        one = Claim.objects.select_for_update().filter(pk=claim_id, user_id=person(actor)).first()
        return _decide(_open(one), ClaimState.WITHDRAWN, actor, "")


def get_claim_for(actor: Actor, claim_id: int) -> Claim:
    """Return a claim that the actor may decide on; otherwise ``NotFound``."""
    found = Claim.objects.filter(claims_to_review(actor), pk=claim_id).select_related("user", "decided_by").first()
    if found is None:
        raise NotFound("access.no-claim", _NO_CLAIM)
    return found


def approve_claim(actor: Actor, claim_id: int) -> Membership:
    """Approve: the claimant becomes the administrator of the organisation; other claims of the code are refused.

    ``NotFound`` for one's own claim or one of another division, ``Conflict`` for a decided one,
    ``access.code-taken`` where somebody administers the organisation by now.
    """
    asked = get_claim_for(actor, claim_id)
    with transaction.atomic():
        # the organisation before its claims: of two who approve claims of one code, neither holds what the other needs
        Organisation.objects.get_or_create(uscc=asked.uscc, defaults={"name": asked.name, "division": asked.division})
        organisation = Organisation.objects.select_for_update().get(uscc=asked.uscc)
        one = _open(Claim.objects.select_for_update().get(pk=claim_id))
        _require_free(organisation)
        mine = Membership.objects.filter(in_force(today()), user_id=one.user_id, organisation=organisation)
        mine.update(ended_on=today(), ended_by_id=actor.user_id)  # the plain membership gives way to the new one
        one.membership = Membership.objects.create(
            user_id=one.user_id, organisation=organisation, valid_from=today(), administrator=True
        )
        _decide(one, ClaimState.APPROVED, actor, "")
        for other in Claim.objects.select_for_update().filter(uscc=one.uscc, state=ClaimState.OPEN).order_by("pk"):
            _decide(other, ClaimState.REFUSED, actor, _TAKEN.zh)
    return one.membership


def refuse_claim(actor: Actor, claim_id: int, reason: str) -> Claim:
    """Refuse with a reason, which the claimant reads."""
    reason = " ".join(reason.split())
    if not reason or len(reason) > _REASON_LIMIT:
        raise Refusal("access.reason", _REASON)
    get_claim_for(actor, claim_id)
    with transaction.atomic():
        return _decide(_open(Claim.objects.select_for_update().get(pk=claim_id)), ClaimState.REFUSED, actor, reason)


def _open(found: Claim | None) -> Claim:
    if found is None:
        raise NotFound("access.no-claim", _NO_CLAIM)
    if found.state != ClaimState.OPEN:
        raise Conflict("access.claim-decided", _DECIDED)
    return found


def _decide(one: Claim, state: ClaimState, actor: Actor, reason: str) -> Claim:
    one.state, one.reason, one.decided_at, one.decided_by_id = state, reason, now(), actor.user_id
    one.save(update_fields=["state", "reason", "decided_at", "decided_by", "membership"])
    return one


def _require_free(organisation: Organisation) -> None:
    if Membership.objects.filter(in_force(today()), organisation=organisation, administrator=True).exists():
        raise Refusal("access.code-taken", _TAKEN)


_NAME_LIMIT = 200
_REASON_LIMIT = 300
_NAME = Text("请填写单位的全称，不超过 200 字。", "Give the organisation's full name, 200 characters at most.")
_DIVISION = Text("请选择单位所在的行政区划。", "Choose the division in which the organisation is.")
_TAKEN = Text(
    "这个单位已有管理员，请由该管理员邀请您加入。",
    "This organisation has an administrator already; ask to be invited.",
)
_CLAIMED = Text(
    "您对这个单位的认领正在审核，请等待结果。", "Your claim of this organisation is being looked at; please wait."
)
_TOO_MANY = Text(
    "等待审核的认领过多，请等待结果后再提出。", "Too many of your claims wait; wait for their outcome first."
)
_NO_CLAIM = Text("没有这项认领，或者不由您审核。", "There is no such claim, or it is not yours to decide on.")
_DECIDED = Text("这项认领已有结果，请刷新页面查看。", "This claim has been decided; reload the page.")
_REASON = Text("请写明不通过的理由，不超过 300 字。", "Give the reason for refusing, 300 characters at most.")
