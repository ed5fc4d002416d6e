"""The window's side: who comes today, who came, and when the window is open."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import groupby

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.appointments import services
from zhiquan.hall.appointments.models import Hours
from zhiquan.hall.appointments.selectors import expected, hours_in, next_expected
from zhiquan.hall.cases.selectors import matters
from zhiquan.office.access.models import Department
from zhiquan.office.access.selectors import Actor, division_scope
from zhiquan.portal.web.answers import staff_only, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

WEEKDAYS = tuple(
    enumerate(
        (
            Text("周一", "Monday"),
            Text("周二", "Tuesday"),
            Text("周三", "Wednesday"),
            Text("周四", "Thursday"),
            Text("周五", "Friday"),
            Text("周六", "Saturday"),
            Text("周日", "Sunday"),
        )
    )
)


@staff_only
def expected_today(request: HttpRequest) -> HttpResponse:
    """Show who comes on a day, and note who came."""
    day = _day(request.POST.get("day") or request.GET.get("day", ""))
    actor = actor_of(request)
    if request.method == "POST":
        try:
            services.note_arrival(actor, whole(request.POST.get("id", "")), came=request.POST.get("go") == "came")
        except Refusal as refusal:
            return told(request, refusal, "desk.appointments")
        return redirect(f"/desk/appointments/?day={day.isoformat()}")
    shown = {
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "windows": tuple(expected(actor, day)),
        "next": next_expected(actor, day),
        "titles": {matter.code: matter.title for matter in matters()},
        "departments": _departments(actor),
        "open": _open(hours_in(actor, today())),
        "weekdays": WEEKDAYS,
    }
    return page(request, "appointments/desk.html", shown)


@staff_only
def hours(request: HttpRequest) -> HttpResponse:
    """Set when a window is open."""
    if request.method == "POST":
        try:
            services.set_hours(actor_of(request), whole(request.POST.get("department", "")), _opening(request))
        except Refusal as refusal:
            return told(request, refusal, "desk.appointments")
        messages.success(request, gettext("预约时间已更新，已有的预约不变。"))
    return redirect("desk.appointments")


def _opening(request: HttpRequest) -> services.Opening:
    """Return the hours that were typed; an hour that is none is refused, a number that is none by the room."""
    posted = request.POST
    return services.Opening(
        tuple(sorted({whole(day) for day in posted.getlist("weekday") if day in {str(n) for n, _ in WEEKDAYS}})),
        _time(posted.get("opens", "")),
        _time(posted.get("closes", "")),
        whole(posted.get("minutes", "")),
        whole(posted.get("places", "")),
    )


@dataclass(frozen=True, slots=True)
class Times:
    """Hours that are the same on several weekdays."""

    days: Text
    opens: time
    closes: time
    minutes: int
    places: int


def _open(hours: Iterable[Hours]) -> list[tuple[Department, list[Times]]]:
    """Return the windows that take appointments, each with its times; weekdays with the same times stand together."""
    return [(window, _times(ones)) for window, ones in groupby(hours, key=lambda one: one.department)]


def _times(hours: Iterable[Hours]) -> list[Times]:
    days: dict[tuple[time, time, int, int], list[Text]] = {}
    for one in hours:
        days.setdefault((one.opens, one.closes, one.minutes, one.places), []).append(dict(WEEKDAYS)[one.weekday])
    return [
        Times(Text("、".join(day.zh for day in named), ", ".join(day.en for day in named)), *key)
        for key, named in days.items()
    ]


def _departments(actor: Actor) -> list[Department]:
    return list(Department.objects.filter(division_scope(actor)).order_by("division", "name"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return today()


def _time(text: str) -> time:
    if not _HOUR.fullmatch(text):
        raise Refusal("appointments.time", _TIME)
    return time.fromisoformat(text)


_HOUR = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_TIME = Text("请填写开始和结束的钟点，如 09:00。", "Give the hours at which it opens and closes, such as 09:00.")
