"""Appointments 预约办理: windows, free slots, booking and giving back; at the window, who comes."""

from __future__ import annotations

from datetime import time
from typing import Any

from django.http import HttpRequest

from zhiquan.hall.appointments import services
from zhiquan.hall.appointments.models import Appointment
from zhiquan.hall.appointments.selectors import expected, get_window, offered, own_appointments, windows
from zhiquan.portal.api.caller import actor_of
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.once import service_key
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import office as shapes
from zhiquan.portal.api.shapes.base import Day, Id
from zhiquan.portal.web.answers import require_staff
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

room = Room(Text("预约", "Appointments"))


@room.read("/windows", Text("可预约的窗口", "Windows that take appointments"), shapes.WindowList)
def list_windows(request: HttpRequest) -> dict[str, Any]:
    """List the windows that take appointments."""
    return {"windows": [{"id": one.pk, "name": one.name, "division": one.division} for one in windows(today())]}


@room.read("/windows/{window_id}/slots", Text("可预约的时段", "Slots of a window"), shapes.SlotList)
def list_slots(request: HttpRequest, window_id: Id) -> dict[str, Any]:
    """List the slots of a window with the places left, full ones too."""
    days = offered(get_window(window_id, today()), today())
    slots = [(slot.time, slot.left) for _, ones in days for slot in ones]
    return {
        "slots": [
            {"day": at.day, "starts": _hour(at.starts), "ends": _hour(at.ends), "left": left} for at, left in slots
        ]
    }


@room.read("/appointments", Text("我的预约", "One's appointments"), shapes.AppointmentList, scope=Scope.CASES_READ)
def list_appointments(request: HttpRequest) -> dict[str, Any]:
    """List what one has booked from today on."""
    return {"appointments": [_told(one) for one in own_appointments(actor_of(request), today())]}


@room.change("POST", "/appointments", Text("预约", "Book a slot"), shapes.Appointment, scope=Scope.CASES_WRITE)
def book(request: HttpRequest, given: shapes.Wish) -> dict[str, Any]:
    """Take a place of a slot; never more are booked than it has."""
    wish = services.Wish(
        given.window, given.day, time.fromisoformat(given.starts), given.matter, given.name, given.phone
    )
    return _told(services.book(actor_of(request), wish, key=service_key(request)))


@room.change(
    "POST", "/appointments/{appointment_id}/cancel", Text("取消预约", "Cancel an appointment"), shapes.Appointment,
    scope=Scope.CASES_WRITE,
)  # fmt: skip
def cancel_appointment(request: HttpRequest, appointment_id: Id) -> dict[str, Any]:
    """Give a place back: one's own, or as the window somebody's."""
    return _told(services.cancel(actor_of(request), appointment_id))


@room.read(
    "/desk/appointments", Text("谁来办理", "Who comes to the windows"), shapes.AppointmentList, scope=Scope.DESK_READ
)
def list_expected(request: HttpRequest, day: Day | None = None) -> dict[str, Any]:
    """List who comes to the windows of one's divisions on a day (today by default), by window and hour."""
    actor = actor_of(request)
    require_staff(actor)
    return {"appointments": [_told(one) for _, ones in expected(actor, day or today()) for one in ones]}


@room.change(
    "POST", "/desk/appointments/{appointment_id}/arrival", Text("登记到场", "Note an arrival"), shapes.Appointment,
    scope=Scope.DESK_WRITE,
)  # fmt: skip
def note_arrival(request: HttpRequest, appointment_id: Id, given: shapes.Arrival) -> dict[str, Any]:
    """Note at the window whether somebody came, from the day itself on."""
    actor = actor_of(request)
    require_staff(actor)
    return _told(services.note_arrival(actor, appointment_id, came=given.came))


def _told(one: Appointment) -> dict[str, Any]:
    same = {name: getattr(one, name) for name in ("matter", "name", "phone", "state")}
    slot = {"window": one.slot.department.name, "day": one.slot.day, "starts": _hour(one.slot.starts)}
    return {"id": one.pk, **slot, **same}


def _hour(at: time) -> str:
    return at.strftime("%H:%M")
