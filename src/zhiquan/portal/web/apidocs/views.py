"""The documentation of the API, made from its own description; it needs no script."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.site import VERSION, api
from zhiquan.portal.web.apidocs.reading import Group, groups
from zhiquan.portal.web.page import page


def docs(request: HttpRequest) -> HttpResponse:
    """Show how to begin, and every operation with its parameters, its body and its answer."""
    shown = {
        "groups": _groups(),
        "count": sum(len(group.operations) for group in _groups()),
        "version": VERSION,
        "scopes": [(scope, scope.label) for scope in Scope],
        "site": settings.PUBLIC_URL,
        "rate": settings.API_RATE_TOKEN,
        "rate_visitor": settings.API_RATE_ADDRESS,
        "hours": settings.API_ANSWER_HOURS,
    }
    return page(request, "api/docs.html", shown)


@cache
def _groups() -> tuple[Group, ...]:
    return groups(api.get_openapi_schema())
