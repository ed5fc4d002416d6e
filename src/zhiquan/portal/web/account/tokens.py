"""Tokens of the API: one's own, made and shown once, revoked; to those who oversee, everybody's."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.office.access.roles import Role
from zhiquan.office.access.whence import address_of
from zhiquan.portal.api import tokens as rooms
from zhiquan.portal.api.scopes import OF_THE_OFFICE, Scope
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal

MOST = 200
DAYS = (30, 90, 180, 366)


@signed_in
def tokens(request: HttpRequest) -> HttpResponse:
    """List the tokens; make one, which is shown with the answer to this very request; revoke one."""
    if request.method != "POST":
        return _shown(request)
    if "revoke" in request.POST:
        try:
            rooms.revoke(actor_of(request), whole(request.POST["revoke"]), address_of(request))
        except Refusal as refusal:
            return told(request, refusal, "account.tokens")
        messages.success(request, gettext("令牌已吊销，立即失效。"))
        return redirect("account.tokens")
    try:
        made, secret = rooms.make(actor_of(request), _wanted(request), address_of(request))
    except Refusal as refusal:
        return _shown(request, wrong=refusal)
    return _shown(request, made=made, secret=secret)


def _wanted(request: HttpRequest) -> rooms.Wanted:
    posted = request.POST
    organisation = whole(posted.get("organisation", ""))
    days = whole(posted.get("days", ""))
    return rooms.Wanted(posted.get("name", ""), posted.getlist("scopes"), days, organisation or None)


def _shown(request: HttpRequest, *, wrong: Refusal | None = None, **more: Any) -> HttpResponse:
    actor = actor_of(request)
    rows = list(rooms.tokens_for(actor)[:MOST])
    able = [scope for scope in Scope if actor.is_staff or scope not in OF_THE_OFFICE]
    shown = {
        "rows": [(row, rooms.standing(row), _may_revoke(actor, row)) for row in rows],
        "all": bool(actor.roles & rooms.OVERSEERS),
        "scopes": [(scope, scope.label) for scope in able],
        "chosen": request.POST.getlist("scopes"),
        "organisations": rooms.organisations_of(actor),
        "days": [day for day in DAYS if day <= settings.API_TOKEN_DAYS],
        "typed": {} if more else request.POST,
        "wrong": wrong,
    }
    return page(request, "account/tokens.html", shown | more, status=422 if wrong else 200)


def _may_revoke(actor: Any, row: Any) -> bool:
    mine = row.user_id == actor.user_id or Role.SECURITY in actor.roles
    return mine and rooms.standing(row) == "in-force"
