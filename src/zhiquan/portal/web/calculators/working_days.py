"""Working days 工作日 between two days, or the day after so many of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.definitions.shelf import calendar
from zhiquan.portal.web.calculators.asking import Answers, Example, Form, Tool, answer
from zhiquan.portal.web.calculators.months import MOST, doubt, months, touched
from zhiquan.portal.web.calculators.period import EARLIEST, LATEST
from zhiquan.rules.forms import asking
from zhiquan.rules.law import Calendar
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_START = asking.day(
    "start", Text("从哪天", "From"), min=EARLIEST, max=LATEST, help=Text("当日不计。", "That day is not counted.")
)
TOOL = Tool(
    "tools.working-days",
    Text("工作日", "Working days"),
    Text(
        "两天之间有几个工作日，或几个工作日之后是哪天；含调休。",
        "How many working days lie between two days, or which day comes after so many of them.",
    ),
    (
        Form(
            "to",
            Text("数一数", "Count"),
            (
                _START,
                asking.day("to", Text("到哪天", "To"), min=EARLIEST, max=LATEST),
            ),
            Text("两天之间", "Between two days"),
        ),
        Form(
            "days",
            Text("推算日期", "Find the day"),
            (
                _START,
                asking.number(
                    "days",
                    Text("多少个工作日", "How many working days"),
                    min=Decimal(-2500),
                    max=Decimal(2500),
                    help=Text("往前数填负数。", "A negative number counts back."),
                ),
            ),
            Text("几个工作日之后", "So many working days later"),
        ),
    ),
    (
        Example(
            Text("2026 年国庆前后", "Around the National Day of 2026"), {"start": "2026-09-18", "to": "2026-10-12"}
        ),
        Example(
            Text("春节前起 15 个工作日", "15 working days across the Spring Festival"),
            {"start": "2026-02-10", "days": "15"},
        ),
        Example(Text("2026 年全年", "The whole of 2026"), {"start": "2025-12-31", "to": "2026-12-31"}),
    ),
)


def working_days(request: HttpRequest) -> HttpResponse:
    """Show the number or the day, with the months drawn."""
    return answer(request, TOOL, _reckon)


def _reckon(by: str, answers: Answers) -> Mapping[str, Any]:
    days, start = calendar(settings.DATA.region), date.fromisoformat(answers["start"])
    if by == "to":
        to = date.fromisoformat(answers["to"])
        if to < start:
            raise Refusal("tools.backwards", _BACKWARDS.format(start=start, to=to))
        number = days.working_days(start, to)
    else:
        wanted = Decimal(answers["days"])
        if wanted != int(wanted) or not wanted:
            raise Refusal("tools.whole", _WHOLE)
        number, to = int(wanted), _after(start, int(wanted), days)
    first, last = sorted((start, to))
    whole = (last - first).days
    return {
        "by": by,
        "start": start,
        "to": to,
        "number": abs(number),
        "back": number < 0,
        "with_start": number + days.is_working(start) if by == "to" else None,
        "calendar_days": whole,
        "off": whole - abs(number),
        "doubt": None if days.announced(first, last) else doubt(first, days),
        "months": months(start, to, days, days.is_working),
        "more": touched(first, last) > MOST,
    }


def _after(start: date, number: int, days: Calendar) -> date:
    """Return the day ``number`` working days after a day, or before it; the day itself is not counted."""
    if number > 0:
        return date.fromordinal(days.day_number(days.number_of(start.toordinal()) + number))
    return date.fromordinal(days.day_number(days.number_of(start.toordinal() - 1) + number + 1))


_BACKWARDS = Text(
    "截止日 {to} 早于起始日 {start}，请对调。", "The last day {to} is before the first {start}; exchange them."
)
_WHOLE = Text("工作日数请填写不为零的整数。", "The number of working days is a whole number other than zero.")
