"""Members of an organisation: invited and ended by its administrator."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta

from django.db import transaction

from zhiquan.office.access.models import Invitation, Membership, Organisation, in_force
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services.person import person
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

INVITATION_DAYS = 14
_ALPHABET = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
_CODE_LENGTH = 16
_NOTE_LIMIT = 60


def require_administrator(actor: Actor, organisation_id: int) -> Membership:
    """Return the actor's membership as administrator; ``NotFound`` for everybody else."""
    mine = Membership.objects.filter(in_force(today()), organisation_id=organisation_id, user_id=person(actor))
    found = mine.filter(administrator=True).select_related("organisation").first()
    if found is None:
        raise NotFound("access.not-administrator", _NOT_ADMINISTRATOR)
    return found


def invite(actor: Actor, organisation_id: int, note: str, member_until: date | None = None) -> tuple[Invitation, str]:
    """Make an invitation for one person, told apart by ``note``; return it with its code, told this once."""
    require_administrator(actor, organisation_id)
    note = " ".join(note.split())
    if not note or len(note) > _NOTE_LIMIT:
        raise Refusal("access.invitation-note", _NOTE)
    if member_until is not None and member_until < today():
        raise Refusal("access.period", _PERIOD)
    code = "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH))
    made = Invitation.objects.create(
        organisation_id=organisation_id,
        note=note,
        digest=_digest(code),
        made_by_id=person(actor),
        made_at=now(),
        expires_on=today() + timedelta(days=INVITATION_DAYS),
        member_until=member_until,
    )
    return made, code


def withdraw_invitation(actor: Actor, invitation_id: int) -> None:
    """Make an unused invitation void."""
    found = Invitation.objects.filter(pk=invitation_id, used_at__isnull=True, withdrawn_at__isnull=True).first()
    if found is None:
        raise NotFound("access.no-invitation", _NO_INVITATION)
    require_administrator(actor, found.organisation_id)
    found.withdrawn_at = now()
    found.save(update_fields=["withdrawn_at"])


def join(actor: Actor, code: str) -> Membership:
    """Become a member by an invitation's code; it works once, until its last day, while its maker administers."""
    with transaction.atomic():
        found = Invitation.objects.select_for_update().filter(digest=_digest(code)).first()
        if found is None or not _usable(found):
            raise NotFound("access.no-invitation", _NO_INVITATION)
        if found.organisation_id in actor.organisations:
            raise Refusal("access.member-already", _MEMBER)
        found.membership = Membership.objects.create(
            user_id=person(actor),
            organisation_id=found.organisation_id,
            valid_from=today(),
            valid_to=found.member_until,
        )
        found.used_at = now()
        found.save(update_fields=["membership", "used_at"])
    return found.membership


def end_membership(actor: Actor, membership_id: int) -> Membership:
    """End a membership from today on: one's own, or as administrator another's."""
    with transaction.atomic():
        found = Membership.objects.select_for_update().filter(in_force(today()), pk=membership_id).first()
        if found is None:
            raise NotFound("access.no-membership", _NO_MEMBERSHIP)
        if found.user_id != actor.user_id:
            require_administrator(actor, found.organisation_id)
        found.ended_on, found.ended_by_id = today(), actor.user_id
        found.save(update_fields=["ended_on", "ended_by"])
    return found


def hand_over(actor: Actor, membership_id: int) -> Membership:
    """Make another member the administrator in one's own place; one stays a member."""
    with transaction.atomic():
        rows = Membership.objects.select_for_update(of=("self",)).filter(in_force(today()), user__is_active=True)
        found = rows.filter(pk=membership_id).first()
        if found is None:
            raise NotFound("access.no-membership", _NO_MEMBERSHIP)
        Organisation.objects.select_for_update().get(pk=found.organisation_id)
        mine = require_administrator(actor, found.organisation_id)
        if found.valid_to is not None:
            raise Refusal("access.hand-over-dated", _DATED)
        if mine.pk == found.pk:
            raise Conflict("access.hand-over-self", _SELF)
        mine.administrator = False
        mine.save(update_fields=["administrator"])
        found.administrator = True
        found.save(update_fields=["administrator"])
    return found


def _usable(found: Invitation) -> bool:
    if found.used_at or found.withdrawn_at or found.expires_on < today():
        return False
    maker = Membership.objects.filter(in_force(today()), user_id=found.made_by_id, administrator=True)
    return maker.filter(organisation_id=found.organisation_id).exists()


def _digest(code: str) -> str:
    plain = "".join(code.upper().replace("-", "").split())
    return hashlib.sha256(plain.encode()).hexdigest()


_NOT_ADMINISTRATOR = Text("没有这个单位，或者您不是它的管理员。", "No such organisation, or you do not administer it.")
_NOTE = Text("请写明邀请给谁，不超过 60 字。", "Say whom the invitation is for, in 60 characters at most.")
_PERIOD = Text("截止日不能早于今天。", "The last day cannot lie before today.")
_NO_INVITATION = Text(
    "邀请码不对、已用过或已过期，请向单位管理员再要一个。", "The code is wrong, used or expired; ask for a new one."
)
_MEMBER = Text("您已经是这个单位的成员。", "You are a member of this organisation already.")
_NO_MEMBERSHIP = Text("没有这项成员资格，或者已经终止。", "There is no such membership, or it has ended.")
_DATED = Text("有截止日的成员不能做管理员。", "A member until a fixed day cannot be the administrator.")
_SELF = Text("您已经是管理员。", "You are the administrator already.")
