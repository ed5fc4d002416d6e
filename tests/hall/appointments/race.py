"""Several people who want the last place of a slot at once: ``python -m tests.hall.appointments.race [unguarded]``."""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import date, time
from typing import Any

from tests.hall.cases.race import together

PLACES, TAKERS = 2, 5


def main(*, unguarded: bool) -> dict[str, Any]:
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, skip_checks=True)
    from zhiquan.hall.appointments import services
    from zhiquan.hall.appointments.models import Appointment, Hours, Slot
    from zhiquan.hall.appointments.selectors import offered
    from zhiquan.office.access.models import Department, User
    from zhiquan.office.access.selectors import actor_for
    from zhiquan.settings.now import today

    window = Department.objects.create(name="窗口", division="990101")
    for weekday in range(5):
        Hours.objects.create(department=window, weekday=weekday, opens=time(9), closes=time(10), places=PLACES,
                             valid_from=date(2020, 1, 1))  # fmt: skip
    slot = offered(window, today())[0][1][0].time
    people = [actor_for(User.objects.create_user(username=f"p{n}"), today()) for n in range(TAKERS)]
    wish = services.Wish(window.pk, slot.day, slot.starts, "", "某", "0")
    services.book(actor_for(User.objects.create_user(username="first"), today()), wish, key="k")
    if unguarded:
        _take_the_guard_away()

    def take(person: Any) -> str:
        services.book(person, wish, key="k")
        return "booked"

    told = together([lambda one=person: take(one) for person in people])  # type: ignore[misc]
    return {"told": sorted(told), "booked": Appointment.objects.count(), "taken": Slot.objects.get().taken}


def _take_the_guard_away() -> None:
    """The places are counted before the row is locked, and everybody has counted by then."""
    from zhiquan.hall.appointments import services
    from zhiquan.hall.appointments.models import Slot

    meet, guarded, counted = threading.Barrier(TAKERS), services._time, threading.local()

    def time_and_count(wish: Any) -> Any:
        found = guarded(wish)
        counted.taken = Slot.objects.get().taken
        meet.wait(timeout=30)
        return found

    def take_place(wish: Any, slot_time: Any) -> Slot:
        del wish
        if counted.taken >= slot_time.places:
            raise AssertionError("no place was left")
        return Slot.objects.get()

    services._time, services._take_place = time_and_count, take_place


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "zhiquan.settings.test"
    sys.stdout.write(json.dumps(main(unguarded="unguarded" in sys.argv)))
