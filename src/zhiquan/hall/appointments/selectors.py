"""Reading slots and appointments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.db.models import Q, QuerySet

from zhiquan.definitions.shelf import calendar
from zhiquan.hall.appointments.models import Appointment, Hours, Slot, State
from zhiquan.hall.appointments.times import Time, times
from zhiquan.office.access.models import Department
from zhiquan.office.access.selectors import Actor, division_scope
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Offered:
    """A slot with the places that are left."""

    time: Time
    left: int


def in_force(on: date) -> Q:
    """Return the condition of hours that are not ended before the next day."""
    return Q(ended_on__isnull=True) | Q(ended_on__gt=on)


def windows(on: date) -> list[Department]:
    """Return the departments that take appointments, by name."""
    open_ = Hours.objects.filter(in_force(on)).values("department_id")
    return list(Department.objects.filter(pk__in=open_).order_by("division", "name"))


def get_window(department_id: int, on: date) -> Department:
    """Return a department that takes appointments; otherwise ``NotFound``."""
    found = next((window for window in windows(on) if window.pk == department_id), None)
    if found is None:
        raise NotFound("appointments.no-window", _NO_WINDOW)
    return found


def offered(department: Department, on: date) -> tuple[tuple[date, tuple[Offered, ...]], ...]:
    """Return by day the slots that can be booked on a day with the places left, full ones too; two queries."""
    taken = {(slot.day, slot.starts): slot.taken for slot in Slot.objects.filter(department=department, day__gt=on)}
    found = (
        Offered(time, max(0, time.places - taken.get((time.day, time.starts), 0)))
        for time in times(hours_of(department, on), on, calendar(settings.DATA.region))
    )
    return tuple((day, tuple(slots)) for day, slots in groupby(found, key=lambda one: one.time.day))


def hours_of(department: Department, on: date) -> list[Hours]:
    """Return a department's hours in force, by weekday and time."""
    return list(department.hours.filter(in_force(on)).order_by("weekday", "opens"))


def hours_in(actor: Actor, on: date) -> list[Hours]:
    """Return the hours in force of the windows in an officer's divisions, window by window; one query."""
    rows = Hours.objects.filter(in_force(on)).filter(division_scope(actor, "department__division"))
    ordered = rows.order_by("department__division", "department__name", "department", "weekday", "opens")
    return list(ordered.select_related("department"))


def next_expected(actor: Actor, after: date) -> date | None:
    """Return the first day after another on which somebody is expected at the windows of an officer's divisions."""
    rows = Appointment.objects.filter(division_scope(actor, "slot__department__division"), slot__day__gt=after)
    return rows.filter(state=State.BOOKED).order_by("slot__day").values_list("slot__day", flat=True).first()


def own_appointments(actor: Actor, on: date) -> QuerySet[Appointment]:
    """Return what a person has booked from a day on, the next first."""
    own = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    mine = Appointment.objects.filter(own, slot__day__gte=on, state=State.BOOKED)
    return mine.select_related("slot__department").order_by("slot__day", "slot__starts")


def get_appointment_for(actor: Actor, appointment_id: int) -> Appointment:
    """Return an appointment of one's own, or of a window that one answers for; otherwise ``NotFound``."""
    seen = Q(user_id=actor.user_id) if actor.user_id else Q(pk__in=[])
    if actor.is_staff:
        seen |= division_scope(actor, "slot__department__division")
    found = Appointment.objects.filter(seen, pk=appointment_id).select_related("slot__department").first()
    if found is None:
        raise NotFound("appointments.not-found", _NOT_FOUND)
    return found


def expected(actor: Actor, day: date) -> Iterator[tuple[Department, tuple[Appointment, ...]]]:
    """Yield who comes to the windows of an officer's divisions on a day, window by window; one query."""
    if not actor.is_staff:
        return
    rows = Appointment.objects.filter(division_scope(actor, "slot__department__division"), slot__day=day)
    rows = rows.exclude(state=State.CANCELLED).select_related("slot__department", "organisation")
    ordered = rows.order_by("slot__department__name", "slot__department", "slot__starts", "pk")
    for department, ones in groupby(ordered, key=lambda one: one.slot.department):
        yield department, tuple(ones)


_NO_WINDOW = Text("这个窗口没有开放预约。", "This window takes no appointments.")
_NOT_FOUND = Text("没有这个预约，或者您无权查看。", "There is no such appointment, or it is not for you to see.")
