"""Publishing a call, closing one before its day, and beginning an application in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from zhiquan.hall.cases import services as cases
from zhiquan.hall.cases.models import Draft
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.services import end, enter
from zhiquan.rules.forms.answers import FieldError, read
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management.calls.asking import CALL, RULES, calling, questions
from zhiquan.settings.now import today

LONGEST_BASIS = 60
"""Characters of a document's number in a register."""
_NUMBER = re.compile(r"[\w-]+")


def may_call(actor: Actor) -> bool:
    """Say whether somebody publishes calls: a signing head 签发人."""
    return Role.HEAD in actor.roles


@transaction.atomic
def publish_call(actor: Actor, typed: Mapping[str, Any]) -> RegisterEntry:
    """Publish a call for the area of the head's own post, from the day it opens to the day it closes, both included.

    It is an entry of the register of calls and never edited. Refusals: ``management.no-head``, ``FormRefusal``,
    ``Conflict`` ``management.call-taken``.
    """
    _require_head(actor)
    answers = _answered(typed)
    place = next(post.division for post in actor.posts if post.role is Role.HEAD)
    told = {name: answers.get(name, "") for name in ("matter", "title", "text", "ask_at")}
    data = {**told, "by": actor.user_id}
    since, until = (date.fromisoformat(answers[name]) for name in ("opens_on", "closes_on"))
    if RegisterEntry.objects.filter(register=CALL, number=answers["number"]).exists():
        raise Conflict("management.call-taken", _TAKEN.format(number=answers["number"]))
    entry = enter(CALL, answers["number"], place, (), data, since, until, answers["basis"])
    if entry.data != data:  # somebody was faster by the same document number
        raise Conflict("management.call-taken", _TAKEN.format(number=answers["number"]))
    return entry


def close_call(actor: Actor, call: RegisterEntry, basis: str) -> RegisterEntry:
    """Close a call before its day, as a head of its place: today is the last day on which applications are taken."""
    if not actor.holds(Role.HEAD, call.division):
        raise NotFound("management.no-head", _NO_HEAD)
    if not 0 < len(basis.strip()) <= LONGEST_BASIS:
        raise Refusal("management.call-basis", _BASIS)
    return end(call, today(), basis.strip())


def begin(actor: Actor, call: RegisterEntry, organisation_id: int) -> Draft:
    """Begin an application in a call that is open, with the call filled in; a closed one is a ``Conflict``."""
    if not call.valid_from <= today() <= (call.valid_to or date.max):
        raise Conflict("management.call-closed", _CLOSED.format(number=call.number))
    draft = cases.start_draft(actor, str(call.data["matter"]), organisation_id)
    cases.save_draft(actor, draft.pk, {CALL: call.number})
    draft.refresh_from_db()
    return draft


def _require_head(actor: Actor) -> None:
    if not may_call(actor):
        raise NotFound("management.no-head", _NO_HEAD)


def _answered(typed: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the answers with the number as applicants' own will be read; refused with everything that is wrong."""
    reading = read(questions(calling()), typed, rules=RULES)
    errors, answers = list(reading.errors), dict(reading.values)
    if number := answers.get("number"):
        answers["number"] = "".join(unicodedata.normalize("NFKC", number).split()).upper()
        if not _NUMBER.fullmatch(answers["number"]):
            errors.append(FieldError("number", _SIGNS))
    if answers.get("closes_on") and date.fromisoformat(answers["closes_on"]) < today():
        errors.append(FieldError("closes_on", _PAST))
    if errors:
        raise FormRefusal(tuple(errors))
    return answers


_NO_HEAD = Text("申报通知由签发人发布。", "A signing head publishes calls.")
_TAKEN = Text("批次 {number} 已经发布，请另定批次号。", "Call {number} is published already; choose another number.")
_BASIS = Text("请写明提前截止的文号，不超过 60 字。", "Give the document by which it closes early, at most 60 signs.")
_CLOSED = Text("批次 {number} 现在不受理，请看申报通知的起止日期。", "Call {number} is not open now; see its days.")
_SIGNS = Text("批次号只用字母、数字、汉字和连字符。", "Letters, digits, Chinese characters and hyphens only.")
_PAST = Text("截止日不能早于今天。", "It cannot close before today.")
