"""The page of the three administrators 三员: accounts and departments, posts, and who reads what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.forms import SetPasswordForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.office.access import register, services
from zhiquan.office.access.models import Happening, User
from zhiquan.office.access.roles import STAFF_ROLES, Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.access.services import Attempt, factors, log
from zhiquan.office.access.whence import address_of
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


@signed_in
def people(request: HttpRequest) -> HttpResponse:
    """Show who holds which post; make accounts and departments, give and end posts, each to its administrator."""
    actor = actor_of(request)
    if request.method != "POST":
        return _shown(request, actor)
    step = _STEPS.get(request.POST.get("go", ""))
    if step is None:
        return redirect("account.people")
    try:
        made = step(actor, request.POST, address_of(request))
    except Refusal as refusal:
        return told(request, refusal, "account.people")
    if made is not None:
        return _shown(request, actor, made)
    messages.success(request, gettext("已办理。"))
    return redirect("account.people")


def _shown(request: HttpRequest, actor: Actor, made: services.Link | None = None) -> HttpResponse:
    role, division = request.GET.get("role", ""), request.GET.get("division", "")
    shown = {
        "posts": register.posts_for(actor, today(), role=role, division=division),
        "departments": register.departments_for(actor),
        "fresh": register.without_post(actor, today()) if Role.AUDIT not in actor.roles else [],
        "roles": [one for one in Role if one in STAFF_ROLES],
        "places": divisions(),
        "role": role,
        "system": Role.ADMINISTRATOR in actor.roles,
        "security": Role.SECURITY in actor.roles,
        "audit": Role.AUDIT in actor.roles,
        "link": settings.PUBLIC_URL + reverse("account.welcome", args=[made.person, made.token]) if made else "",
    }
    return page(request, "account/people.html", shown)


def _add(actor: Actor, posted: QueryDict, address: str) -> services.Link:
    _, link = services.add_account(actor, posted.get("username", ""), posted.get("name", ""), address)
    return link


def _new_link(actor: Actor, posted: QueryDict, address: str) -> services.Link:
    return services.new_link(actor, posted.get("username", ""), address)


def _close(actor: Actor, posted: QueryDict, address: str) -> None:
    services.close_account(actor, posted.get("username", ""), address)


def _reopen(actor: Actor, posted: QueryDict, address: str) -> services.Link:
    return services.reopen_account(actor, posted.get("username", ""), address)[1]


def _department(actor: Actor, posted: QueryDict, address: str) -> None:
    del address
    services.add_department(actor, posted.get("department", ""), posted.get("division", ""))


def _appoint(actor: Actor, posted: QueryDict, address: str) -> None:
    del address
    user = User.objects.filter(username=posted.get("username", "").strip(), is_active=True).first()
    chosen = whole(posted.get("department", ""))
    place = next((one for one in register.departments_for(actor) if one.pk == chosen), None)
    if user is None or place is None or posted.get("role", "") not in set(STAFF_ROLES):
        raise Refusal("account.post", _POST)
    since, until = _day(posted.get("since", "")), _day(posted.get("until", ""))
    services.appoint(actor, user, place, Role(posted.get("role", "")), since or today(), until)


def _end(actor: Actor, posted: QueryDict, address: str) -> None:
    del address
    services.end_post(actor, whole(posted.get("id", "")))


def _clear(actor: Actor, posted: QueryDict, address: str) -> None:
    services.clear_factors(actor, posted.get("username", ""), address)


_STEPS: dict[str, Callable[[Actor, QueryDict, str], services.Link | None]] = {
    "add": _add, "link": _new_link, "close": _close, "reopen": _reopen, "department": _department,
    "appoint": _appoint, "end": _end, "clear": _clear,
}  # fmt: skip


def welcome(request: HttpRequest, person: str, token: str) -> HttpResponse:
    """Let the person of a new account set the password, once, and come in."""
    user = services.by_link(services.Link(person, token))
    form = SetPasswordForm(user, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        shown = {"form": form, "person": user}
        return page(request, "account/welcome.html", shown, status=422 if form.errors else 200)
    form.save()
    services.end_everything(user, by=user.pk, address=address_of(request))
    log(Happening.PASSWORD_CHANGED, Attempt(user.username, address_of(request)), how="link")
    if factors.has_second(user):
        return redirect("account.login")
    login(request, user)
    log(Happening.SIGNED_IN, Attempt(user.username, address_of(request)), how="link")
    return redirect("account")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refusal("account.day", _DAY) from None


_POST = Text(
    "请填写有效账户的用户名，并选择部门和角色。", "Give the user name of an active account, a department and a role."
)
_DAY = Text("请填写日期，例如 2026-11-22。", "Give a date, as 2026-11-22.")
