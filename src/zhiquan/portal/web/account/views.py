"""One's own account: roles, organisations, claims, second factor, password, what happened to the account."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.files.services import attach
from zhiquan.office.access import services
from zhiquan.office.access.models import Happening, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.services import Attempt, factors, log
from zhiquan.office.access.whence import address_of
from zhiquan.portal.api import tokens
from zhiquan.portal.web.account.middleware import SHOWN
from zhiquan.portal.web.account.selectors import account_view, factor_view, locks, log_rows
from zhiquan.portal.web.acting import kept
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def user_of(request: HttpRequest) -> User:
    """Return the person behind a view that asks for signing in."""
    if not isinstance(request.user, User):
        raise TypeError("a view without signed_in")
    return request.user


@signed_in
def account(request: HttpRequest) -> HttpResponse:
    """Show roles, organisations, claims, deputies; take an invitation's code or the end of a membership."""
    if request.method != "POST":
        return page(request, "account/account.html", account_view(actor_of(request)))
    actor, posted = actor_of(request), request.POST
    try:
        match posted.get("go"):
            case "join":
                services.join(actor, posted.get("code", ""))
            case "leave":
                services.end_membership(actor, whole(posted.get("id", "")))
            case "withdraw":
                services.withdraw_claim(actor, whole(posted.get("id", "")))
    except Refusal as refusal:
        return told(request, refusal, "account")
    messages.success(request, gettext("已办理。"))
    return redirect("account")


@signed_in
def claim(request: HttpRequest) -> HttpResponse:
    """Claim an organisation: its name, code and place, and a paper that proves it."""
    from zhiquan.definitions.divisions import divisions

    posted, wrong = request.POST, None
    if request.method == "POST":
        wanted = services.Wanted(posted.get("name", ""), posted.get("uscc", ""), posted.get("division", ""))
        try:
            proof = _proof(request)
            with transaction.atomic():
                services.claim(actor_of(request), wanted, proof)
                attach({proof}, waiting=True)
        except Refusal as refusal:
            wrong = refusal
        else:
            messages.success(request, gettext("认领已提交，请等待审核。"))
            return redirect("account")
    shown = {"places": divisions(), "typed": posted, "wrong": wrong}
    return page(request, "account/claim.html", shown, status=422 if wrong else 200)


@signed_in
def factor(request: HttpRequest) -> HttpResponse:
    """Set up, renew or remove the second factor."""
    user, code = user_of(request), request.POST.get("code", "")
    codes: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            match request.POST.get("go"):
                case "confirm":
                    codes = factors.confirm(user, code, address_of(request))
                    request.session[SHOWN] = True
                case "renew":
                    codes = factors.renew_codes(user, code, address_of(request))
                case "remove":
                    _refuse_when_required(request)
                    factors.remove(user, code, address_of(request))
                    request.session.pop(SHOWN, None)
        except Refusal as refusal:
            return told(request, refusal, "account.factor")
    return page(request, "account/factor.html", {"codes": codes, **factor_view(user, actor_of(request))})


@signed_in
def password(request: HttpRequest) -> HttpResponse:
    """Change one's password; other sessions of the account end, and its tokens unless they are to stay."""
    user, address = user_of(request), address_of(request)
    form = PasswordChangeForm(user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        form.save()
        update_session_auth_hash(request, user)
        log(Happening.PASSWORD_CHANGED, Attempt(user.username, address))
        services.end_sessions(user, keep=request.session.session_key, by=user.pk, address=address)
        if "tokens" in request.POST:
            tokens.revoke_all(user.pk, user.pk, address)
        messages.success(request, gettext("密码已修改，其他设备上的登录已退出。"))
        return redirect("account")
    shown = {"form": form, "tokens": tokens.in_force_of(user.pk), "revoke": not form.errors or "tokens" in request.POST}
    return page(request, "account/password.html", shown, status=422 if form.errors else 200)


@signed_in
def account_log(request: HttpRequest) -> HttpResponse:
    """Show what happened to one's account: to the audit administrator to all, with the locks to the security one."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            services.unlock(actor, whole(request.POST.get("lock", "")), address_of(request))
        except Refusal as refusal:
            return told(request, refusal, "account.log")
        messages.success(request, gettext("已解除锁定。"))
        return redirect("account.log")
    before = whole(request.GET.get("before", ""))
    shown = {"all": Role.AUDIT in actor.roles, "locks": locks(actor), **log_rows(actor, before)}
    return page(request, "account/log.html", shown)


def _proof(request: HttpRequest) -> int:
    proof = request.FILES.get("proof")
    if proof is None or isinstance(proof, list):
        raise Refusal("account.proof", _PROOF)
    return kept(request, proof).pk


def _refuse_when_required(request: HttpRequest) -> None:
    if factors.is_required(actor_of(request)):
        raise Refusal("account.factor-required", _REQUIRED)


_PROOF = Text(
    "请上传证明材料，例如营业执照副本或法定代表人授权书。",
    "Upload a paper that proves it, as the licence or the legal representative's letter of authority.",
)
_REQUIRED = Text("本站要求工作人员启用两步验证，不能停用。", "This site requires a second factor of its staff.")
