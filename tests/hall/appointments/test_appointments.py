"""Slots follow the calendar, places are given once, and a place given back is free again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hall.appointments.race import PLACES, TAKERS
from tests.hall.cases.test_race import race
from tests.hall.cases.world import LONG_AGO, World

from zhiquan.definitions.shelf import calendar
from zhiquan.hall.appointments import services
from zhiquan.hall.appointments.models import Appointment, Hours, Slot
from zhiquan.hall.appointments.selectors import (
    expected,
    hours_in,
    next_expected,
    offered,
    own_appointments,
    windows,
)
from zhiquan.hall.appointments.times import times
from zhiquan.office.access.models import Department, User
from zhiquan.rules.refusal import NotFound, Refusal

pytestmark = pytest.mark.own_database

WEEKDAYS = (0, 1, 2, 3, 4)


@pytest.fixture
def window(db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[World, Department]:
    """A window open on weekdays 9:00-10:30, three half hours with two places; it is Monday, 6 July 2026."""
    from tests.hall.cases.world import Clock

    clock = Clock()
    monkeypatch.setattr("zhiquan.settings.now.datetime", clock)
    world = World(clock, None)  # type: ignore[arg-type]
    world.staff("window", "window", "990101")
    world.staff("elsewhere", "window", "990102")
    for name in ("visitor", "other", "third"):
        world.users[name] = User.objects.create_user(username=name)
    department = Department.objects.get(division="990101")
    opening = services.Opening(WEEKDAYS, time(9), time(10, 30), 30, 2)
    services.set_hours(world.actor("window"), department.pk, opening)
    return world, department


@contextmanager
def refused(code: str, kind: type[Refusal] = Refusal) -> Iterator[None]:
    with pytest.raises(kind) as told:
        yield
    assert told.value.code == code


def wish(department: Department, day: int = 7, at: time = time(9), **changes: Any) -> services.Wish:
    return services.Wish(**{"department": department.pk, "day": date(2026, 7, day), "starts": at, "matter": "",
                            "name": "张三", "phone": "000", **changes})  # fmt: skip


def left(department: Department) -> list[int]:
    return [slot.left for slot in offered(department, date(2026, 7, 6))[0][1]]


def test_slots_begin_tomorrow_and_the_last_one_ends_before_closing(window: tuple[World, Department]) -> None:
    _, department = window
    days = offered(department, date(2026, 7, 6))
    assert [day for day, _ in days][:5] == [date(2026, 7, n) for n in (7, 8, 9, 10, 13)]
    assert [slot.time.starts for slot in days[0][1]] == [time(9), time(9, 30), time(10)]
    assert days[-1][0] == date(2026, 7, 20), "fourteen days ahead"


@given(start=st.dates(date(2026, 1, 1), date(2026, 11, 30)), minutes=st.integers(5, 90))
def test_no_slot_lies_on_a_day_off_or_outside_the_hours(start: date, minutes: int) -> None:
    hours = [
        Hours(weekday=n, opens=time(9), closes=time(11), minutes=minutes, places=1, valid_from=LONG_AGO)
        for n in range(7)
    ]
    for slot in times(hours, start, calendar()):
        assert calendar().is_working(slot.day)
        assert time(9) <= slot.starts < slot.ends <= time(11)
        assert 1 <= (slot.day - start).days <= 14


def test_a_place_is_taken_given_back_and_taken_again(window: tuple[World, Department]) -> None:
    world, department = window
    first = services.book(world.actor("visitor"), wish(department), key="k")
    assert services.book(world.actor("visitor"), wish(department), key="k") == first
    services.book(world.actor("other"), wish(department), key="k")
    assert left(department) == [0, 2, 2]
    with refused("appointments.full"):
        services.book(world.actor("third"), wish(department), key="k")
    services.cancel(world.actor("visitor"), first.pk)
    with refused("appointments.over"):
        services.cancel(world.actor("visitor"), first.pk)
    assert left(department) == [1, 2, 2]
    services.book(world.actor("third"), wish(department), key="k2")
    assert Slot.objects.get().taken == 2


def test_a_key_books_one_slot_and_never_lets_another_pass_for_it(window: tuple[World, Department]) -> None:
    """A page gone back to sends its old key with a new slot: nobody may believe that the new slot is booked."""
    world, department = window
    services.book(world.actor("visitor"), wish(department), key="k")
    for key in ("k", "", "k" * 81):
        with refused("appointments.key"):
            services.book(world.actor("visitor"), wish(department, at=time(9, 30)), key=key)
    assert Appointment.objects.count() == 1


def test_nobody_books_a_window_out(window: tuple[World, Department]) -> None:
    world, department = window
    slots = [slot.time for _, ones in offered(department, date(2026, 7, 6)) for slot in ones]
    for at, slot in enumerate(slots[: services.MOST]):
        services.book(world.actor("visitor"), wish(department, day=slot.day.day, at=slot.starts), key=f"k{at}")
    beyond = slots[services.MOST]
    with refused("appointments.many"):
        services.book(world.actor("visitor"), wish(department, day=beyond.day.day, at=beyond.starts), key="more")
    services.cancel(world.actor("visitor"), own_appointments(world.actor("visitor"), date(2026, 7, 6))[0].pk)
    services.book(world.actor("visitor"), wish(department, day=beyond.day.day, at=beyond.starts), key="more")


def test_what_was_cancelled_meanwhile_is_not_noted_as_come(
    window: tuple[World, Department], monkeypatch: pytest.MonkeyPatch
) -> None:
    world, department = window
    made = services.book(world.actor("visitor"), wish(department), key="k")
    world.clock.turn(7)
    seen = services.get_appointment_for(world.actor("window"), made.pk)
    services.cancel(world.actor("visitor"), made.pk)
    monkeypatch.setattr(services, "get_appointment_for", lambda *_: seen)  # read before the other committed
    with refused("appointments.over"):
        services.note_arrival(world.actor("window"), made.pk, came=True)
    made.refresh_from_db()
    assert made.state == "cancelled"


def test_what_cannot_be_booked_is_told_and_takes_no_place(window: tuple[World, Department]) -> None:
    world, department = window
    visitor = world.actor("visitor")
    services.book(visitor, wish(department), key="k")
    for code, kind, asked in (
        ("appointments.twice", Refusal, wish(department)),
        ("appointments.no-slot", NotFound, wish(department, day=6)),
        ("appointments.no-slot", NotFound, wish(department, day=11)),
        ("appointments.no-slot", NotFound, wish(department, at=time(9, 15))),
        ("appointments.who", Refusal, wish(department, phone=" ")),
        ("written.too-long", Refusal, wish(department, phone="1" * 31)),
        ("appointments.no-window", NotFound, wish(Department(pk=0))),
    ):
        with refused(code, kind):
            services.book(visitor, asked, key="another")
    assert Slot.objects.get().taken == Appointment.objects.count() == 1


def test_only_the_person_and_the_window_of_the_place_see_an_appointment(window: tuple[World, Department]) -> None:
    world, department = window
    made = services.book(world.actor("visitor"), wish(department), key="k")
    day = date(2026, 7, 7)
    assert list(own_appointments(world.actor("visitor"), day)) == [made]
    assert list(own_appointments(world.actor("other"), day)) == []
    assert [ones for _, ones in expected(world.actor("window"), day)] == [(made,)]
    before = day - timedelta(days=1)
    assert next_expected(world.actor("window"), before) == day
    assert next_expected(world.actor("window"), day) is None
    assert next_expected(world.actor("elsewhere"), before) is None
    assert {one.department for one in hours_in(world.actor("window"), day)} == {department}
    assert hours_in(world.actor("elsewhere"), day) == []
    assert list(expected(world.actor("elsewhere"), day)) == list(expected(world.actor("visitor"), day)) == []
    for stranger in ("other", "elsewhere"):
        with refused("appointments.not-found", NotFound):
            services.cancel(world.actor(stranger), made.pk)
    with refused("appointments.not-yours", NotFound):
        services.note_arrival(world.actor("visitor"), made.pk, came=True)
    with refused("appointments.to-come"):
        services.note_arrival(world.actor("window"), made.pk, came=True)
    world.clock.turn(7)
    assert services.note_arrival(world.actor("window"), made.pk, came=True).state == "came"


def test_hours_are_set_by_the_place_and_what_is_booked_stays(window: tuple[World, Department]) -> None:
    world, department = window
    made = services.book(world.actor("visitor"), wish(department), key="k")
    afternoon = services.Opening((1,), time(14), time(15), 30, 1)
    with refused("appointments.not-yours", NotFound):
        services.set_hours(world.actor("elsewhere"), department.pk, afternoon)
    with refused("appointments.hours"):
        services.set_hours(world.actor("window"), department.pk, services.Opening((), time(9), time(10), 30, 1))
    services.set_hours(world.actor("window"), department.pk, afternoon)
    day, slots = offered(department, date(2026, 7, 6))[0]
    assert (day, [slot.time.starts for slot in slots]) == (date(2026, 7, 7), [time(14), time(14, 30)])
    made.refresh_from_db()
    assert made.state == "booked"
    assert windows(date(2026, 7, 6)) == [department]


def test_without_its_lock_the_last_place_goes_to_everybody(tmp_path: Path) -> None:
    """The positive control: they do meet, and all of them see one place left."""
    told = race(tmp_path, "unguarded", module="tests.hall.appointments.race")
    assert told["booked"] == TAKERS + 1 > PLACES


def test_the_last_place_goes_to_one_person(tmp_path: Path) -> None:
    told = race(tmp_path, module="tests.hall.appointments.race")
    assert told["told"] == [*["Refusal"] * (TAKERS - 1), "booked"]
    assert told["booked"] == told["taken"] == PLACES
