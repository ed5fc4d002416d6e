"""Saved searches: keep one, read what was new to it, change it, give it a feed; and the feed itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import gettext

from zhiquan.portal.watch import services
from zhiquan.portal.watch.asking import address_of, node_for
from zhiquan.portal.watch.feeds import atom, search_of, stamp_of, token_of
from zhiquan.portal.watch.models import Pace, SavedSearch
from zhiquan.portal.watch.selectors import get_search_for, last_editions, searches_for, told_of
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.search.asking import MODES, Asked
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

PACES = tuple((pace.value, pace.said) for pace in Pace)
NAMED = 30
"""Characters of the query that a new search is called by, until its owner names it."""


@signed_in
def searches(request: HttpRequest) -> HttpResponse:
    """List one's searches with what was new last."""
    rows = list(searches_for(actor_of(request)))
    latest = last_editions(rows)
    shown = [(row, address_of(row), latest.get(row.pk)) for row in rows]
    return page(request, "searches/searches.html", {"rows": shown, "most": services.MOST})


@signed_in
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the search that the address holds; signing in comes back to this very page."""
    asked, posted, wrong = _asked(request), request.POST, None
    if request.method == "POST":
        try:
            kept = services.save(actor_of(request), posted.get("name", ""), asked, posted.get("pace", ""))
        except Refusal as refusal:
            wrong = refusal
        else:
            messages.success(request, gettext("检索已保存，有新记录时会告诉您。"))
            return redirect("searches.search", search_id=kept.pk)
    else:
        node_for(asked)  # a search that cannot be asked is refused before it is named
    shown = {
        "asked": asked,
        "mode_said": dict(MODES)[asked["mode"]],
        "name": posted.get("name", asked["q"][:NAMED]),
        "pace": posted.get("pace", Pace.DAILY.value),
        "paces": PACES,
        "wrong": wrong,
    }
    return page(request, "searches/new.html", shown, status=422 if wrong else 200)


@signed_in
def search(request: HttpRequest, search_id: int) -> HttpResponse:
    """Show what was new to a search; rename and mend it, take it away, make and revoke its feed."""
    held = get_search_for(actor_of(request), search_id)
    if request.method != "POST":
        return _shown(request, held)
    try:
        if removed := request.POST.get("go") == "remove":
            services.remove(actor_of(request), held.pk)
        else:
            _do(request, held)
    except Refusal as refusal:
        if request.POST.get("go") == "change":
            return _shown(request, held, refusal)
        return told(request, refusal, "searches.search", held.pk)
    messages.success(request, gettext("已删除。") if removed else gettext("已保存。"))
    return redirect("searches") if removed else redirect("searches.search", search_id=held.pk)


def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Send the feed of a search to whoever has its secret address; nothing new: 304."""
    held = search_of(token)
    stamp = stamp_of(held)
    if stamp in parse_etags(request.headers.get("If-None-Match", "")):
        sent = HttpResponse(status=304)
    else:
        sent = HttpResponse(atom(held, request.path), content_type="application/atom+xml; charset=utf-8")
    sent["ETag"] = stamp
    sent["Cache-Control"] = "private, max-age=300"
    sent["X-Robots-Tag"] = "noindex"
    return sent


def _do(request: HttpRequest, held: SavedSearch) -> None:
    actor, posted = actor_of(request), request.POST
    match posted.get("go"):
        case "change":
            services.change(actor, held.pk, posted.get("name", ""), posted.get("q", ""), posted.get("pace", ""))
        case "feed":
            services.open_feed(actor, held.pk)
        case "no-feed":
            services.close_feed(actor, held.pk)
        case _:
            raise Refusal("watch.nothing", _NOTHING)


def _shown(request: HttpRequest, held: SavedSearch, wrong: Refusal | None = None) -> HttpResponse:
    rows, older = told_of(held, whole(request.GET.get("before", "")))
    token, posted = token_of(held), request.POST
    shown = {
        "search": held,
        "address": address_of(held),
        "rows": rows,
        "older": older,
        "feed": request.build_absolute_uri(reverse("searches.feed", args=[token])) if token else "",
        "paces": PACES,
        "mode_said": dict(MODES)[held.asked["mode"]],
        "typed": posted if wrong else {"name": held.name, "q": held.asked["q"], "pace": held.pace},
        "wrong": wrong,
    }
    return page(request, "searches/search.html", shown, status=422 if wrong else 200)


def _asked(request: HttpRequest) -> dict[str, Any]:
    """Return what the address asks, as a saved search keeps it."""
    asked = Asked.of(request)
    return {
        "q": asked.text,
        "mode": asked.mode,
        "within": asked.within,
        "sets": list(asked.sets),
        "wide": asked.wide,
    }


_NOTHING = Text("请选择要做什么。", "Choose what to do.")
