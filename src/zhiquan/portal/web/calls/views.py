"""Calls 申报通知 as everybody reads them, with publicity and the lists; a signing head publishes and closes them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.office.access.roles import Role
from zhiquan.portal.web.account.selectors import applicants_for
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.forms import rows, typed
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management.calls import selectors, services
from zhiquan.scenes.management.calls.asking import calling, questions
from zhiquan.settings.now import today

STAGES = {
    selectors.Stage.OPEN: Text("正在受理", "Open"),
    selectors.Stage.UPCOMING: Text("尚未开始", "Not open yet"),
    selectors.Stage.CLOSED: Text("已截止", "Closed"),
}
LONGEST_NAME = 60


def calls(request: HttpRequest) -> HttpResponse:
    """List the calls, and what is in publicity now."""
    shown = {
        "calls": [(one, STAGES[one.stage]) for one in selectors.calls(today())],
        "publicities": selectors.publicities(),
        "publishes": services.may_call(actor_of(request)),
    }
    return page(request, "calls/calls.html", shown)


def listed(request: HttpRequest) -> HttpResponse:
    """List who stands on the lists today, narrowed by name."""
    name, before = request.GET.get("q", "").strip()[:LONGEST_NAME], whole(request.GET.get("before", ""))
    found = selectors.listed(today(), name=name, before=before)
    more = found[-1].entry.pk if len(found) == selectors.LATEST else None
    return page(request, "calls/listed.html", {"listed": found, "name": name, "more": more})


def call(request: HttpRequest, number: str) -> HttpResponse:
    """Show one call with what was selected in it; begin an application, or close it before its day."""
    found, actor = selectors.get_call(number, today()), actor_of(request)
    if request.method == "POST":
        try:
            return _taken(request, found)
        except Refusal as refusal:
            return told(request, refusal, "calls.call", number)
    shown = {
        "call": found,
        "stage": STAGES[found.stage],
        "publicities": selectors.publicities(number),
        "listed": selectors.listed(today(), number),
        "organisations": applicants_for(actor, str(found.entry.data["matter"])),
        "closes": found.stage is not selectors.Stage.CLOSED and actor.holds(Role.HEAD, found.entry.division),
    }
    return page(request, "calls/call.html", shown)


def _taken(request: HttpRequest, found: selectors.Call) -> HttpResponse:
    actor, given = actor_of(request), request.POST
    if given.get("go") == "close":
        services.close_call(actor, found.entry, given.get("basis", ""))
        messages.success(request, gettext("已提前截止，今天仍受理。"))
        return redirect("calls.call", number=found.entry.number)
    draft = services.begin(actor, found.entry, whole(given.get("organisation", "")))
    return redirect("hall.draft", draft_id=draft.pk)


@signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Ask for a call and publish it; what is wrong is told, and nothing typed is lost."""
    actor, known = actor_of(request), calling()
    fields = questions(known)
    if not services.may_call(actor):
        raise NotFound("management.no-head", _NO_HEAD)
    if request.method != "POST":
        return page(
            request, "calls/new.html", {"fields": rows(fields, {"matter": min(known)} if len(known) == 1 else {})}
        )
    given = typed(request.POST, fields)
    try:
        made = services.publish_call(actor, given)
    except Refusal as refusal:
        errors = refusal.errors if isinstance(refusal, FormRefusal) else ()
        again = {"fields": rows(fields, given, errors), "errors": errors, "refusal": None if errors else refusal}
        return page(request, "calls/new.html", again, status=422)
    messages.success(request, gettext("申报通知已发布。"))
    return redirect("calls.call", number=made.number)


_NO_HEAD = Text("申报通知由签发人发布。", "A signing head publishes calls.")
