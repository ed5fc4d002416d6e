"""Clocks 期限: a ledger of budget, pauses and extensions, and the day on which it runs out.

Order of counting: the day of the start is not counted; all months and years (budget and extensions) are summed before
the day is clamped to a month without it; calendar days follow, then working days; a paused day counts for nothing;
where the provision says so, a last day that is no working day moves to the next one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import cast

from zhiquan.rules.law.calendar import Calendar, Certainty
from zhiquan.rules.law.provision import Provision
from zhiquan.rules.law.units import Limit, Unit, add_months
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

ONE_DAY = timedelta(days=1)
HOURS_OF_A_DAY = 24
DAYS_OF_HALF_A_MONTH = 15


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock stands from ``since`` (that day is not counted) until ``until`` (that day counts again).

    ``until`` is empty while the pause lasts; equal days pause nothing.
    """

    since: date
    until: date | None
    reason: Text

    def __post_init__(self) -> None:
        if self.until is not None and self.until < self.since:
            raise Refusal(
                "law.pause",
                Text(f"暂停不能在开始（{self.since}）之前结束（{self.until}）。",
                     f"A pause cannot end ({self.until}) before it begins ({self.since})."),
            )  # fmt: skip

    def covers(self, day: date) -> bool:
        """Say whether a day is not counted."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Extension:
    """More time, granted on a day for a reason."""

    limit: Limit
    granted_on: date
    reason: Text


@dataclass(frozen=True, slots=True)
class Ledger:
    """One clock of one party: when it started, what the provision gives, what stopped it and what was added.

    ``roll``: the last day moves to a working day (Patent Rules art. 5 and the general rule); ``ended`` is the day on
    which the thing was done.
    """

    name: Text
    started: date
    limit: Limit
    provision_key: str
    pauses: tuple[Pause, ...] = ()
    extensions: tuple[Extension, ...] = ()
    ended: date | None = None
    roll: bool = True

    @classmethod
    def under(cls, provision: Provision, name: Text, started: date) -> Ledger:
        """Start a clock under a provision: its limit, key and roll."""
        return cls(name, started, provision.limit, provision.key, roll=provision.roll)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Return the budget and all extensions."""
        return (self.limit, *(extension.limit for extension in self.extensions))

    @property
    def working(self) -> bool:
        """Say whether only working days count."""
        return all(limit.unit is Unit.WORKING_DAY for limit in self.limits)


@dataclass(frozen=True, slots=True)
class Due:
    """The last day, included; nothing while an open pause keeps it from being known.

    ``provisional``: a year was touched whose days off are not announced. ``nominal`` is the last day before it moved to
    a working day.
    """

    on: date | None
    provisional: bool
    nominal: date | None


class ClockState(StrEnum):
    """Where a clock stands on a day."""

    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    OVERDUE = "overdue"
    LATE = "late"


def due(ledger: Ledger, calendar: Calendar) -> Due:
    """Return the last day of a clock; an open pause that begins before it leaves the day unknown."""
    count = _Counting(ledger.pauses, calendar, ledger.started)
    months = _sum(ledger.limits, {Unit.YEAR: 12, Unit.MONTH: 1})
    days = _sum(ledger.limits, {Unit.HALF_MONTH: DAYS_OF_HALF_A_MONTH, Unit.CALENDAR_DAY: 1})
    days += -(-_sum(ledger.limits, {Unit.HOUR: 1}) // HOURS_OF_A_DAY)
    known = count.days((add_months(ledger.started, months) - ledger.started).days + days)
    known = known and count.working_days(_sum(ledger.limits, {Unit.WORKING_DAY: 1}))
    if not known:
        return Due(None, count.provisional, None)
    nominal = count.day
    known = not ledger.roll or count.roll()
    return Due(count.day if known else None, count.provisional, nominal)


def remaining(ledger: Ledger, on: date, calendar: Calendar) -> int:
    """Return how many days are left after ``on``: working days for a clock of working days, else calendar days.

    Paused days are not counted; overdue is negative; a clock that has ended stands at its end; a clock under an open
    pause is counted as if it ran again on the next day.
    """
    at = max(ledger.started, on if ledger.ended is None else min(on, ledger.ended))
    pauses = tuple(p if p.until else replace(p, until=max(p.since, at + ONE_DAY)) for p in ledger.pauses)
    last = cast("date", due(replace(ledger, pauses=pauses), calendar).on)  # no open pause is left, so there is a day
    counted = [d for d in _between(*sorted((at, last))) if calendar.is_working(d) or not ledger.working]
    if last < at:
        return -len(counted)
    return sum(1 for day in counted if not any(pause.covers(day) for pause in pauses))


def state(ledger: Ledger, on: date, calendar: Calendar) -> ClockState:
    """Return where a clock stands on a day; what happened after the day is not looked at."""
    last = due(ledger, calendar).on
    if ledger.ended is not None and ledger.ended <= on:
        return ClockState.MET if last is None or ledger.ended <= last else ClockState.LATE
    if last is not None and on > last:
        return ClockState.OVERDUE
    return ClockState.PAUSED if any(pause.covers(on) for pause in ledger.pauses) else ClockState.RUNNING


def _sum(limits: Iterable[Limit], factors: dict[Unit, int]) -> int:
    return sum(limit.amount * factors.get(limit.unit, 0) for limit in limits)


def _between(after: date, to: date) -> Iterable[date]:
    """Yield the days after one day up to another, the last included."""
    return (after + timedelta(days=n) for n in range(1, (to - after).days + 1))


class _Counting:
    """A walk over the days of one clock; ``False`` means that an open pause was met and the walk cannot end."""

    def __init__(self, pauses: tuple[Pause, ...], calendar: Calendar, started: date) -> None:
        self.pauses = pauses
        self.calendar = calendar
        self.day = started
        self.provisional = False

    def days(self, number: int) -> bool:
        """Walk over so many days that count."""
        if not self.pauses:
            self.day += timedelta(days=number)
            return True
        while number:
            self.day += ONE_DAY
            if self._endless():
                return False
            number -= not self._paused()
        return True

    def working_days(self, number: int) -> bool:
        """Walk over so many working days that count."""
        while number:
            self.day += ONE_DAY
            if self._endless():
                return False
            number -= self._works() and not self._paused()
        return True

    def roll(self) -> bool:
        """Move on to a working day that counts, unless it is one."""
        while not self._works() or self._paused():
            self.day += ONE_DAY
            if self._endless():
                return False
        return True

    def _works(self) -> bool:
        self.provisional |= self.calendar.certainty(self.day) is Certainty.PROVISIONAL
        return self.calendar.is_working(self.day)

    def _paused(self) -> bool:
        return any(pause.covers(self.day) for pause in self.pauses)

    def _endless(self) -> bool:
        return any(pause.until is None and pause.covers(self.day) for pause in self.pauses)
