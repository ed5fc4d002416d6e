"""Signing in and out: password, second factor, length of the session, log."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from zhiquan.office.access.models import Happening, User
from zhiquan.office.access.oidc.provider import provider
from zhiquan.office.access.services import Attempt, check_password, log, note_failure
from zhiquan.office.access.services.factors import has_second, verify
from zhiquan.office.access.services.signing_in import SIGN_IN, is_locked
from zhiquan.office.access.whence import address_of
from zhiquan.portal.web.account.middleware import SHOWN
from zhiquan.portal.web.account.selectors import demo_accounts
from zhiquan.portal.web.answers import said
from zhiquan.portal.web.page import page
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import now

_WAITING = "waiting-for-code"
PENDING = "identity-to-link"
"""The session's mark of an identity that came back from the provider and belongs to no account yet."""
_PATIENCE = timedelta(minutes=5)


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; in a demo, list the accounts that exist."""
    if request.method != "POST":
        return _asked(request)
    attempt = Attempt(request.POST.get("username", ""), address_of(request))
    try:
        user = check_password(attempt, request.POST.get("password", ""))
    except Refusal as refusal:
        return _asked(request, attempt.name, said(refusal.text))
    return first_step_done(request, user, "password", _next(request))


def first_step_done(request: HttpRequest, user: User, how: str, after: str) -> HttpResponse:
    """Let a person in, or ask for the second factor where the account has one: the first step alone opens nothing."""
    if not has_second(user):
        return entered(request, user, how, after)
    waiting = {"user": user.pk, "hash": user.get_session_auth_hash(), "at": now().isoformat()}
    request.session[_WAITING] = {**waiting, "how": how, "next": after}
    return redirect("account.code")


def second_step(request: HttpRequest) -> HttpResponse:
    """Ask for the code of the generator, or a recovery code, after the password was right."""
    user = _waiting(request)
    if request.method != "POST":
        return page(request, "account/code.html", {"wrong": "", "next": after_waiting(request)})
    attempt = Attempt(user.username if user else "", address_of(request))
    how = None
    if user is not None and not is_locked(attempt, now()):
        how = verify(user, request.POST.get("code", ""))
        if how is None:
            note_failure(attempt, "code")
    if user is None or how is None:
        return page(request, "account/code.html", {"wrong": said(SIGN_IN)}, status=422)
    kept = request.session.pop(_WAITING)
    return entered(request, user, f"{kept['how']}+{how}", kept["next"], second=True)


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out on POST; a GET (a typed address) only goes back."""
    if request.method == "POST":
        if isinstance(request.user, User):
            log(Happening.SIGNED_OUT, Attempt(request.user.username, address_of(request)))
        logout(request)
    answer = redirect("home")
    answer["Clear-Site-Data"] = '"cache", "storage"'  # a shared machine keeps nothing of who was here
    return answer


def entered(request: HttpRequest, user: User, how: str, after: str, *, second: bool = False) -> HttpResponse:
    """Begin the session of a person who proved who that is; ``second``: with a second factor."""
    pending = request.session.get(PENDING)
    login(request, user)
    if pending:
        request.session[PENDING], after = pending, "/account/identity/"
    if second:
        request.session[SHOWN] = True
    log(Happening.SIGNED_IN, Attempt(user.username, address_of(request)), how=how)
    return HttpResponseRedirect(after)


def _waiting(request: HttpRequest) -> User | None:
    """Return whose password was right a moment ago; the password must still be the same."""
    kept = request.session.get(_WAITING)
    if not kept or now() - datetime.fromisoformat(kept["at"]) > _PATIENCE:
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    return user if user and user.get_session_auth_hash() == kept["hash"] else None


def after_waiting(request: HttpRequest) -> str:
    """Return where a person goes after the second step, if the first was taken."""
    return str((request.session.get(_WAITING) or {}).get("next", settings.LOGIN_REDIRECT_URL))


def _asked(request: HttpRequest, name: str = "", wrong: str = "") -> HttpResponse:
    there = provider()
    named = there.name if there else ""
    shown: dict[str, Any] = {"username": name, "wrong": wrong, "next": _next(request), "provider": named}
    if settings.DEMO:
        shown |= {"accounts": demo_accounts(), "password": settings.DEMO_PASSWORD}
    return page(request, "account/login.html", shown, status=422 if wrong else 200)


def _next(request: HttpRequest) -> str:
    return ours(request, request.POST.get("next") or request.GET.get("next") or "")


def ours(request: HttpRequest, wanted: str) -> str:
    """Return the page to go to after signing in, when it is one of ours; else the front page with what waits."""
    good = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if good else settings.LOGIN_REDIRECT_URL
