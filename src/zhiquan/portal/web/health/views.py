"""Live, ready, full, and the figures for monitoring. The first two say nothing but yes or no and are open to all."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from zhiquan.office.access.roles import Role
from zhiquan.portal.operations.doctor import Level, examine, worst
from zhiquan.portal.operations.metrics.gauges import gauges
from zhiquan.portal.operations.metrics.text import CONTENT_TYPE, exposition
from zhiquan.portal.operations.upgrading import unknown_migrations, waiting_migrations
from zhiquan.portal.web.page import actor_of
from zhiquan.portal.web.watching import counters
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

View = Callable[[HttpRequest], HttpResponse]
_UNAVAILABLE = 503
_BEARER = "Bearer "
_fit: set[str] = set()
"""Databases that this process has found to be of its form; that cannot change while it runs."""


def watchers_only(view: View) -> View:
    """Wrap a view so that only the holder of ``ZHIQUAN_WATCH_TOKEN`` or an administrator sees it; else it is not there.

    Nearness is no proof: behind a proxy on the same machine every visitor comes from it.
    """

    @wraps(view)
    def guarded(request: HttpRequest) -> HttpResponse:
        if not (_bears_token(request) or Role.ADMINISTRATOR in actor_of(request).roles):
            raise NotFound("portal.watchers-only", _WATCHERS)
        response = view(request)
        response["Cache-Control"] = "no-store"
        return response

    return guarded


def _bears_token(request: HttpRequest) -> bool:
    given = request.headers.get("Authorization", "")
    wanted = f"{_BEARER}{settings.WATCH_TOKEN}"
    return bool(settings.WATCH_TOKEN) and hmac.compare_digest(given.encode(), wanted.encode())


def live(request: HttpRequest) -> HttpResponse:
    """Say that this process answers."""
    del request
    return _told({"live": True})


def ready(request: HttpRequest) -> HttpResponse:
    """Say whether visitors can be sent here: the database answers and is of this program's form; else 503."""
    del request
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        fit = _is_fit()
    except DatabaseError:
        fit = False
    return _told({"ready": fit}, 200 if fit else _UNAVAILABLE)


def _is_fit() -> bool:
    name = str(connection.settings_dict["NAME"])
    if name not in _fit and not waiting_migrations() and not unknown_migrations():
        _fit.add(name)
    return name in _fit


@watchers_only
def full(request: HttpRequest) -> HttpResponse:
    """Tell what the doctor finds; 503 when something has failed."""
    del request
    found = list(examine())
    level = worst(found)
    lines = [{"check": f.check, "level": f.level, "zh": f.said.zh, "en": f.said.en} for f in found]
    return _told({"level": level, "findings": lines}, _UNAVAILABLE if level is Level.FAIL else 200)


@watchers_only
def metrics(request: HttpRequest) -> HttpResponse:
    """Give counters and gauges as Prometheus reads them."""
    del request
    return HttpResponse(exposition(counters().read(), gauges()), content_type=CONTENT_TYPE)


def _told(what: dict[str, object], status: int = 200) -> HttpResponse:
    response = JsonResponse(what, status=status, json_dumps_params={"ensure_ascii": False})
    response["Cache-Control"] = "no-store"
    return response


_WATCHERS = Text(
    "这是监测用的页面，须带 ZHIQUAN_WATCH_TOKEN 令牌，或以系统管理员登录。",
    "This page is for monitoring: bring the token ZHIQUAN_WATCH_TOKEN, or sign in as an administrator.",
)
