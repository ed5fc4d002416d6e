"""What a figure is: a value of one indicator for one division and one period."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_CODE = re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])(-ytd)?")
MONTHS = range(1, 13)


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A month, or the months of a year up to and including it (累计: year to date)."""

    year: int
    month: int
    to_date: bool = False

    @property
    def code(self) -> str:
        """``2026-03`` for the month, ``2026-03-ytd`` for January to March."""
        return f"{self.year:04}-{self.month:02}{'-ytd' if self.to_date else ''}"

    @property
    def label(self) -> Text:
        """The period as it is printed in a table's head."""
        if self.to_date:
            return Text(f"{self.year}年1-{self.month}月", f"{self.year}-01 to {self.year}-{self.month:02}")
        return Text(f"{self.year}年{self.month}月", self.code)

    @property
    def last_day(self) -> date:
        """The last day of the period: what stands then is a stock's value."""
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    def years_before(self, years: int) -> Period:
        """Return the same period so many years earlier."""
        return Period(self.year - years, self.month, self.to_date)

    def holds(self, day: date) -> bool:
        """Whether a day lies in the period."""
        return day.year == self.year and (day.month <= self.month if self.to_date else day.month == self.month)


def parse_period(code: str) -> Period:
    """Read a period's code; anything else is refused."""
    if not (found := _CODE.fullmatch(code)):
        text = Text("期间应写作 2026-03 或 2026-03-ytd:“{code}”。", "A period reads 2026-03 or 2026-03-ytd: “{code}”.")
        raise Refusal("figures.period", text.format(code=code))
    return Period(int(found[1]), int(found[2]), found[3] is not None)


def months_between(since: date, through: date) -> Iterator[Period]:
    """Yield the months from that of ``since`` to that of ``through``."""
    for at in range(since.year * 12 + since.month - 1, through.year * 12 + through.month):
        yield Period(at // 12, at % 12 + 1)


@dataclass(frozen=True, slots=True)
class FigureCell:
    """One computed figure. Of a counted indicator a cell that no fact touches is not made and reads as zero; of a
    derived one it is not made where it cannot be computed.

    ``rows`` facts were counted; ``left_out`` facts of the same place and period did not meet the indicator's condition.
    ``value`` is exact, in the indicator's own unit; a derived one is rounded half up where ``DIGITS`` say. ``parts``
    are what a derived figure was made of: codes and values, the vintage of a denominator.
    """

    indicator: str
    division: str
    period: str
    value: Decimal
    rows: int = 0
    left_out: int = 0
    parts: Mapping[str, str] = field(default_factory=dict)
