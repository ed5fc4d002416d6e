"""A bare Django page through the same middleware, and the middleware that says how long the server took."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import URLPattern, URLResolver, path

from zhiquan.portal.web.urls import urlpatterns as pages

_TEMPLATE = "<!doctype html><html lang=en><title>{{ word }}</title><h1>{{ word }}</h1>"
HEADER = "Server-Timing"
Respond = Callable[[HttpRequest], HttpResponse]


def bare(request: HttpRequest) -> HttpResponse:
    """Answer with one line of a template, without a query."""
    del request
    return HttpResponse(Template(_TEMPLATE).render(Context({"word": "bare"})))


def timed(respond: Respond) -> Respond:
    """Say in the answer's head how many milliseconds of wall and of this thread's processor it took."""

    def answer(request: HttpRequest) -> HttpResponse:
        wall, cpu = time.perf_counter(), time.thread_time()
        response = respond(request)
        took = (time.perf_counter() - wall) * 1000, (time.thread_time() - cpu) * 1000
        response[HEADER] = f"wall;dur={took[0]:.2f}, cpu;dur={took[1]:.2f}"
        return response

    return answer


urlpatterns: list[URLPattern | URLResolver] = [path("bare/", bare, name="bare"), *pages]
handler404 = "zhiquan.portal.web.errors.not_found"
handler500 = "zhiquan.portal.web.errors.server_error"
