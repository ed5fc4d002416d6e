"""Around every request: it gets a number, is counted and timed, and leaves one line in the log."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Callable, Iterable
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver

from zhiquan.portal.operations.metrics.counters import Counters
from zhiquan.settings.logs import request_id

log = logging.getLogger("zhiquan.request")
HEADER = "X-Request-ID"
_GIVEN = re.compile(r"[A-Za-z0-9._-]{8,64}")
"""A number that a proxy gave is kept, where it looks like one."""


@cache
def counters() -> Counters:
    """Return the counters of this installation."""
    return Counters(settings.DATA.run, sorted(_areas(get_resolver().url_patterns)))


def watched(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Number, time, count and log whatever is answered."""

    def watching(request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if _GIVEN.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(number)
        began = time.perf_counter()
        try:
            response = respond(request)
            response[HEADER] = number
            _note(request, response.status_code, time.perf_counter() - began)
            return response
        finally:
            request_id.reset(token)

    return watching


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    match = request.resolver_match
    counters().count((match.url_name or "").partition(".")[0] if match else "", status, seconds)
    told = {
        "method": request.method,
        "route": match.route if match else "",
        "status": status,
        "milliseconds": round(seconds * 1000, 1),
    }
    log.info("answered", extra=told)


def _areas(patterns: Iterable[URLPattern | URLResolver]) -> set[str]:
    found: set[str] = set()
    for one in patterns:
        if isinstance(one, URLResolver):
            found |= _areas(one.url_patterns)
        elif one.name:
            found.add(one.name.partition(".")[0])
    return found
