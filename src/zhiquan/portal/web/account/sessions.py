"""One's sessions: where one is signed in, ended one by one or all others; and how long this one still lasts."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.office.access import services
from zhiquan.office.access.sessions import SIGNED, touch
from zhiquan.office.access.whence import address_of
from zhiquan.portal.api.tokens import in_force_of
from zhiquan.portal.web.account.views import user_of
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import now


@signed_in
def sessions(request: HttpRequest) -> HttpResponse:
    """List where one is signed in; end one of them, or all others."""
    actor, key, address = actor_of(request), request.session.session_key, address_of(request)
    if request.method != "POST":
        shown = {"sessions": services.own_sessions(actor, key), "tokens": in_force_of(user_of(request).pk)}
        return page(request, "account/sessions.html", shown)
    if request.POST.get("go") == "others":
        services.end_sessions(user_of(request), keep=key, by=actor.user_id, address=address)
    else:
        try:
            services.end_session(actor, request.POST.get("session", ""), address)
        except Refusal as refusal:
            return told(request, refusal, "account.sessions")
    messages.success(request, gettext("已结束，那里要重新登录。"))
    return redirect("account.sessions")


def session(request: HttpRequest) -> HttpResponse:
    """Tell an open page how many seconds its session still lasts; a POST says that its person is there.

    ``final``: it ends then however active; ``token``: what forms of the page carry from now on, also after signing in
    again in another window.
    """
    request.session.get(SIGNED)  # looked up by the first question to it
    if request.method == "POST":
        touch(request)
    held = getattr(request.session, "held", None)
    if held is None or held.user_id is None:
        return JsonResponse({"left": 0, "user": None})
    ends = held.ends_at()
    left = max(0, round((ends - now()).total_seconds()))
    return JsonResponse(
        {"left": left, "final": ends == held.expire_date, "user": held.user_id, "token": get_token(request)}
    )
