"""Working days 工作日 after the yearly notices of the State Council; years without notice count weekends only.

Counting never walks over days: working days have numbers, and the number of a day and the day of a number are found
from the plain week and the sorted exceptions to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from zhiquan.rules.text import Text

ONE_DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
WEEK, WEEKDAYS = 7, 5
_ENGLISH = {
    "元旦": "New Year's Day",
    "春节": "the Spring Festival",
    "清明节": "the Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "the Dragon Boat Festival",
    "中秋节": "the Mid-Autumn Festival",
    "国庆节": "National Day",
}


class Certainty(StrEnum):
    """Whether the year's arrangement of days off has been announced.

    ``PROVISIONAL``: expected and not announced, the year after the last announced one or one marked so in the table;
    ``UNKNOWN``: the table does not reach so far back or ahead. Both count the plain week and what the table expects.
    """

    ANNOUNCED = "announced"
    PROVISIONAL = "provisional"
    UNKNOWN = "unknown"


class Calendar:
    """Days off on weekdays, working days at weekends, and the years for which they are known.

    ``years`` are announced, ``expected`` are years of the table whose arrangement is not announced yet; ``names`` says
    which festival a day off belongs to.
    """

    def __init__(
        self,
        years: Iterable[int],
        days_off: Iterable[date],
        working: Iterable[date],
        *,
        expected: Iterable[int] = (),
        names: Mapping[date, str] | None = None,
    ) -> None:
        self.years = frozenset(years)
        self.expected = frozenset(expected) - self.years
        self.days_off = frozenset(days_off)
        self.working = frozenset(working)
        self.names = dict(names or {})
        if both := self.days_off & self.working:
            raise ValueError(f"both off and working: {', '.join(map(str, sorted(both)))}")
        if weekdays := [day for day in self.working if day.weekday() < SATURDAY]:
            raise ValueError(f"a weekday is working anyway: {', '.join(map(str, sorted(weekdays)))}")
        listed = self.years | self.expected
        if strange := [day for day in self.days_off | self.working if day.year not in listed]:
            raise ValueError(f"days of a year that is not listed: {', '.join(map(str, sorted(strange)))}")
        self._number()

    def _number(self) -> None:
        """Sort the exceptions: after ``_turns[i]`` the count differs from the plain week's by ``_shifts[i + 1]``."""
        off = {day.toordinal(): -1 for day in self.days_off if day.weekday() < SATURDAY}
        changes = sorted((off | {day.toordinal(): 1 for day in self.working}).items())
        self._turns = [ordinal for ordinal, _ in changes]
        self._shifts = [0]
        for _, change in changes:
            self._shifts.append(self._shifts[-1] + change)
        self._numbers = [
            _weekdays(turn) + shift for turn, shift in zip(self._turns, self._shifts[1:], strict=True)
        ]  # the number of the last working day up to each exception

    @classmethod
    def from_documents(cls, documents: Mapping[str, Any]) -> Calendar:
        """Build the calendar from read definition files: ``years`` → ``{rest: [{name, from, to}], working: [dates]}``.

        A year with ``expected: true`` is not announced. A region's file may add days of its own to an announced year.
        """
        years: set[int] = set()
        expected: set[int] = set()
        days_off: dict[date, str] = {}
        working: set[date] = set()
        for document in documents.values():
            for year, entry in document["years"].items():
                (expected if entry.get("expected") else years).add(int(year))
                working.update(entry.get("working", ()))
                for span in entry.get("rest", ()):
                    days_off.update(dict.fromkeys(_days(span["from"], span["to"]), span.get("name", "")))
        return cls(years, days_off, working, expected=expected, names=days_off)

    def is_working(self, day: date) -> bool:
        """Say whether offices work: announced working days, and weekdays that are not announced as off."""
        return day in self.working or (day.weekday() < SATURDAY and day not in self.days_off)

    def certainty(self, day: date) -> Certainty:
        """Say whether the day's year has been announced."""
        if day.year in self.years:
            return Certainty.ANNOUNCED
        if day.year in self.expected or day.year == max(self.years, default=0) + 1:
            return Certainty.PROVISIONAL
        return Certainty.UNKNOWN

    def announced(self, first: date, last: date) -> bool:
        """Say whether every year from one day to another has been announced."""
        return all(year in self.years for year in range(first.year, last.year + 1))

    def number_of(self, ordinal: int) -> int:
        """Return how many working days there are up to a day (its ``toordinal``), that day included."""
        return _weekdays(ordinal) + self._shifts[bisect_right(self._turns, ordinal)]

    def day_number(self, number: int) -> int:
        """Return the ordinal of the working day with a number: the first day up to which there are so many."""
        place = bisect_left(self._numbers, number)
        ordinal = _nth_weekday(number - self._shifts[place])
        # a make-up day carries the number itself; the plain week would only reach it later
        return ordinal if place == len(self._turns) else min(ordinal, self._turns[place])

    def working_days(self, after: date, to: date) -> int:
        """Return how many working days lie after one day and up to another; negative where they run backwards."""
        return self.number_of(to.toordinal()) - self.number_of(after.toordinal())

    def last_working(self, day: date) -> date:
        """Return the day itself if it works, else the last working day before it."""
        return date.fromordinal(self.day_number(self.number_of(day.toordinal())))

    def why_off(self, day: date) -> Text | None:
        """Return why offices are closed on a day: the festival, else the weekend; nothing where they work."""
        if self.is_working(day):
            return None
        if name := self.names.get(day):
            english = " and ".join(_ENGLISH.get(part, part) for part in name.split("、"))
            return Text(f"{name}放假", f"a day off for {english}")
        if day.weekday() < SATURDAY:
            return Text("放假日", "a day off")
        return Text("周日", "a Sunday") if day.weekday() == SUNDAY else Text("周六", "a Saturday")


def _weekdays(ordinal: int) -> int:
    """Return how many Mondays to Fridays there are up to an ordinal; ordinal 1 was a Monday."""
    weeks, days = divmod(ordinal, WEEK)
    return weeks * WEEKDAYS + min(days, WEEKDAYS)


def _nth_weekday(number: int) -> int:
    weeks, days = divmod(number - 1, WEEKDAYS)
    return weeks * WEEK + days + 1


def _days(first: date, last: date) -> Iterable[date]:
    if last < first:
        raise ValueError(f"days off from {first} to {last} run backwards")
    while first <= last:
        yield first
        first += ONE_DAY
