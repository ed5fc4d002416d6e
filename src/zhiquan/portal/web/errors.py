"""The pages for what goes wrong."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhiquan.portal.web.answers import typed_in
from zhiquan.portal.web.page import page


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request cannot be read; 413: what was sent is too large to be read at all."""
    if isinstance(exception, RequestDataTooBig):
        most = (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0) >> 20
        return page(request, "413.html", {"most": most}, status=413)
    return page(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: known, but not allowed."""
    del exception
    return page(request, "403.html", status=403)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form without the token of its browser and session; the reason is for the log, which has it already."""
    del reason
    return page(request, "403_csrf.html", {"typed": typed_in(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: no such page."""
    del exception
    return page(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; asks nothing of the database, which may be what broke."""
    return render(request, "500.html", {"office": settings.OFFICE_NAME}, status=500)
