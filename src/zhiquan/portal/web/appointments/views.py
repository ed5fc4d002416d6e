"""Booking a slot at a window; a visitor sees what is free and signs in to book."""

from __future__ import annotations

import uuid
from datetime import date, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.appointments import services
from zhiquan.hall.appointments.selectors import get_window, offered, own_appointments, windows
from zhiquan.hall.cases.selectors import matters
from zhiquan.portal.web.answers import said, signed_in, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.now import today


def appointments(request: HttpRequest) -> HttpResponse:
    """Show the windows that take appointments, and one's own."""
    actor, on = actor_of(request), today()
    mine = own_appointments(actor, on) if actor.user_id else ()
    return page(request, "appointments/appointments.html", {"windows": windows(on), "mine": mine})


def window(request: HttpRequest, department_id: int) -> HttpResponse:
    """Show the slots of a window; book the chosen one."""
    if request.method != "POST":
        return _shown(request, department_id, {"matter": request.GET.get("matter", "")})
    if actor_of(request).user_id is None:
        return redirect_to_login(request.get_full_path())
    typed = {name: request.POST.get(name, "") for name in ("slot", "matter", "name", "phone")}
    try:
        made = services.book(actor_of(request), _wish(department_id, typed), key=request.POST.get("key", ""))
    except Refusal as refusal:
        messages.error(request, said(refusal.text))
        return _shown(request, department_id, typed, status=422)
    messages.success(request, gettext("已预约。请按时到窗口，带上身份证件和材料。"))
    del made
    return redirect("appointments")


@signed_in
def cancelled(request: HttpRequest, appointment_id: int) -> HttpResponse:
    """Give a place back."""
    if request.method == "POST":
        try:
            services.cancel(actor_of(request), appointment_id)
        except Refusal as refusal:
            return told(request, refusal, "appointments")
        messages.success(request, gettext("已取消预约。"))
    return redirect("appointments")


def _wish(department_id: int, typed: dict[str, str]) -> services.Wish:
    """Return what was chosen; a slot that cannot be read is one that does not exist."""
    day, _, at = typed["slot"].partition("T")
    try:
        chosen = date.fromisoformat(day), time.fromisoformat(at)
    except ValueError:
        chosen = today(), time(0)
    known = {matter.code for matter in matters()}
    matter = typed["matter"] if typed["matter"] in known else ""
    return services.Wish(department_id, *chosen, matter, typed["name"], typed["phone"])


def _shown(request: HttpRequest, department_id: int, typed: dict[str, Any], status: int = 200) -> HttpResponse:
    department = get_window(department_id, today())
    shown = {
        "window": department,
        "days": offered(department, today()),
        "matters": matters(),
        "typed": {"name": actor_of(request).name, **typed},
        "key": uuid.uuid4().hex,
    }
    return page(request, "appointments/window.html", shown, status=status)
