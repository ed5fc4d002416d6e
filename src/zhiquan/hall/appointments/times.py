"""Which slots opening hours make of a day; pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from zhiquan.rules.law import Calendar

ONE_DAY = timedelta(days=1)


class Opening(Protocol):
    """Opening hours as ``models.Hours`` keeps them."""

    weekday: int
    opens: time
    closes: time
    minutes: int
    places: int
    days_ahead: int
    valid_from: date
    ended_on: date | None


@dataclass(frozen=True, slots=True)
class Time:
    """One slot of a day and how many places it has."""

    day: date
    starts: time
    ends: time
    places: int


def times(hours: Iterable[Opening], first: date, calendar: Calendar) -> Iterator[Time]:
    """Yield the slots that can be booked on ``first``: from the next day on, on working days alone, in their order.

    A make-up working day 调休 that falls on a weekend is kept by the hours of Monday to Friday only if the department
    has hours for its own weekday. A slot that would end after closing is none.
    """
    given = list(hours)
    last = max((one.days_ahead for one in given), default=0)
    for ahead in range(1, last + 1):
        day = first + ahead * ONE_DAY
        if calendar.is_working(day):
            open_then = (one for one in given if _open(one, day) and ahead <= one.days_ahead)
            yield from sorted((slot for one in open_then for slot in _slots(one, day)), key=lambda slot: slot.starts)


def _open(hours: Opening, day: date) -> bool:
    return (
        hours.weekday == day.weekday() and hours.valid_from <= day and (hours.ended_on is None or day < hours.ended_on)
    )


def _slots(hours: Opening, day: date) -> Iterator[Time]:
    step = timedelta(minutes=hours.minutes)
    at, close = datetime.combine(day, hours.opens), datetime.combine(day, hours.closes)
    while at + step <= close:
        yield Time(day, at.time(), (at + step).time(), hours.places)
        at += step
