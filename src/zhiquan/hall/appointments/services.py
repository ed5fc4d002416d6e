"""Setting hours, booking a place and giving it back; never more are booked than a slot has places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from django.conf import settings
from django.db import transaction
from django.db.models import F

from zhiquan.definitions.shelf import calendar
from zhiquan.hall.appointments.models import Appointment, Hours, Slot, State
from zhiquan.hall.appointments.selectors import get_appointment_for, get_window, hours_of
from zhiquan.hall.appointments.times import Time, times
from zhiquan.office.access.models import Department, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.rules.written import whole
from zhiquan.settings.now import now, today

SETTERS = (Role.HEAD, Role.REVIEWER, Role.WINDOW)
"""The roles that say when a window of their divisions is open."""
MOST = 10
"""Appointments to come that one person may hold: nobody books a window out. A default of this program, not of law."""
LONGEST_SLOT, MOST_PLACES = 8 * 60, 1_000
LONGEST = {"name": 60, "phone": 30, "key": 80}


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to book: the slot, the matter (may be empty), who comes and how to reach them."""

    department: int
    day: date
    starts: time
    matter: str
    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Opening:
    """Hours to be set for some weekdays (0 is Monday)."""

    weekdays: tuple[int, ...]
    opens: time
    closes: time
    minutes: int
    places: int


def set_hours(actor: Actor, department_id: int, opening: Opening) -> None:
    """Replace a department's hours on the given weekdays from tomorrow on; what is booked stays booked."""
    department = Department.objects.filter(pk=department_id).first()
    if department is None or not any(actor.holds(role, department.division) for role in SETTERS):
        raise NotFound("appointments.not-yours", _NOT_YOURS)
    fits = 0 < opening.minutes <= LONGEST_SLOT and 0 < opening.places <= MOST_PLACES
    if not (opening.weekdays and opening.opens < opening.closes and fits):
        raise Refusal("appointments.hours", _HOURS.format(minutes=LONGEST_SLOT, places=MOST_PLACES))
    on = today()
    with transaction.atomic():
        old = department.hours.filter(weekday__in=opening.weekdays, ended_on__isnull=True)
        old.update(ended_on=on)
        Hours.objects.bulk_create(
            Hours(
                department=department,
                weekday=weekday,
                opens=opening.opens,
                closes=opening.closes,
                minutes=opening.minutes,
                places=opening.places,
                valid_from=on,
                set_by_id=actor.user_id,
            )
            for weekday in opening.weekdays
        )


def book(actor: Actor, wish: Wish, *, key: str) -> Appointment:
    """Take one place of a slot; the same ``key`` of the same person gives the same appointment.

    Refusals: ``appointments.who`` (name or telephone missing), ``written.too-long`` (one of them),
    ``appointments.no-slot`` (nothing opens then), ``appointments.full`` (the last place is gone),
    ``appointments.twice`` (this person comes at that time already), ``appointments.many`` (beyond ``MOST``),
    ``appointments.key`` (none, or one that booked another slot).
    """
    name, phone = whole(wish.name, LONGEST["name"]), whole(wish.phone, LONGEST["phone"])
    if actor.user_id is None or not name or not phone:
        raise Refusal("appointments.who", _WHO)
    if not 0 < len(key) <= LONGEST["key"]:
        raise Refusal("appointments.key", _KEY)
    request = f"{actor.user_id}:{key}"
    if found := _made(wish, request):
        return found
    slot_time = _time(wish)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=actor.user_id)  # one booking of a person at a time
        if found := _made(wish, request):
            return found
        _require_room(actor.user_id, wish)
        slot = _take_place(wish, slot_time)
        return Appointment.objects.create(
            slot=slot,
            matter=wish.matter,
            organisation_id=min(actor.organisations) if len(actor.organisations) == 1 else None,
            user_id=actor.user_id,
            name=name,
            phone=phone,
            made_at=now(),
            key=request,
        )


def cancel(actor: Actor, appointment_id: int) -> Appointment:
    """Give a place back: the person who booked it, or the window; once, and not for what is over."""
    appointment = get_appointment_for(actor, appointment_id)
    if appointment.user_id != actor.user_id and not actor.holds(Role.WINDOW, appointment.slot.department.division):
        raise NotFound("appointments.not-yours", _NOT_YOURS)
    with transaction.atomic():
        changed = Appointment.objects.filter(pk=appointment.pk, state=State.BOOKED).update(state=State.CANCELLED)
        if not changed or appointment.slot.day < today():
            raise Refusal("appointments.over", _OVER)
        Slot.objects.filter(pk=appointment.slot_id).update(taken=F("taken") - 1)
    appointment.refresh_from_db()
    return appointment


def note_arrival(actor: Actor, appointment_id: int, *, came: bool) -> Appointment:
    """Note at the window whether somebody came, from the day itself on; refused for what was cancelled."""
    appointment = get_appointment_for(actor, appointment_id)
    if not actor.holds(Role.WINDOW, appointment.slot.department.division):
        raise NotFound("appointments.not-yours", _NOT_YOURS)
    if appointment.slot.day > today():
        raise Refusal("appointments.to-come", _TO_COME)
    kept = Appointment.objects.filter(pk=appointment.pk).exclude(state=State.CANCELLED)
    if not kept.update(state=State.CAME if came else State.MISSED):
        raise Refusal("appointments.over", _OVER)
    appointment.refresh_from_db()
    return appointment


def _made(wish: Wish, request: str) -> Appointment | None:
    """Return what a request has booked; what it would book elsewhere now is refused and not passed over."""
    found = Appointment.objects.filter(key=request).select_related("slot__department").first()
    if found is None:
        return None
    if (found.slot.department_id, found.slot.day, found.slot.starts) != (wish.department, wish.day, wish.starts):
        raise Refusal("appointments.key", _KEY)
    return found


def _require_room(user: int, wish: Wish) -> None:
    """Refuse a second appointment at the same slot, and more to come than one person may hold."""
    mine = Appointment.objects.filter(user_id=user, state=State.BOOKED)
    if mine.filter(slot__department=wish.department, slot__day=wish.day, slot__starts=wish.starts).exists():
        raise Refusal("appointments.twice", _TWICE)
    if mine.filter(slot__day__gte=today()).count() >= MOST:
        raise Refusal("appointments.many", _MANY.format(most=MOST))


def _time(wish: Wish) -> Time:
    department = get_window(wish.department, today())
    open_then = times(hours_of(department, today()), today(), calendar(settings.DATA.region))
    found = next((one for one in open_then if (one.day, one.starts) == (wish.day, wish.starts)), None)
    if found is None:
        raise NotFound("appointments.no-slot", _NO_SLOT)
    return found


def _take_place(wish: Wish, slot_time: Time) -> Slot:
    """Count a place as taken while the slot's row is locked, so that the last one goes to one person only."""
    slot, _ = Slot.objects.get_or_create(department_id=wish.department, day=wish.day, starts=wish.starts)
    Slot.objects.filter(pk=slot.pk).update(taken=F("taken") + 1)
    slot.refresh_from_db()
    if slot.taken > slot_time.places:
        raise Refusal("appointments.full", _FULL)
    return slot


_NOT_YOURS = Text("这不是您所在区划的窗口。", "This is no window of your division.")
_HOURS = Text(
    "请至少选一天，结束晚于开始，每段 1 至 {minutes} 分钟、1 至 {places} 个名额。",
    "Choose at least one day; it closes after it opens, in slots of 1 to {minutes} minutes with 1 to {places} places.",
)
_WHO = Text("请填写到场人姓名和联系电话。", "Give the name and telephone of who comes.")
_NO_SLOT = Text("这个时段不开放预约，请另选。", "Nothing can be booked at that time; choose another.")
_FULL = Text("这个时段刚刚约满，请另选。", "The last place of this slot has just gone; choose another.")
_TWICE = Text("您在这个时段已有预约。", "You have an appointment at that time already.")
_MANY = Text(
    "您已有 {most} 个待办预约，请先取消不需要的。",
    "You hold {most} appointments to come; cancel one you do not need first.",
)
_KEY = Text("请刷新页面，重新选择时段。", "Reload the page and choose the slot again.")
_TO_COME = Text("预约日期还没有到。", "The day of this appointment is still to come.")
_OVER = Text("这个预约已经取消或者结束。", "This appointment was cancelled or is over.")
