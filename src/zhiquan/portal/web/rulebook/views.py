"""Staff pages of the rulebook; publishing is the system administrator's, after the proof was looked at."""

from __future__ import annotations

from datetime import date
from functools import wraps
from typing import ParamSpec

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases import shelf
from zhiquan.hall.cases.editions import compared
from zhiquan.hall.cases.naming import version_called
from zhiquan.hall.cases.touching import touched
from zhiquan.office.access.roles import Role
from zhiquan.office.rulebook.fingerprints import fingerprint
from zhiquan.office.rulebook.overlay import overlay
from zhiquan.office.rulebook.selectors import Standing
from zhiquan.office.rulebook.services import publish_as
from zhiquan.portal.web.answers import View, signed_in, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.rulebook.reading import Lying, faults_of, grouped, lying, matters
from zhiquan.rules.law import value_text
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

PUBLISHABLE = {Standing.UNPUBLISHED, Standing.OFFERED}
P = ParamSpec("P")


def officials_only(view: View[P]) -> View[P]:
    """Wrap a view so that only who holds a post, an administrator's too, sees it; for others it does not exist."""

    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not actor_of(request).is_official:
            raise NotFound("portal.officials-only", _OFFICIALS)
        return view(request, *args, **kwargs)

    return signed_in(guarded)


@officials_only
def rulebook(request: HttpRequest) -> HttpResponse:
    """List the matters with whose they are and where they stand."""
    return page(request, "rulebook/rulebook.html", {"matters": matters(today()), "overlay": overlay(shelf.region())})


@officials_only
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """Show one matter: its files, its versions, what is pinned to them."""
    return page(request, "rulebook/matter.html", {"matter": lying(code, today()), "touched": touched(code)})


@officials_only
def compare(request: HttpRequest, code: str) -> HttpResponse:
    """Set two versions against each other; by default what is in force and the files as they lie."""
    held = lying(code, today())
    before, after = request.GET.get("from", "now"), request.GET.get("to", "files")
    old, new = (version_called(code, word, today()) for word in (before, after))
    shown = {
        "matter": held,
        "before": before,
        "after": after,
        "old": old,
        "new": new,
        "choices": _choices(held),
        "groups": grouped(compared(old, new)),
        "touched": touched(code),
    }
    return page(request, "rulebook/compare.html", shown)


@officials_only
def publish(request: HttpRequest, code: str) -> HttpResponse:
    """Show the proof, what changes and what it touches; publish what was looked at."""
    held = lying(code, today())
    if held.package is None:
        return told(request, Refusal("rulebook.unreadable", held.fault or _UNREADABLE), "rulebook.matter", code)
    if request.method == "POST":
        return _published(request, held)
    shown = {
        "matter": held,
        "digest": fingerprint(held.package),
        "faults": faults_of(held.package, today()),
        "groups": grouped(compared(held.in_force, held.package)) if held.in_force else (),
        "touched": touched(code),
        "may": Role.ADMINISTRATOR in actor_of(request).roles,
        "publishable": held.standing in PUBLISHABLE,
    }
    return page(request, "rulebook/publish.html", shown)


@officials_only
def law_overlay(request: HttpRequest) -> HttpResponse:
    """List the region's own provisions against what ships."""
    laid = overlay(shelf.region())
    rows = [(one, value_text(one.provision), value_text(one.over) if one.over else None) for one in laid.entries]
    return page(request, "rulebook/law.html", {"rows": rows, "faults": laid.faults})


def _published(request: HttpRequest, held: Lying) -> HttpResponse:
    try:
        start = date.fromisoformat(request.POST.get("start", ""))
    except ValueError:
        return told(request, Refusal("rulebook.day", _DAY), "rulebook.publish", held.code)
    package = held.package
    if package is None or request.POST.get("digest") != fingerprint(package):
        return told(request, Conflict("rulebook.other-files", _OTHER), "rulebook.publish", held.code)
    try:
        publish_as(
            actor_of(request), package, in_force_from=start, today=today(), replace_own="replace" in request.POST
        )
    except Refusal as refusal:
        return told(request, refusal, "rulebook.publish", held.code)
    messages.success(request, gettext("已发布。"))
    return redirect("rulebook.matter", code=held.code)


def _choices(held: Lying) -> list[tuple[str, Text]]:
    """Return the versions that may be compared, by the word of the address."""
    numbers = [(row.version, Text(row.version, row.version)) for row in held.versions]
    return [("now", _NOW), ("files", _FILES), *([("shipped", _SHIPPED)] if held.own else []), *numbers]


_OFFICIALS = Text("这是工作人员的页面，您的账户没有任职。", "This page is for the office; your account holds no post.")
_NOW = Text("现行版本", "the version in force")
_FILES = Text("现有文件", "the files as they lie")
_SHIPPED = Text("随程序自带的", "what ships")
_DAY = Text("启用日读不懂，请填写日期。", "The day could not be read; give a date.")
_OTHER = Text("文件在查看之后又改动了，请重新核对。", "The files have changed since you looked; look them over again.")
_UNREADABLE = Text("定义文件无法读取。", "The definition cannot be read.")
