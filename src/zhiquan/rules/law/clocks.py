"""Clocks 期限: the day, or for hours the moment, on which a ledger runs out, and where it stands.

Order of counting: the day of the start is not counted; all months and years (budget and extensions) are summed before
the day is clamped to a month without it; calendar days follow, then working days; a stopped day counts for nothing;
where the provision says so, a last day that is no working day moves to the next one. A ledger that excludes first
counts its extensions one after the other instead of as one sum.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import cast

from zhiquan.rules.law import counting
from zhiquan.rules.law.calendar import Calendar
from zhiquan.rules.law.ledger import Ledger, Order, day_of, wall
from zhiquan.rules.law.measures import Expiry
from zhiquan.rules.law.units import Limit, add_months

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, included; nothing while an open pause keeps it from being known.

    ``provisional``: a year was touched whose days off are not announced. ``nominal`` is the last day before it moved to
    a working day. ``at`` is the moment at which a clock of hours ends, Asia/Shanghai wall time.
    """

    on: date | None
    provisional: bool
    nominal: date | None
    at: datetime | None = None


class ClockState(StrEnum):
    """Where a clock stands on a day."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    OVERDUE = "overdue"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of the ladder of reminders: so long before the last day, that is on this day."""

    before: Limit
    on: date


def due(ledger: Ledger, calendar: Calendar) -> Due:
    """Return the last day of a clock; an open pause that begins before it leaves the day unknown."""
    if ledger.backward:
        return _back(day_of(ledger.started), ledger.limits, calendar, roll=ledger.roll)
    if ledger.to_the_hour:
        return _moment(ledger)
    stopped = counting.spans(ledger.pauses) if ledger.pauses else ()
    day, looked, known = _counted(ledger, stopped, calendar)
    if not known:
        return Due(None, _provisional(looked, stopped[-1][0], calendar), None)
    last = counting.rolled(day, stopped, calendar) if ledger.roll else day
    if last is None:
        opened = max(stopped[-1][0], day)
        return Due(None, _provisional(min(looked, day), opened, calendar), date.fromordinal(day))
    on = date.fromordinal(last)
    provisional = _provisional(min(looked, day) if ledger.roll else looked, last, calendar)
    return Due(on, provisional, on if last == day else date.fromordinal(day))


NOWHERE = date.max.toordinal() + 1


def _counted(ledger: Ledger, stopped: counting.Spans, calendar: Calendar) -> tuple[int, int, bool]:
    """Return the ordinal reached before rolling, the first one looked up in the calendar, and whether it is known."""
    steps = (ledger.limits,) if ledger.order is Order.EXTEND_FIRST else tuple((limit,) for limit in ledger.limits)
    day, looked = day_of(ledger.started).toordinal(), NOWHERE
    for limits in steps:
        months, days, working = counting.parts(limits)
        if months:
            days += add_months(date.fromordinal(day), months).toordinal() - day
        reached = counting.calendar_days(day, days, stopped)
        if reached is not None and working:
            looked = min(looked, reached + 1)
            reached = counting.working_days(reached, working, stopped, calendar)
        if reached is None:
            return day, looked, False
        day = reached
    return day, looked, True


def _provisional(first: int, last: int, calendar: Calendar) -> bool:
    """Say whether a day was looked up, from the first to the last, in a year that is not announced."""
    return first <= last and not calendar.announced(date.fromordinal(first), date.fromordinal(last))


def _back(started: date, limits: Iterable[Limit], calendar: Calendar, *, roll: bool) -> Due:
    """Count back: months from the corresponding day, then days, then working days; roll to an earlier working day."""
    months, days, working = counting.parts(limits)
    nominal = add_months(started, -months) - timedelta(days=days)
    looked = not working or calendar.announced(nominal, nominal)
    if working:
        first = calendar.number_of(nominal.toordinal() - 1)
        nominal = date.fromordinal(calendar.day_number(first - working + 1))
    last = calendar.last_working(nominal) if roll else nominal
    touched = roll or bool(working)
    provisional = touched and not (looked and calendar.announced(last, nominal))
    return Due(last, provisional, nominal)


def _moment(ledger: Ledger) -> Due:
    """Count wall-clock hours; the hours of stopped days do not count, and a moment never moves to a working day."""
    at = wall(cast("datetime", ledger.started))
    end = at + timedelta(hours=sum(limit.amount for limit in ledger.limits))
    for since, until in counting.spans(ledger.pauses):
        begins = datetime.combine(date.fromordinal(since), time())
        if end < begins:
            break
        if until == counting.NEVER:
            return Due(None, provisional=False, nominal=None)
        resumes = datetime.combine(date.fromordinal(until), time())
        end += max(resumes - max(begins, at), timedelta(0))
    return Due(end.date(), provisional=False, nominal=end.date(), at=end)


def dues(ledgers: Iterable[Ledger], calendar: Calendar) -> tuple[Due, ...]:
    """Return the last days of many clocks, as when a calendar is published and all open clocks are reckoned anew."""
    return tuple(due(ledger, calendar) for ledger in ledgers)


def remaining(ledger: Ledger, on: date, calendar: Calendar) -> int:
    """Return how many days are left after ``on``: working days for a clock of working days, else calendar days.

    Paused days are not counted; overdue is negative; a clock that has ended stands at its end; a clock under an open
    pause is counted as if it ran again on the next day.
    """
    on = day_of(on)
    at = on if ledger.ended is None else min(on, day_of(ledger.ended))
    if not ledger.backward:
        at = max(day_of(ledger.started), at)
    pauses = tuple(p if p.until else replace(p, until=max(p.since, at + ONE_DAY)) for p in ledger.pauses)
    if pauses != ledger.pauses:
        ledger = replace(ledger, pauses=pauses)
    last = cast("date", due(ledger, calendar).on).toordinal()  # no open pause is left, so there is a day
    by = calendar if ledger.working else None
    if last < at.toordinal():
        return -counting.counted(last, at.toordinal(), (), by)
    return counting.counted(at.toordinal(), last, counting.spans(pauses), by)


def state(ledger: Ledger, on: date, calendar: Calendar) -> ClockState:
    """Return where a clock stands on a day or at a moment; what happened after it is not looked at."""
    found = due(ledger, calendar)
    if ledger.ended is not None and not _after(ledger.ended, on):
        return ClockState.LATE if _past(found, ledger.ended) else ClockState.MET
    if _past(found, on):
        return ClockState.OVERDUE
    return ClockState.PAUSED if any(pause.covers(on) for pause in ledger.pauses) else ClockState.RUNNING


def rungs(ledger: Ledger, calendar: Calendar) -> tuple[Rung, ...]:
    """Return the days of the reminders, earliest first; none while the last day is unknown or once it is done.

    A rung that would come before the clock began falls away; one on a day off is told on the working day before.
    """
    last = due(ledger, calendar).on
    if last is None or ledger.ended is not None:
        return ()
    found = []
    for before in ledger.rungs:
        on = _back(last, (before,), calendar, roll=True).on
        if on is not None and (ledger.backward or on >= day_of(ledger.started)):
            found.append(Rung(before, on))
    return tuple(sorted(found, key=lambda rung: rung.on))


def expired(ledger: Ledger, on: date, calendar: Calendar) -> Expiry | None:
    """Return what follows where the last day has passed and nothing was done; nothing before that."""
    return ledger.expiry if state(ledger, on, calendar) is ClockState.OVERDUE else None


def _past(found: Due, moment: date) -> bool:
    """Say whether a day or moment lies after the last one."""
    if found.on is None:
        return False
    if found.at is not None and isinstance(moment, datetime):
        return wall(moment) > found.at
    return day_of(moment) > found.on


def _after(first: date, second: date) -> bool:
    """Say whether one day or moment lies after another; a day is compared by the day."""
    if isinstance(first, datetime) and isinstance(second, datetime):
        return wall(first) > wall(second)
    return day_of(first) > day_of(second)
