"""Putting a receipt of service 送达回证 right: the wrong record stays in the chain, the right one counts instead."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zhiquan.hall.cases import drafting, journal
from zhiquan.hall.cases.behalf import hands_of
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.selectors import get_case_for
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.cases.upcasting import written
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.fold import ACTED, REPLACED
from zhiquan.hall.matters.moves import plan_action
from zhiquan.hall.matters.schema import Action
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import SHANGHAI, today


def replace_receipt(  # noqa: PLR0913 - as ``act``
    actor: Actor, number: str, seq: int, typed: Mapping[str, Any], reason: str, *, version: int, key: str
) -> Case:
    """Record a receipt anew in the place of event ``seq``: its clocks then count from the right day of service.

    The addressee stays the same. A leader's post is needed, another person's than the one who recorded it. What was
    done since must still be lawful (``matters.unlawful-event``), and is taken back before where it is not.
    """
    drafting.require_key(key)
    case = get_case_for(actor, number)
    who = standing_of(actor, today()).who(case)
    role = who.role_for(_LEADERS)
    if not role:
        raise Refusal("cases.not-yours-to-correct", _LEADER)
    if not reason.strip():
        raise Refusal("cases.no-reason", _REASON)
    with transaction.atomic():
        locked = journal.lock(case)
        if locked.events.filter(key=key).exists():
            return locked
        if locked.version != version:
            raise Conflict("cases.changed", _CHANGED)
        event, action = _receipt(locked, seq)
        if who.hands(role) & hands_of(event):
            raise Refusal("cases.same-person", _SAME_PERSON)
        data = {"seq": seq, "reason": reason.strip(), "data": _anew(locked, event, action, typed)}
        journal.record(locked, REPLACED, data, actor=actor, role=role, key=key)
        locked.refresh_from_db()
    return locked


def _receipt(case: Case, seq: int) -> tuple[CaseEvent, Action]:
    event = case.events.filter(seq=seq, kind=ACTED).first()
    action = matter_of(case.definition).action(event.data["action"]) if event else None
    if event is None or action is None or action.serves is None:
        raise NotFound("cases.no-receipt", _NO_RECEIPT)
    return event, action


def _anew(case: Case, event: CaseEvent, action: Action, typed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the event as it should read, planned upon the case as it stood before it.

    The correction is made today: a day of receipt may lie after the day on which the wrong one was noted.
    """
    kept = {action.serves.to: event.data["data"][action.serves.to]} if action.serves and action.serves.to else {}
    before = snapshot_of(case, before=event.seq)
    now = moment()
    noted_on = event.acted_at.astimezone(SHANGHAI).date()
    law_of = Moment(max(noted_on, now.on), now.calendar, now.book)
    planned = plan_action(matter_of(case.definition), before, action, {**typed, **kept}, law_of)
    return written(ACTED, {**planned, "to": event.data["to"]})


_LEADERS = (Role.HEAD.value, Role.REVIEWER.value)
_LEADER = Text("请由负责人办理更正。", "A leader has to make the correction.")
_REASON = Text("请写明更正的理由。", "Say why it is corrected.")
_CHANGED = Text("办件刚刚被他人办理，请刷新后再办。", "Somebody has just acted in this case; reload it first.")
_NO_RECEIPT = Text("没有这条送达记录。", "There is no such receipt.")
_SAME_PERSON = Text("更正须由另一人办理。", "Another person has to make the correction.")
