"""Staff without a second factor get no further than to setting one, where the site requires it."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhiquan.office.access.services.factors import is_asked_for, is_required
from zhiquan.office.access.sessions import touch
from zhiquan.portal.web.page import actor_of

SHOWN = "second-factor"
"""The session's mark that this sign-in showed a second factor."""
_OPEN = (
    *(f"/account/{page}/" for page in ("factor", "login", "logout", "code", "passkey", "passkeys", "welcome")),
    "/account/session/",
    "/api/",  # a session counts for nothing there
    "/i18n/",
    "/static/",
)


_BY_THEMSELVES = frozenset({"account.session", "inbox.count", "imports.progress"})
"""What open pages ask for again and again by themselves: nobody need be there."""


def seen(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Note that the person of a session is there, so that it does not end as idle."""

    def noted(request: HttpRequest) -> HttpResponse:
        given = answer(request)
        match = request.resolver_match
        if match is None or match.url_name not in _BY_THEMSELVES:
            touch(request)
        return given

    return noted


def second_factor(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Send whoever must show a second factor, and did not, to the page that asks for it."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if request.path.startswith(_OPEN) or not is_asked_for() or request.session.get(SHOWN):
            return answer(request)
        if not is_required(actor_of(request)):
            return answer(request)
        return redirect("account.factor")

    return guarded
