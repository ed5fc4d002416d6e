"""Months as small pictures: days off, make-up working days, and the days that were counted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from zhiquan.rules.law import Calendar, Certainty
from zhiquan.rules.law.calendar import SATURDAY, WEEK
from zhiquan.rules.law.units import add_months
from zhiquan.rules.text import Text

MOST = 12
"""So many months are drawn; a longer span shows its first ones."""
WIDTH, HEIGHT, HEAD = 36, 32, 22
"""Pixels of one day, and of the row of weekdays."""
WEEKDAYS = tuple(
    (place * WIDTH + WIDTH // 2, Text(zh, en))
    for place, (zh, en) in enumerate(zip("一二三四五六日", ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), strict=True))
)
ONE_DAY = timedelta(days=1)
_BEFORE = Text(
    "日历没有 {year} 年以前的放假安排，那些年只扣除周末。",
    "The calendar holds no days off before {year}; of those years only weekends are left out.",
)
_AHEAD = Text(
    "涉及的年份尚未公布放假安排，只扣除周末，公布后可能变动。",
    "The days off of a year it touches are not announced; only weekends are left out, and it may change.",
)
_MAKE_UP = Text("调休上班", "make-up working day")


@dataclass(frozen=True, slots=True)
class Cell:
    """One day: where it stands, what it is (working, weekend, off, make-up), whether it was counted or is an end."""

    day: date
    x: int
    y: int
    kind: str
    counted: bool
    end: bool

    @property
    def cx(self) -> int:
        """The middle of the day."""
        return self.x + WIDTH // 2

    @property
    def cy(self) -> int:
        """The base line of the number."""
        return self.y + HEIGHT // 2 + 5


@dataclass(frozen=True, slots=True)
class Month:
    """One month: its name, its days, what is special in words, and whether its days off are announced."""

    title: Text
    cells: tuple[Cell, ...]
    notes: tuple[Text, ...]
    announced: bool
    height: int
    width: int = WEEK * WIDTH


def months(start: date, to: date, calendar: Calendar, counts: Callable[[date], bool]) -> tuple[Month, ...]:
    """Draw the months from one day to another, forward or back, at most ``MOST``.

    The day of the start is not counted; of the others up to ``to``, included, those for which ``counts`` holds are.
    """
    first, last = sorted((start, to))
    begin = first.replace(day=1)
    return tuple(
        _month(add_months(begin, n), (start, to), calendar, lambda day: first <= day <= last and counts(day))
        for n in range(min(touched(first, last), MOST))
    )


def doubt(first: date, calendar: Calendar) -> Text:
    """Say why a result that begins on a day is provisional: its year lies before the table, or is not announced."""
    known = min(calendar.years, default=first.year)
    return _BEFORE.format(year=known) if first.year < known else _AHEAD


def touched(first: date, last: date) -> int:
    """Return how many months two days touch, those between them included."""
    return (last.year - first.year) * 12 + last.month - first.month + 1


def _month(start: date, ends: tuple[date, date], calendar: Calendar, counts: Callable[[date], bool]) -> Month:
    cells = []
    for day in _days(start, add_months(start, 1) - ONE_DAY):
        week, weekday = divmod(start.weekday() + day.day - 1, WEEK)
        place = (weekday * WIDTH, HEAD + week * HEIGHT)
        cells.append(Cell(day, *place, _kind(day, calendar), day != ends[0] and counts(day), day in ends))
    title = Text(f"{start.year}年{start.month}月", f"{start:%B} {start.year}")
    announced = calendar.certainty(start) is Certainty.ANNOUNCED
    return Month(title, tuple(cells), tuple(_notes(cells, calendar)), announced, cells[-1].y + HEIGHT)


def _kind(day: date, calendar: Calendar) -> str:
    if day in calendar.working:
        return "make-up"
    if day in calendar.days_off:
        return "off"
    return "weekend" if day.weekday() >= SATURDAY else "working"


def _notes(cells: list[Cell], calendar: Calendar) -> Iterator[Text]:
    """Say which festival is when, and which weekend days work."""
    spans: list[tuple[Text, list[date]]] = []
    for cell in cells:
        why = _MAKE_UP if cell.kind == "make-up" else calendar.why_off(cell.day) if cell.kind == "off" else None
        if why is None:
            continue
        if spans and spans[-1][0] == why and spans[-1][1][-1] == cell.day - ONE_DAY:
            spans[-1][1].append(cell.day)
        else:
            spans.append((why, [cell.day]))
    for why, days in spans:
        yield Text("{span}{why}", "{span}: {why}").format(span=_span(days[0], days[-1]), why=why)


def _span(first: date, last: date) -> Text:
    if first == last:
        return Text(f"{first.day}日", f"{first.day}")
    return Text(f"{first.day}至{last.day}日", f"{first.day}–{last.day}")


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY
