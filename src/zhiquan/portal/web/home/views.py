"""The front page: one search box, the five scenes, figures that open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zhiquan.hall.cases.selectors import matters
from zhiquan.portal.web.calculators.overview import TOOLS
from zhiquan.portal.web.home.selectors import latest, tiles
from zhiquan.portal.web.lawbook.ahead import turns
from zhiquan.portal.web.lawbook.views import book
from zhiquan.portal.web.page import page
from zhiquan.portal.web.search.help import EXAMPLES
from zhiquan.settings.now import today


def home(request: HttpRequest) -> HttpResponse:
    """Show what the platform can do today, and only that."""
    known = matters()
    shown = {
        "tiles": tiles(len(known)),
        "open": {matter.code for matter in known},
        "latest": latest(),
        "examples": EXAMPLES[:3],
        "tools": TOOLS,
        "turns": turns(book(), today())[:2],
    }
    return page(request, "home/home.html", shown)
