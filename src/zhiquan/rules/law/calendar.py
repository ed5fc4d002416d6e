"""Working days 工作日 after the yearly notices of the State Council; years without notice count weekends only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

ONE_DAY = timedelta(days=1)
SATURDAY = 5


class Certainty(StrEnum):
    """Whether the year's arrangement of days off has been announced."""

    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"


class Calendar:
    """Days off on weekdays, working days at weekends, and the years for which they are known."""

    def __init__(self, years: Iterable[int], days_off: Iterable[date], working: Iterable[date]) -> None:
        self.years = frozenset(years)
        self.days_off = frozenset(days_off)
        self.working = frozenset(working)
        if both := self.days_off & self.working:
            raise ValueError(f"both off and working: {', '.join(map(str, sorted(both)))}")
        if weekdays := [day for day in self.working if day.weekday() < SATURDAY]:
            raise ValueError(f"a weekday is working anyway: {', '.join(map(str, sorted(weekdays)))}")
        if strange := [day for day in self.days_off | self.working if day.year not in self.years]:
            raise ValueError(f"days of a year that is not listed: {', '.join(map(str, sorted(strange)))}")

    @classmethod
    def from_documents(cls, documents: Mapping[str, Any]) -> Calendar:
        """Build the calendar from read definition files: ``years`` → ``{rest: [{name, from, to}], working: [dates]}``.

        A region's file may add days of its own to a year that the nation has announced.
        """
        years: set[int] = set()
        days_off: set[date] = set()
        working: set[date] = set()
        for document in documents.values():
            for year, entry in document["years"].items():
                years.add(int(year))
                working.update(entry.get("working", ()))
                for span in entry.get("rest", ()):
                    days_off.update(_days(span["from"], span["to"]))
        return cls(years, days_off, working)

    def is_working(self, day: date) -> bool:
        """Say whether offices work: announced working days, and weekdays that are not announced as off."""
        return day in self.working or (day.weekday() < SATURDAY and day not in self.days_off)

    def certainty(self, day: date) -> Certainty:
        """Say whether the day's year has been announced."""
        return Certainty.ANNOUNCED if day.year in self.years else Certainty.PROVISIONAL


def _days(first: date, last: date) -> Iterable[date]:
    if last < first:
        raise ValueError(f"days off from {first} to {last} run backwards")
    while first <= last:
        yield first
        first += ONE_DAY
