"""Signing in, signing out, and what the platform knows about the person who is signed in."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme

from zhiquan.portal.web.account.selectors import demo_accounts, organisations_of
from zhiquan.portal.web.page import actor_of, page


def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for name and password; in a demo, list the accounts that exist."""
    form = AuthenticationForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        login(request, form.get_user())
        return HttpResponseRedirect(_next(request))
    shown = {"form": form, "next": _next(request)}
    if settings.DEMO:
        shown |= {"accounts": demo_accounts(), "password": settings.DEMO_PASSWORD}
    return page(request, "account/login.html", shown, status=422 if form.errors else 200)


def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out on POST; a GET (a typed address) only goes back."""
    if request.method == "POST":
        logout(request)
    return redirect("home")


def account(request: HttpRequest) -> HttpResponse:
    """Show the person's roles and organisations."""
    actor = actor_of(request)
    if actor.user_id is None:
        return redirect("account.login")
    return page(request, "account/account.html", {"organisations": organisations_of(actor)})


def _next(request: HttpRequest) -> str:
    """Return the page to go to after signing in, when it is one of ours."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if ours else "/account/"
