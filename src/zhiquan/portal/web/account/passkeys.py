"""Passkeys on the pages: one's own list, adding and removing, and signing in with one. The browser speaks JSON here."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from zhiquan.office.access.models import Passkey
from zhiquan.office.access.services import factors, passkeys
from zhiquan.office.access.whence import address_of
from zhiquan.portal.web.account.entering import entered, ours
from zhiquan.portal.web.account.middleware import SHOWN
from zhiquan.portal.web.account.views import user_of
from zhiquan.portal.web.answers import said, signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

_ASKED = "passkey-asked"
_PATIENCE = timedelta(minutes=5)
Answer = Callable[[HttpRequest], HttpResponse]


def in_json(view: Answer) -> Answer:
    """Wrap a view that a script asks: a refusal becomes ``{"refused": sentence}``."""

    @wraps(view)
    def answered(request: HttpRequest) -> HttpResponse:
        if request.method != "POST":
            return redirect("account")
        try:
            return view(request)
        except Refusal as refusal:
            return JsonResponse({"refused": said(refusal.text)}, status=422)

    return answered


@signed_in
def keys(request: HttpRequest) -> HttpResponse:
    """List one's passkeys; remove one."""
    user, required = user_of(request), factors.is_required(actor_of(request))
    if request.method == "POST":
        try:
            passkeys.remove(user, whole(request.POST.get("id", "")), address_of(request), required=required)
        except Refusal as refusal:
            return told(request, refusal, "account.passkeys")
        messages.success(request, gettext("通行密钥已移除。"))
        return redirect("account.passkeys")
    shown = {"keys": Passkey.objects.filter(user=user).order_by("added_at"), "required": required}
    return page(request, "account/passkeys.html", shown)


@signed_in
@in_json
def ask_to_add(request: HttpRequest) -> HttpResponse:
    """Hand out what the browser needs to make a passkey."""
    return _handed_out(request, passkeys.ask_to_add(user_of(request)))


@signed_in
@in_json
def add(request: HttpRequest) -> HttpResponse:
    """Keep a passkey; whoever has just made one has shown a second factor."""
    asked, body, user = _kept(request), _body(request), user_of(request)
    if factors.has_second(user) and not request.session.get(SHOWN):
        raise Refusal("account.second-first", _SECOND_FIRST)
    passkeys.add(user, str(body.get("name", "")), asked, body["credential"], address_of(request))
    request.session[SHOWN] = True
    messages.success(request, gettext("通行密钥已添加。"))
    return JsonResponse({"next": reverse("account.passkeys")})


@in_json
def ask_to_sign_in(request: HttpRequest) -> HttpResponse:
    """Hand out what the browser needs to sign in."""
    return _handed_out(request, passkeys.ask_to_sign_in())


@in_json
def sign_in(request: HttpRequest) -> HttpResponse:
    """Let in whose passkey signed: it counts as the second factor too."""
    asked, body = _kept(request), _body(request)
    user = passkeys.sign_in(asked.challenge, body["credential"], address_of(request))
    answer = entered(request, user, "passkey", ours(request, str(body.get("next", ""))), second=True)
    return JsonResponse({"next": answer["Location"]})


def _handed_out(request: HttpRequest, asked: passkeys.Asked) -> HttpResponse:
    request.session[_ASKED] = {"challenge": asked.challenge, "handle": asked.handle, "at": now().isoformat()}
    return JsonResponse(asked.options)


def _kept(request: HttpRequest) -> passkeys.Asked:
    """Return what was asked in this session a moment ago; each challenge is answered once."""
    kept = request.session.pop(_ASKED, None)
    if kept is None or now() - datetime.fromisoformat(kept["at"]) > _PATIENCE:
        raise Refusal("account.passkey-late", _LATE)
    return passkeys.Asked({}, kept["challenge"], kept["handle"])


def _body(request: HttpRequest) -> Mapping[str, Any]:
    try:
        body = json.loads(request.body)
        json.dumps(body, ensure_ascii=False).encode()  # half a character is no text: ValueError
    except ValueError:
        raise Refusal("account.passkey-body", _LATE) from None
    if not isinstance(body, dict) or not isinstance(body.get("credential"), dict):
        raise Refusal("account.passkey-body", _LATE)
    return body


_SECOND_FIRST = Text(
    "请退出后用两步验证或已有的通行密钥重新登录，再添加。",
    "Sign out and in again with your second factor or an existing passkey, then add another.",
)
_LATE = Text("等待时间过长，请重试。", "That took too long; try again.")
