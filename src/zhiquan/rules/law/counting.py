"""Counting days that count: pauses as joined spans of ordinals, no walk over single days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.ledger import Pause
from zhiquan.rules.law.units import Limit, Unit

DAYS_OF_HALF_A_MONTH = 15
MONTHS_OF_A_YEAR = 12
HOURS_OF_A_DAY = 24
NEVER = date.max.toordinal() + 1
"""The end of a span that is still open."""

Spans = Sequence[tuple[int, int]]


def spans(pauses: Iterable[Pause]) -> Spans:
    """Return the stopped spans as ordinals ``[since, until)``, joined where they touch, oldest first."""
    stops = sorted((p.since.toordinal(), p.until.toordinal() if p.until else NEVER) for p in pauses)
    joined: list[tuple[int, int]] = []
    for since, until in stops:
        if joined and since <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(until, joined[-1][1]))
        elif since < until:
            joined.append((since, until))
    return joined


def calendar_days(day: int, number: int, stopped: Spans) -> int | None:
    """Return the ordinal ``number`` counted days after a day; nothing where an open span comes before it."""
    target = day + number
    for since, until in stopped if number else ():
        if until <= day + 1:
            continue
        if target < since:
            break
        if until == NEVER:
            return None
        target += until - max(since, day + 1)
    return target


def working_days(day: int, number: int, stopped: Spans, calendar: Calendar) -> int | None:
    """Return the ordinal of the ``number``-th (from 1) counted working day; nothing where an open span comes first."""
    wanted = calendar.number_of(day) + number
    target = calendar.day_number(wanted)
    for since, until in stopped:
        if until <= day + 1:
            continue
        if target < since:
            break
        if until == NEVER:
            return None
        wanted += calendar.number_of(until - 1) - calendar.number_of(max(since, day + 1) - 1)
        target = calendar.day_number(wanted)
    return target


def rolled(day: int, stopped: Spans, calendar: Calendar) -> int | None:
    """Return the first counted working day from a day on, that day included; nothing where an open span comes first."""
    target = calendar.day_number(calendar.number_of(day - 1) + 1)
    for since, until in stopped:
        if until <= target:
            continue
        if target < since:
            break
        if until == NEVER:
            return None
        target = calendar.day_number(calendar.number_of(until - 1) + 1)
    return target


def counted(after: int, to: int, stopped: Spans, calendar: Calendar | None) -> int:
    """Return how many days after one ordinal up to another count; with a calendar only working days."""

    def all_days(first: int, last: int) -> int:
        if calendar is None:
            return last - first
        return calendar.number_of(last) - calendar.number_of(first)

    lost = (
        all_days(max(since - 1, after), min(until - 1, to))
        for since, until in stopped
        if until - 1 > after and since <= to
    )
    return all_days(after, to) - sum(lost)


def parts(limits: Iterable[Limit]) -> tuple[int, int, int]:
    """Return the sum of limits as months, calendar days and working days.

    Half a month is fifteen days and two halves are one month, so two and a half months are two months and fifteen
    days. Hours that do not begin at a moment are begun days.
    """
    months = days = working = hours = 0
    for limit in limits:
        match limit.unit:
            case Unit.WORKING_DAY:
                working += limit.amount
            case Unit.CALENDAR_DAY:
                days += limit.amount
            case Unit.MONTH:
                months += limit.amount
            case Unit.YEAR:
                months += limit.amount * MONTHS_OF_A_YEAR
            case Unit.HALF_MONTH:
                whole, half = divmod(limit.amount, 2)
                months += whole
                days += half * DAYS_OF_HALF_A_MONTH
            case _:
                hours += limit.amount
    return months, days - (-hours // HOURS_OF_A_DAY), working
