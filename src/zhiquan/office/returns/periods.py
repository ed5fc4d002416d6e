"""The periods of returns 报告期: months, quarters, half-years and years, by the codes that people write."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class Every(StrEnum):
    """How often a return is asked for."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"

    @property
    def label(self) -> Text:
        """What people call such a return."""
        return _LABELS[self]


@dataclass(frozen=True, slots=True)
class Period:
    """A period by its code (2026-09, 2026-Q3, 2026-H1, 2026), with its first and last day."""

    code: str
    every: Every
    first: date
    last: date

    @property
    def label(self) -> Text:
        """The period as it stands in a heading."""
        year, number = self.first.year, (self.first.month - 1) // _MONTHS[self.every] + 1
        zh = {
            Every.MONTH: f"{year}年{number}月",
            Every.QUARTER: f"{year}年第{number}季度",
            Every.HALF: f"{year}年{'上' if number == 1 else '下'}半年",
            Every.YEAR: f"{year}年",
        }[self.every]
        return Text(zh, self.code.replace("-", " ") if self.every in {Every.QUARTER, Every.HALF} else self.code)

    @property
    def before(self) -> Period:
        """The period directly before."""
        return containing(self.every, date.fromordinal(self.first.toordinal() - 1))


def parse_period(code: str, every: Every) -> Period:
    """Read the code of a period of one length; another form is refused with an example (``returns.period``)."""
    found = _FORMS[every].fullmatch(code.strip().upper())
    if found is None:
        raise Refusal("returns.period", _PERIOD.format(example=_EXAMPLES[every]))
    number = int(found[2]) if found.lastindex == 2 else 1  # noqa: PLR2004 - the second group
    return containing(every, date(int(found[1]), (number - 1) * _MONTHS[every] + 1, 1))


def containing(every: Every, day: date) -> Period:
    """Return the period of a length in which a day lies."""
    months = _MONTHS[every]
    number = (day.month - 1) // months + 1
    first, end = date(day.year, (number - 1) * months + 1, 1), number * months
    marks = {Every.MONTH: f"-{number:02}", Every.QUARTER: f"-Q{number}", Every.HALF: f"-H{number}", Every.YEAR: ""}
    return Period(f"{day.year:04}{marks[every]}", every, first, date(day.year, end, monthrange(day.year, end)[1]))


_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}
_FORMS = {
    Every.MONTH: re.compile(r"([12][0-9]{3})-(0[1-9]|1[0-2])"),
    Every.QUARTER: re.compile(r"([12][0-9]{3})-Q([1-4])"),
    Every.HALF: re.compile(r"([12][0-9]{3})-H([12])"),
    Every.YEAR: re.compile(r"([12][0-9]{3})"),
}
_EXAMPLES = {Every.MONTH: "2026-09", Every.QUARTER: "2026-Q3", Every.HALF: "2026-H1", Every.YEAR: "2026"}
_LABELS = {
    Every.MONTH: Text("月报", "monthly"),
    Every.QUARTER: Text("季报", "quarterly"),
    Every.HALF: Text("半年报", "half-yearly"),
    Every.YEAR: Text("年报", "yearly"),
}
_PERIOD = Text("请按“{example}”的写法填写报告期。", "Write the period like “{example}”.")
