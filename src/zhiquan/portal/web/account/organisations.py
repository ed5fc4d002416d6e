"""An organisation as its administrator sees it: members, invitations, delegations to and from it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.office.access import services
from zhiquan.office.access.selectors import Actor
from zhiquan.portal.web.account.selectors import organisation_view
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@signed_in
def organisation(request: HttpRequest, organisation_id: int) -> HttpResponse:
    """Show and change who acts for an organisation; for anybody but its administrator it does not exist."""
    actor = actor_of(request)
    services.require_administrator(actor, organisation_id)
    if request.method != "POST":
        return page(request, "account/organisation.html", organisation_view(organisation_id))
    if request.POST.get("go") == "invite":
        return _invited(request, actor, organisation_id)
    try:
        _change(actor, organisation_id, request.POST)
    except Refusal as refusal:
        return told(request, refusal, "account.organisation", organisation_id)
    messages.success(request, gettext("已办理。"))
    after = organisation_id in actor_of(request).organisations and request.POST.get("go") != "hand-over"
    return redirect("account.organisation", organisation_id) if after else redirect("account")


def _invited(request: HttpRequest, actor: Actor, organisation_id: int) -> HttpResponse:
    """Make an invitation and show its code on this one page."""
    try:
        until = _day(request.POST.get("until", ""), optional=True)
        _, code = services.invite(actor, organisation_id, request.POST.get("note", ""), until)
    except Refusal as refusal:
        return told(request, refusal, "account.organisation", organisation_id)
    return page(request, "account/organisation.html", {"code": code, **organisation_view(organisation_id)})


def _change(actor: Actor, organisation_id: int, posted: QueryDict) -> None:
    one = whole(posted.get("id", ""))
    match posted.get("go"):
        case "withdraw":
            services.withdraw_invitation(actor, one)
        case "end":
            services.end_membership(actor, one)
        case "hand-over":
            services.hand_over(actor, one)
        case "delegate":
            scope = services.Scope(
                posted.get("scope") == "everything",
                frozenset(posted.getlist("matter")) if posted.get("scope") != "everything" else frozenset(),
                frozenset(posted.get("cases", "").split()) if posted.get("scope") != "everything" else frozenset(),
            )
            since, until = _must(posted.get("since", "")), _must(posted.get("until", ""))
            services.delegate(actor, organisation_id, posted.get("uscc", ""), scope, since, until)
        case "revoke":
            services.revoke(actor, one)


def _day(text: str, *, optional: bool = False) -> date | None:
    if optional and not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refusal("account.day", _DAY) from None


def _must(text: str) -> date:
    day = _day(text)
    if day is None:
        raise Refusal("account.day", _DAY)
    return day


_DAY = Text("请填写日期，例如 2026-11-22。", "Give a date, as 2026-11-22.")
