"""Where a figure will stand at the year's end: by its even pace, and by the course that last year took.

Two simple readings of the past, shown as a span: no model is fitted to a dozen months. The seasonal one is unknown
without last year's figures; what neither adds up nor stands (a share, a rank) is not foretold at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from zhiquan.insight.figures.definition import Kind

MONTHS = 12


class Course(StrEnum):
    """How a figure runs through a year."""

    ADDS_UP = "adds_up"
    """A flow: counted from January on."""
    STANDS = "stands"
    """A stock, or a rate over one: it stands at the end of each month."""
    NEITHER = "neither"
    """A share, coverage or rank."""


def course_of(kind: Kind) -> Course:
    """Return how figures of a kind run through a year."""
    if kind is Kind.FLOW:
        return Course.ADDS_UP
    return Course.STANDS if kind in {Kind.STOCK, Kind.RATE} else Course.NEITHER


@dataclass(frozen=True, slots=True)
class Seen:
    """A figure as far as it is known: ``month`` is the last whole month of the plan's year, 12 at its end.

    ``value`` runs to that month (of a flow: from January); ``same`` is the same of the year before, ``whole`` the whole
    year before or its end. ``None`` is not known.
    """

    month: int
    value: Decimal | None
    same: Decimal | None
    whole: Decimal | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """The year's end by two readings; ``None`` where there is nothing to read."""

    linear: Decimal | None
    seasonal: Decimal | None

    @property
    def span(self) -> tuple[Decimal, Decimal] | None:
        """The lower and the higher of what is known."""
        known = [value for value in (self.linear, self.seasonal) if value is not None]
        return (min(known), max(known)) if known else None


def forecast(course: Course, seen: Seen) -> Forecast:
    """Return the forecast for the year's end; at the year's end it is the value itself."""
    if seen.value is None:
        return Forecast(None, None)
    if seen.month == MONTHS:
        return Forecast(seen.value, seen.value)
    match course:
        case Course.ADDS_UP:
            return Forecast(seen.value * MONTHS / seen.month, _by_share(seen.value, seen.same, seen.whole))
        case Course.STANDS:
            return _standing(seen.value, seen)
        case Course.NEITHER:
            return Forecast(None, None)


def _by_share(value: Decimal, same: Decimal | None, whole: Decimal | None) -> Decimal | None:
    """Return the year if the months so far weigh what they weighed last year."""
    if same is None or whole is None or same <= 0 or whole <= 0:
        return None
    return value * whole / same


def _standing(value: Decimal, seen: Seen) -> Forecast:
    """Go on at the pace since the last year's end; or add what was added in the rest of last year."""
    if seen.whole is None:
        return Forecast(None, None)
    linear = seen.whole + (value - seen.whole) * MONTHS / seen.month
    return Forecast(linear, None if seen.same is None else value + (seen.whole - seen.same))
