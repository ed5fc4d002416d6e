"""Rating the handling of a case 好差评: by the party once, in five grades; a poor one is called back."""

from __future__ import annotations

from django.db import transaction

from zhiquan.hall.cases import drafting, journal
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import case_by_secret, get_case_for
from zhiquan.hall.cases.standing import acting_role, standing_of
from zhiquan.hall.matters.fold_notes import GRADES
from zhiquan.office.access.roles import HANDLING_ROLES, Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.rules.written import whole
from zhiquan.settings.now import today

LONGEST_COMMENT = 1_000
_CALLERS = sorted(role.value for role in HANDLING_ROLES)


def rate(actor: Actor, number: str, grade: int, comment: str, *, key: str) -> Case:
    """Rate a closed case as its applicant; an agent does not rate for the principal."""
    case = get_case_for(actor, number)
    who = standing_of(actor, today()).who(case)
    if Role.APPLICANT.value not in who.roles or who.agent is not None:
        raise Refusal("cases.not-your-rating", _PARTY)
    return _rate(case, grade, comment, key, actor)


def rate_with_secret(number: str, secret: str, grade: int, comment: str, *, key: str) -> Case:
    """Rate a closed case with its number and secret, without an account."""
    return _rate(case_by_secret(number, secret), grade, comment, key, None)


def call_back(actor: Actor, number: str, answer: str, *, key: str) -> Case:
    """Note what a call-back 回访 found and did; for a rated case, once."""
    drafting.require_key(key)
    case = get_case_for(actor, number)
    role = acting_role(standing_of(actor, today()).who(case).roles, _CALLERS)
    if not role:
        raise Refusal("cases.not-your-role", _STAFF)
    if not answer.strip():
        raise Refusal("cases.no-reason", _ANSWER)
    answered = {"answer": whole(answer, LONGEST_COMMENT)}
    with transaction.atomic():
        locked = journal.lock(case)
        if locked.events.filter(key=key).exists():
            return locked
        rating = snapshot_of(locked).rating
        if rating is None or rating.answered_on:
            raise Refusal("cases.no-call-back", _NO_CALL)
        journal.record(locked, "called_back", answered, actor=actor, role=role, key=key)
        locked.refresh_from_db()
    return locked


def _rate(case: Case, grade: int, comment: str, key: str, actor: Actor | None) -> Case:
    drafting.require_key(key)
    if grade not in GRADES:
        raise Refusal("cases.grade", _GRADE)
    data = {"grade": grade, "comment": whole(comment, LONGEST_COMMENT)}
    with transaction.atomic():
        locked = journal.lock(case)
        if locked.events.filter(key=key).exists():
            return locked
        snapshot = snapshot_of(locked)
        if not snapshot.closed or snapshot.rating:
            raise Refusal("cases.rated", _ONCE)
        journal.record(locked, "rated", data, actor=actor, role=Role.APPLICANT.value, key=key)
        locked.refresh_from_db()
    return locked


_PARTY = Text("请由申请人评价。", "The applicant rates the handling.")
_STAFF = Text("请由工作人员办理。", "The office does this.")
_ANSWER = Text("请写明回访情况。", "Say what the call-back found.")
_NO_CALL = Text("没有待回访的评价。", "There is no rating waiting for a call-back.")
_GRADE = Text("请从五个等级中选择。", "Choose one of the five grades.")
_ONCE = Text("办结后方可评价，且只能评价一次。", "A closed case is rated, and once only.")
