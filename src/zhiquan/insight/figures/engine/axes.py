"""The two axes of every figure: a fact's own division → all it counts for, and the months that are computed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from zhiquan.definitions.divisions import Divisions
from zhiquan.insight.figures.model import Period, months_between

YEAR = 12


def month_number(day: date) -> int:
    """Return a day's month, counted from year 0."""
    return day.year * YEAR + day.month - 1


class Axes:
    """Places and months of one computation."""

    def __init__(self, places: Iterable[str], divisions: Divisions, since: date, through: date) -> None:
        self.lineage = {place: divisions.lineage(place) for place in places}
        self.months = tuple(months_between(since, through))
        self.first, self.last = month_number(since), month_number(through)

    def running(self, month: int) -> range:
        """Return the months whose running total of the year a month counts for, itself the first."""
        return range(max(month, self.first), min(month - month % YEAR + YEAR - 1, self.last) + 1)

    @staticmethod
    def period(month: int, *, to_date: bool = False) -> Period:
        """Return a counted month as a period."""
        return Period(month // YEAR, month % YEAR + 1, to_date)
