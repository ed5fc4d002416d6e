"""What is noted in a case without moving it: who handles it, who is recused, what belongs to it, corrections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zhiquan.hall.cases import drafting, journal
from zhiquan.hall.cases.behalf import hands_of
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.kept import LEADERS
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.matters.fold import VOIDED
from zhiquan.office.access.models import User
from zhiquan.office.access.roles import STAFF_ROLES
from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.rules.written import whole
from zhiquan.settings.now import today


def assign(actor: Actor, number: str, user_id: int, role: str, *, key: str) -> Case:
    """Give a case to somebody who holds the role for its division (分办、转办、AB岗): by a leader, or by who has it
    (or the deputy of who has it).
    """
    case = get_case_for(actor, number)
    snapshot = snapshot_of(case)
    who = standing_of(actor, today()).who(case)
    if not LEADERS & who.roles and snapshot.handlers.get(role) not in who.hands(role):
        raise Refusal("cases.not-yours-to-give", _NOT_YOURS)
    user = User.objects.filter(pk=user_id, is_active=True).first()
    if user is None or role not in standing_of(actor_for(user, today()), today()).who(case).roles:
        raise Refusal("cases.no-such-post", _NO_POST)
    if user_id in snapshot.recused:
        raise Refusal("cases.recused", _RECUSED)
    return _note(actor, case, "assigned", {"user": user_id, "role": role}, key)


def recuse(actor: Actor, number: str, user_id: int, reason: str, *, key: str) -> Case:
    """Note that somebody stands back from a case 回避: themselves, or told by a leader."""
    case = get_case_for(actor, number)
    leads = bool(LEADERS & standing_of(actor, today()).who(case).roles)
    if user_id != actor.user_id and not leads:
        raise Refusal("cases.not-yours-to-recuse", _LEADER)
    if user_id in snapshot_of(case).recused:
        raise Refusal("cases.recused", _RECUSED)
    return _note(actor, case, "recused", {"user": user_id, "reason": _said(reason)}, key)


def link(actor: Actor, number: str, other: str, relation: str, *, key: str) -> Case:
    """Note that another case belongs to this one, in both; the actor must see both."""
    case, there = get_case_for(actor, number), get_case_for(actor, other)
    if case.pk == there.pk:
        raise Refusal("cases.link-itself", _ITSELF)
    with transaction.atomic():
        _note(actor, there, "linked", {"number": case.number, "relation": relation}, key)
        return _note(actor, case, "linked", {"number": there.number, "relation": relation}, key)


def tag(actor: Actor, number: str, name: str, *, key: str) -> Case:
    """Put a case under a campaign 专项行动; staff only."""
    case = get_case_for(actor, number)
    _staff_role(actor, case)
    said = _said(name)
    if len(said) > LONGEST_TAG:
        raise Refusal("cases.tag", _TAG.format(longest=LONGEST_TAG))
    return _note(actor, case, "tagged", {"tag": said}, key)


def correct(actor: Actor, number: str, seq: int, reason: str, *, version: int, key: str) -> Case:
    """Take an event back that should not have been recorded; what rests on it must be taken back before.

    The event stays in the chain; the correction says why. A leader's post is needed, another person's than the one
    who recorded it. An event that signed a letter or wrote outside the case is refused: it would not be undone there.
    """
    drafting.require_key(key)
    case = get_case_for(actor, number)
    who = standing_of(actor, today()).who(case)
    role = who.role_for(sorted(LEADERS))
    if not role:
        raise Refusal("cases.not-yours-to-correct", _LEADER)
    with transaction.atomic():
        locked = journal.lock(case)
        if locked.events.filter(key=key).exists():
            return locked
        if locked.version != version:
            raise Refusal("cases.changed", _CHANGED)
        event = locked.events.filter(seq=seq).first()
        if event is None:
            raise NotFound("cases.no-event", _NO_EVENT)
        _may_be_voided(who.hands(role), locked, event)
        journal.record(locked, VOIDED, {"seq": seq, "reason": _said(reason)}, actor=actor, role=role, key=key)
        locked.refresh_from_db()
    return locked


def _may_be_voided(hands: frozenset[int], case: Case, event: CaseEvent) -> None:
    if hands & hands_of(event):
        raise Refusal("cases.same-person", _SAME_PERSON)
    if event.kind.startswith("letter.signed") or journal.wrote_elsewhere(case, event):
        raise Refusal("cases.cannot-be-voided", _OUTSIDE)


def _note(actor: Actor, case: Case, kind: str, data: Mapping[str, Any], key: str) -> Case:
    drafting.require_key(key)
    with transaction.atomic():
        locked = journal.lock(case)
        if not locked.events.filter(key=key).exists():
            journal.record(locked, kind, data, actor=actor, role=_role(actor, locked), key=key)
            locked.refresh_from_db()
    return locked


def _role(actor: Actor, case: Case) -> str:
    who = standing_of(actor, today()).who(case)
    return who.role_for(sorted(who.roles))


def _staff_role(actor: Actor, case: Case) -> None:
    if not standing_of(actor, today()).who(case).roles & {role.value for role in STAFF_ROLES}:
        raise Refusal("cases.not-your-role", _STAFF)


def _said(text: str) -> str:
    plain = text.strip()
    if not plain:
        raise Refusal("cases.no-reason", _REASON)
    return whole(plain, _LONGEST)


LONGEST_TAG = 200
_LONGEST = 2_000
_TAG = Text("专项名称不超过 {longest} 字，请缩短。", "A campaign's name has {longest} characters at most; shorten it.")
_NOT_YOURS = Text("只有负责人或现承办人可以转办。", "A leader or the present handler hands a case over.")
_NO_POST = Text("该人员在本办件所属区划没有这个岗位。", "This person holds no such post for the case's division.")
_RECUSED = Text("该人员已回避本办件。", "This person is recused from the case.")
_LEADER = Text("请由负责人办理。", "A leader has to do this.")
_ITSELF = Text("办件不能与自身关联。", "A case is not linked with itself.")
_CHANGED = Text("办件刚刚被他人办理，请刷新后再办。", "Somebody has just acted in this case; reload it first.")
_NO_EVENT = Text("没有这条过程记录。", "There is no such event.")
_SAME_PERSON = Text("更正须由另一人办理。", "Another person has to make the correction.")
_OUTSIDE = Text(
    "该步骤已签发文书或写入登记簿，不能撤销，请另行办理更正。",
    "This step signed a letter or wrote into a register; it is put right by a new step, not taken back.",
)
_STAFF = Text("请由工作人员办理。", "The office does this.")
_REASON = Text("请写明理由。", "Say why.")
