"""Signing in through the identity provider, and linking an identity with one's account after signing in to it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from zhiquan.office.access.models import Identity
from zhiquan.office.access.oidc.provider import Going, begin, finish, require_provider
from zhiquan.office.access.oidc.tokens import Subject
from zhiquan.office.access.services import identities
from zhiquan.office.access.whence import address_of
from zhiquan.portal.web.account.entering import PENDING, first_step_done, ours
from zhiquan.portal.web.account.views import user_of
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

_GOING = "identity-asked"
_PATIENCE = timedelta(minutes=10)


def leave(request: HttpRequest) -> HttpResponse:
    """Send a person to the provider."""
    address, going = begin(require_provider(), _back())
    after = ours(request, request.GET.get("next", ""))
    request.session[_GOING] = {**asdict(going), "next": after, "at": now().isoformat()}
    return HttpResponseRedirect(address)


def come_back(request: HttpRequest) -> HttpResponse:
    """Take a person back: in, when the identity is linked; else to prove the account it shall be linked with."""
    here, kept = require_provider(), request.session.pop(_GOING, None)
    late = kept is None or now() - datetime.fromisoformat(kept["at"]) > _PATIENCE
    going = None if late else Going(kept["state"], kept["nonce"], kept["verifier"])
    try:
        who = finish(here, _back(), going, request.GET.dict())
    except Refusal as refusal:
        return told(request, refusal, "account.login")
    owner = identities.owner_of(who)
    if owner is not None and actor_of(request).user_id is None:
        return first_step_done(request, owner, "oidc", kept["next"])
    if owner is not None:
        messages.info(request, gettext("这个统一身份已经绑定。"))
        return redirect("account.identity")
    request.session[PENDING] = {**asdict(who), "at": now().isoformat()}
    return redirect("account.identity")


def identity(request: HttpRequest) -> HttpResponseBase:
    """Show one's linked identities and the one that waits; link it after signing in, or unlink."""
    here, waiting = require_provider(), _waiting(request)
    if actor_of(request).user_id is None:
        if waiting is None:
            return redirect(f"{reverse('account.login')}?next={reverse('account.identity')}")
        return page(request, "account/identity.html", {"provider": here.name, "waiting": waiting, "visitor": True})
    return _own(request, here.name, waiting)


@signed_in
def _own(request: HttpRequest, name: str, waiting: Subject | None) -> HttpResponse:
    user, posted = user_of(request), request.POST
    if request.method != "POST":
        rows = Identity.objects.filter(user=user).order_by("linked_at")
        return page(request, "account/identity.html", {"provider": name, "waiting": waiting, "rows": rows})
    try:
        match posted.get("go"):
            case "link":
                if waiting is None:
                    raise NotFound("account.no-identity", _NONE)
                identities.link(user, waiting, address_of(request))
                request.session.pop(PENDING, None)
            case "forget":
                request.session.pop(PENDING, None)
            case "unlink":
                identities.unlink(user, whole(posted.get("id", "")), address_of(request))
    except Refusal as refusal:
        return told(request, refusal, "account.identity")
    messages.success(request, gettext("已办理。"))
    return redirect("account.identity")


def _waiting(request: HttpRequest) -> Subject | None:
    kept = request.session.get(PENDING)
    if not kept or now() - datetime.fromisoformat(kept["at"]) > _PATIENCE:
        return None
    return Subject(kept["issuer"], kept["subject"], kept["name"])


def _back() -> str:
    return str(settings.PUBLIC_URL) + reverse("account.oidc.back")


_NONE = Text(
    "没有等待绑定的统一身份，请重新从登录页开始。", "No identity waits to be linked; begin again at the sign-in page."
)
