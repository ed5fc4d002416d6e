"""Dates and periods as texts write them, and as damaged texts wrote them.

A period is two days: a year, January to October, the five years of a plan. Without a first day it is an as-of date
(截至8月底); without a last day it runs on (今年以来). Relative words need the year that the text speaks in.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

_LAST_MONTH = 12


class Reach(StrEnum):
    """How far a period governs what follows it."""

    YEAR = "year"
    RUNNING = "running"
    """An as-of date, months from January on, 以来: to the end of the paragraph."""
    PART = "part"
    """A half, a quarter: to the end of the sentence."""
    EVENT = "event"
    """A day or a single month on which something happened: its own clause only."""
    BASE = "base"
    """比2015年: what a growth is measured against."""


@dataclass(frozen=True, slots=True)
class Period:
    """Two days, either may be missing but not both."""

    first: date | None
    last: date | None

    @property
    def code(self) -> str:
        """``2020`` · ``2022-01/08`` · ``2023-05`` · ``2016/2020`` · ``@2022-08-31`` · ``2023-05-10..`` · a day."""
        if self.first is None or self.last is None:
            return f"@{self.last}" if self.first is None else f"{self.first}.."
        if self.first == self.last:
            return str(self.first)
        whole = self.first.day == 1 and self.last.day == monthrange(self.last.year, self.last.month)[1]
        if not whole:
            return f"{self.first}/{self.last}"
        return _months_code(self.first, self.last)

    def as_of(self) -> Period:
        """Return the last day alone: what a stock speaks of."""
        return Period(None, self.last) if self.last else self


def _months_code(first: date, last: date) -> str:
    if (first.month, last.month) == (1, _LAST_MONTH):
        return str(first.year) if first.year == last.year else f"{first.year}/{last.year}"
    if first.year != last.year:
        return f"{first:%Y-%m}/{last:%Y-%m}"
    return f"{first:%Y-%m}" if first.month == last.month else f"{first:%Y-%m}/{last:%m}"


@dataclass(frozen=True, slots=True)
class When:
    """A period found in a text; ``repaired`` says what it was damaged from."""

    start: int
    end: int
    period: Period
    reach: Reach
    repaired: str = ""


def year(number: int) -> Period:
    """Return a calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def months(number: int, first: int, last: int) -> Period | None:
    """Return months of a year, ``None`` when there are no such months."""
    if not 1 <= first <= last <= _LAST_MONTH:
        return None
    return Period(date(number, first, 1), date(number, last, monthrange(number, last)[1]))


def day(number: int, month: int, of: int) -> Period | None:
    """Return one day, ``None`` when there is no such day."""
    try:
        return Period(date(number, month, of), date(number, month, of))
    except ValueError:
        return None
