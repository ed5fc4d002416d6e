"""What every page shares: who is looking, and the frame that the page is set in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhiquan.office.access.selectors import Actor, actor_for
from zhiquan.portal.demo.progress import growth
from zhiquan.settings.now import today


def actor_of(request: HttpRequest) -> Actor:
    """Return who is looking, as of today; asked once per request."""
    known: Actor | None = getattr(request, "zhiquan_actor", None)
    if known is None:
        known = actor_for(getattr(request, "user", None), today())  # refused at the door: nobody was asked yet
        request.zhiquan_actor = known  # type: ignore[attr-defined]
    return known


def page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render a page or fragment with the frame's facts: viewer, office, area, demo mode."""
    match = request.resolver_match
    frame = {
        "actor": actor_of(request),
        "office": settings.OFFICE_NAME,
        "site": settings.PUBLIC_URL,
        "demo": settings.DEMO,
        "growing": growth(settings.DATA) if settings.DEMO else None,
        "area": (match.url_name or "").partition(".")[0] if match else "",
        "today": today(),
        "idle": getattr(getattr(getattr(request, "session", None), "held", None), "idle", 0),
    }
    return render(request, template, {**frame, **(context or {})}, status=status)
