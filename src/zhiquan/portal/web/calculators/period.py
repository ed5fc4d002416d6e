"""The last day of a limit 期限, told step by step."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.portal.web.calculators.asking import Answers, Example, Form, Tool, answer
from zhiquan.portal.web.calculators.days import DAY, day_of
from zhiquan.portal.web.calculators.months import doubt, months, touched
from zhiquan.rules.forms import asking
from zhiquan.rules.law import Calendar, Ledger, Limit, Pause, Unit, amount_text, due, explain
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

UNITS = {
    Unit.WORKING_DAY: Text("工作日", "working days"),
    Unit.CALENDAR_DAY: Text("日", "calendar days"),
    Unit.HALF_MONTH: Text("半个月", "half-months"),
    Unit.MONTH: Text("月", "months"),
    Unit.YEAR: Text("年", "years"),
}
"""What can be counted from a day; hours need a moment."""
DRAWN = 6
"""A limit over more months than these is not drawn."""
EARLIEST, LATEST = date(1985, 1, 1), date(2200, 12, 31)
TOOL = Tool(
    "tools.period",
    Text("期限推算", "Limits of time"),
    Text("从一天起算一段期限，最后一天是哪天，为什么。", "The last day of a limit, and why it is that day."),
    (
        Form(
            "start",
            Text("推算", "Reckon"),
            (
                asking.day(
                    "start",
                    Text("起算日", "Start"),
                    min=EARLIEST,
                    max=LATEST,
                    help=Text(
                        "收到、送达、公告的那天；当日不计。",
                        "The day of receipt, service or notice; it is not counted.",
                    ),
                ),
                asking.number("amount", Text("多长", "How long"), min=Decimal(1), max=Decimal(3650)),
                asking.choice(
                    "unit", Text("单位", "Unit"), asking.choices(**{str(unit): label for unit, label in UNITS.items()})
                ),
                asking.choice(
                    "way",
                    Text("方向", "Direction"),
                    asking.choices(forward=Text("往后", "forward"), backward=Text("往前倒推", "backward")),
                ),
                asking.text(
                    "pauses",
                    Text("暂停、中止", "Stops"),
                    required=False,
                    many=True,
                    help=Text(
                        "每行一段：首日 至 恢复日，如 2026-03-02 至 2026-03-10。恢复日起重新计入；尚未恢复的只写首日。",
                        "One per line: first day to day of resumption, like 2026-03-02 to 2026-03-10; that day counts"
                        " again. While it lasts, the first day alone.",
                    ),
                ),
            ),
            defaults={"unit": str(Unit.WORKING_DAY), "way": "forward"},
        ),
    ),
    (
        Example(
            Text("跨春节的 5 个工作日", "Five working days across the Spring Festival"),
            {"start": "2026-02-12", "amount": "5", "unit": "working_day", "way": "forward"},
        ),
        Example(
            Text("3 个月，其间中止 20 日", "Three months, stopped for twenty days"),
            {
                "start": "2026-01-19",
                "amount": "3",
                "unit": "month",
                "way": "forward",
                "pauses": "2026-02-02 至 2026-02-22",
            },
        ),
        Example(
            Text("开庭前 3 个工作日", "Three working days before a hearing"),
            {"start": "2026-10-12", "amount": "3", "unit": "working_day", "way": "backward"},
        ),
    ),
)


def period(request: HttpRequest) -> HttpResponse:
    """Show the last day and how it was found; ``law`` names the provision a limit was taken from."""
    law = request.GET.get("law", "")
    carried = {"law": law} if law else {}
    return answer(request, TOOL, lambda by, answers: _reckon(by, answers, law), carried)


def _reckon(by: str, answers: Answers, law: str) -> Mapping[str, Any]:
    del by
    days = calendar(settings.DATA.region)
    ledger = _ledger(answers, law)
    found = due(ledger, days)
    shown: dict[str, Any] = {"due": found, "ledger": ledger, "limit": _said(ledger), "steps": explain(ledger, days)}
    if found.provisional:
        shown["doubt"] = doubt(min(ledger.started, found.on or ledger.started), days)
    if found.on is not None and touched(*sorted((ledger.started, found.on))) <= DRAWN:
        shown["months"] = months(ledger.started, found.on, days, lambda day: _counts(day, ledger, days))
    return shown


def _said(ledger: Ledger) -> Text:
    return amount_text(ledger.limit.amount, ledger.limit.unit)


def _counts(day: date, ledger: Ledger, days: Calendar) -> bool:
    """Say whether a day counts towards the limit: a stopped day does not, nor a day off where working days do."""
    return not any(pause.covers(day) for pause in ledger.pauses) and (not ledger.working or days.is_working(day))


def _ledger(answers: Answers, law: str) -> Ledger:
    start, amount = date.fromisoformat(answers["start"]), Decimal(answers["amount"])
    if amount != int(amount):
        raise Refusal("tools.whole", _WHOLE)
    limit = Limit(int(amount), Unit(answers["unit"]))
    pauses = tuple(map(_pause, answers.get("pauses", ())))
    backward = answers["way"] == "backward"
    ledger = Ledger(_NAME, start, limit, "", pauses, backward=backward, citation=_TYPED)
    source = law_book(settings.DATA.region).in_force(law, start) if law else None
    if (
        source is not None
        and isinstance(source.unit, Unit)
        and source.value == limit.amount
        and source.unit is limit.unit
    ):
        ledger = replace(ledger, provision_key=law, citation=source.source.text(), roll=source.roll)
    return ledger


def _pause(line: str) -> Pause:
    found = _PAUSE.fullmatch(line.strip())
    since = day_of(found[1]) if found else None
    until = day_of(found[2]) if found and found[2] else None
    if found is None or since is None or (found[2] and until is None):
        raise Refusal("tools.pause", _NO_PAUSE.format(line=line[:40]))
    return Pause(since, until, _REASON)


_PAUSE = re.compile(rf"({DAY})(?:\s*(?:\.\.|至|到|to|~|～|—)?\s*({DAY})?)", re.IGNORECASE)
_NAME = Text("期限", "The limit")
_TYPED = Text("您填写的内容", "what you typed")
_REASON = Text("暂停", "stop")
_WHOLE = Text(
    "期限请填写整数；两个半月可填 5 个半月。", "Give a whole number; two and a half months are 5 half-months."
)
_NO_PAUSE = Text(
    "暂停“{line}”读不懂，请写作 2026-03-02 至 2026-03-10。",
    "The stop “{line}” cannot be read; write 2026-03-02 to 2026-03-10.",
)
