"""The front page: one box over everything, the five scenes, figures that open, what of the law will change."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from zhiquan.hall.cases.selectors import matters
from zhiquan.portal.web.calculators.overview import TOOLS
from zhiquan.portal.web.home.errands import errands
from zhiquan.portal.web.home.finding import find, straight_to
from zhiquan.portal.web.home.scenes import scenes
from zhiquan.portal.web.home.selectors import latest, tiles
from zhiquan.portal.web.lawbook.ahead import turns
from zhiquan.portal.web.lawbook.views import book
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.search.help import EXAMPLES
from zhiquan.settings.now import today


def home(request: HttpRequest) -> HttpResponse:
    """Show what the platform can do today, and only that."""
    known, actor = matters(), actor_of(request)
    shown = {
        "errands": errands(actor, today()) if actor.user_id else None,
        "tiles": tiles(len(known)),
        "scenes": scenes(known),
        "latest": latest(),
        "examples": EXAMPLES[:2],
        "tools": TOOLS,
        "turns": turns(book(), today())[:2],
    }
    return page(request, "home/home.html", shown)


def found(request: HttpRequest) -> HttpResponse:
    """Lead on from the box: straight to the one page that is meant, to a search, or to a choice between them."""
    typed = request.GET.get("q", "").strip()
    if not typed:
        return redirect("home")
    known = matters()
    if there := straight_to(typed, known):
        return redirect(there)
    answers = find(typed, known)
    if answers.only_rights:
        return redirect(f"{reverse('search')}?{urlencode({'q': typed})}")
    return page(request, "home/found.html", {"q": typed, "found": answers})
