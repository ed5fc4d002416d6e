"""Units of time in the law, and adding months without losing the day."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class Unit(StrEnum):
    """A unit in which the law counts a limit 期限."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    HALF_MONTH = "half_month"
    MONTH = "month"
    YEAR = "year"

    @property
    def label(self) -> Text:
        """Return the unit's name, as it follows an amount of more than one."""
        return self.counted(2)

    def counted(self, amount: int) -> Text:
        """Return the unit's name as it follows an amount: 1 working day, 2 working days."""
        zh, one, many = _NAMES[self]
        return Text(zh, one if abs(amount) == 1 else many)


_NAMES = {
    Unit.WORKING_DAY: ("个工作日", "working day", "working days"),
    Unit.CALENDAR_DAY: ("日", "calendar day", "calendar days"),
    Unit.HOUR: ("小时", "hour", "hours"),
    Unit.HALF_MONTH: ("个半月", "half-month of 15 days", "half-months of 15 days"),
    Unit.MONTH: ("个月", "month", "months"),
    Unit.YEAR: ("年", "year", "years"),
}

MONTHS_OF = {Unit.MONTH: 1, Unit.YEAR: 12}
"""How many months a unit has that is counted in months."""

_AT_MOST_DAYS = {
    Unit.WORKING_DAY: 2,
    Unit.CALENDAR_DAY: 1,
    Unit.HOUR: 1,
    Unit.HALF_MONTH: 15,
    Unit.MONTH: 31,
    Unit.YEAR: 366,
}
LONGEST_DAYS = 200 * 366


@dataclass(frozen=True, slots=True)
class Limit:
    """An amount of a unit, such as five working days; from nothing to two hundred years."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if not 0 <= self.amount * _AT_MOST_DAYS[self.unit] <= LONGEST_DAYS:
            raise Refusal(
                "law.limit",
                Text(
                    f"期限{self.amount}{self.unit.label.zh}超出范围，应在 0 至 200 年之间。",
                    f"A limit of {self.amount} {self.unit.label.en} is out of range: from 0 to 200 years.",
                ),
            )

    def text(self) -> Text:
        """Return the limit in words; five half-months are two and a half months."""
        if self.unit is Unit.HALF_MONTH:
            whole, half = divmod(self.amount, 2)
            zh = f"{whole}个半月" if whole and half else "半个月" if half else f"{whole}个月"
            return Text(zh, f"{self.amount / 2:g} {'months' if whole > 1 or (whole and half) else 'month'}")
        return Text(f"{self.amount}{self.unit.label.zh}", f"{self.amount} {self.unit.counted(self.amount).en}")


def add_months(day: date, months: int) -> date:
    """Return the corresponding day ``months`` later, or the last day of a month without it (Patent Rules art. 5)."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def add(day: date, limit: Limit) -> date:
    """Return the day a limit of years, months or calendar days later, by date alone; others are refused.

    Working days and hours need a calendar or a moment: they are reckoned by a clock.
    """
    if limit.unit in MONTHS_OF:
        return add_months(day, limit.amount * MONTHS_OF[limit.unit])
    if limit.unit is Unit.CALENDAR_DAY:
        return day + timedelta(days=limit.amount)
    raise Refusal(
        "law.unit",
        Text(
            f"{limit.unit.label.zh}不能仅按日期推算，请用期限推算。",
            f"A limit in {limit.unit.label.en} cannot be added to a date alone; reckon it as a clock.",
        ),
    )
