"""What the office notes in a case beside its steps: who handles it, who stands back, what belongs to it."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases import services
from zhiquan.office.access.selectors import Actor
from zhiquan.portal.web.answers import staff_only, told
from zhiquan.portal.web.cases.secret import reissued
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

Keep = Callable[[Actor, str, QueryDict, str], object]


def _assign(actor: Actor, number: str, posted: QueryDict, key: str) -> object:
    user, _, role = posted.get("to", "").partition(":")
    return services.assign(actor, number, whole(user), role, key=key)


def _recuse(actor: Actor, number: str, posted: QueryDict, key: str) -> object:
    user = whole(posted.get("user", "")) or actor.user_id or 0
    return services.recuse(actor, number, user, posted.get("reason", ""), key=key)


def _link(actor: Actor, number: str, posted: QueryDict, key: str) -> object:
    return services.link(actor, number, posted.get("other", "").strip().upper(), "related", key=key)


def _tag(actor: Actor, number: str, posted: QueryDict, key: str) -> object:
    return services.tag(actor, number, posted.get("tag", ""), key=key)


def _correct(actor: Actor, number: str, posted: QueryDict, key: str) -> object:
    seq, version = whole(posted.get("seq", "")), whole(posted.get("version", ""))
    return services.correct(actor, number, seq, posted.get("reason", ""), version=version, key=key)


def _call_back(actor: Actor, number: str, posted: QueryDict, key: str) -> object:
    return services.call_back(actor, number, posted.get("answer", ""), key=key)


VERBS: dict[str, Keep] = {
    "assign": _assign,
    "recuse": _recuse,
    "link": _link,
    "tag": _tag,
    "correct": _correct,
    "call_back": _call_back,
}
"""What the page posts as ``do``, by the name of the service."""


@staff_only
def keep(request: HttpRequest, number: str) -> HttpResponse:
    """Note what was posted in the case; a refusal is told at the head of its page."""
    if request.method != "POST":
        return redirect("desk.case", number=number)
    verb = VERBS.get(request.POST.get("do", ""))
    try:
        if verb is None:
            raise NotFound("portal.no-such-thing", _NOTHING)
        verb(actor_of(request), number, request.POST, request.POST.get("key") or uuid.uuid4().hex)
    except Refusal as refusal:
        return told(request, refusal, "desk.case", number)
    messages.success(request, gettext("已记录。"))
    return redirect("desk.case", number=number)


@staff_only
def secret(request: HttpRequest, number: str) -> HttpResponse:
    """Give out a new secret to the applicant who stands at the window; it is shown once, to be printed."""
    return reissued(request, number, "desk.case")


_NOTHING = Text("没有这个操作，请刷新页面后再办。", "There is no such operation; reload the page.")
