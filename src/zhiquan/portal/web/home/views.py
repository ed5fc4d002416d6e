"""The front page: one search box, the five scenes, figures that open."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse

from zhiquan.portal.web.home.selectors import latest, tiles
from zhiquan.portal.web.page import page
from zhiquan.portal.web.search.help import EXAMPLES


def home(request: HttpRequest) -> HttpResponse:
    """Show what the platform can do today, and only that."""
    return page(request, "home/home.html", {"tiles": tiles(), "latest": latest(), "examples": EXAMPLES[:3]})
