"""The secret 查询码 of a case: told once, given out anew with an event, never shown again."""

from __future__ import annotations

from django.db import transaction

from zhiquan.hall.cases import drafting, journal, numbers
from zhiquan.hall.cases.kept import MAY_REISSUE
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.standing import acting_role, standing_of
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today


def tell_secret(actor: Actor, number: str) -> str | None:
    """Return the secret to the applicant the first time it is asked for, and nothing afterwards; never to an agent."""
    case = get_case_for(actor, number)
    who = standing_of(actor, today()).who(case)
    if Role.APPLICANT.value not in who.roles or who.agent is not None:
        return None
    with transaction.atomic():
        locked = journal.lock(case)
        secret = numbers.secret_for(locked.number, locked.secret_issue)
        if locked.secret_told_at is not None or not numbers.opens(secret, locked.secret_hash):
            return None
        locked.secret_told_at = now()
        locked.save(update_fields=["secret_told_at"])
    return secret


def reissue_secret(actor: Actor, number: str, *, key: str) -> str | None:
    """Give out a new secret, after which the one before opens nothing: by the applicant, or at the window.

    The same ``key`` makes one event; the secret itself is returned once only.
    """
    drafting.require_key(key)
    case = get_case_for(actor, number)
    who = standing_of(actor, today()).who(case)
    role = acting_role(who.roles, MAY_REISSUE)
    if not role or who.agent is not None:
        raise Refusal("cases.not-your-secret", _WHO)
    with transaction.atomic():
        locked = journal.lock(case)
        if locked.events.filter(key=key).exists():
            return None
        issue = locked.secret_issue + 1
        journal.record(locked, "reissued", {"issue": issue}, actor=actor, role=role, key=key)
        secret = numbers.secret_for(locked.number, issue)
        locked.secret_issue, locked.secret_hash, locked.secret_told_at = issue, numbers.secret_hash(secret), now()
        locked.save(update_fields=["secret_issue", "secret_hash", "secret_told_at"])
    return secret


_WHO = Text("请由申请人或窗口人员重新获取查询码。", "The applicant or the window gets a new secret.")
