"""What an official number is, whether it is right, and if not what it may have been."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

from zhiquan.portal.web.calculators.asking import Answers, Example, Form, Tool, answer
from zhiquan.portal.web.search.source import index
from zhiquan.rules.forms import asking
from zhiquan.rules.identifiers import Identified, Kind, Repair, Standing, identify, repairs
from zhiquan.rules.identifiers.kinds import READERS
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

MOST, SHOWN = 50, 5
"""So many numbers are looked at together, and so many possible repairs of one are shown."""
TOOL = Tool(
    "tools.number",
    Text("核对号码", "Check numbers"),
    Text(
        "申请号、公开号、商标号、信用代码、分类号：是什么，写得对不对，错在哪一位。",
        "Application, publication and trademark numbers, credit codes, class symbols: what they are, right or wrong.",
    ),
    (
        Form(
            "q",
            Text("核对", "Check"),
            (
                asking.text(
                    "q",
                    Text("号码", "Numbers"),
                    many=True,
                    help=Text("一行一个，最多 50 个。", "One per line, 50 at most."),
                ),
            ),
        ),
    ),
    (
        Example(Text("正确的专利申请号", "A right application number"), {"q": "CN201420789305.0"}),
        Example(Text("没有校验位的申请号", "One without check digit"), {"q": "201420789305"}),
        Example(Text("相邻两位写颠倒了", "Two digits exchanged"), {"q": "CN201420783905.0"}),
        Example(
            Text("几种号码一起", "Several kinds together"),
            {"q": "ZL 2014 2 0789305.0\n91110000100006161X\nG01L3/00\nPCT/CN2020/123456\n21-01"},
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """One number as given: its likeliest reading, the other ones, candidates if it is wrong, whether it is held."""

    given: str
    reading: Identified | None
    others: tuple[Identified, ...]
    candidates: tuple[Repair, ...]
    held: bool

    @property
    def look(self) -> str:
        """Which badge it wears: pass, fail, unknown (nothing is known, or its check digit is missing) or plain."""
        if self.reading is None:
            return "unknown"
        if self.reading.standing is Standing.INVALID:
            return "fail"
        if self.reading.standing is Standing.VALID:
            return "pass"
        return "unknown" if READERS[self.reading.kind].checked else "plain"


def number(request: HttpRequest) -> HttpResponse:
    """Show what each number is."""
    return answer(request, TOOL, _reckon)


def _reckon(by: str, answers: Answers) -> Mapping[str, Any]:
    given = [one.strip() for line in answers[by] for one in re.split(r"[,，;；、\t]", line) if one.strip()]
    if len(given) > MOST:
        raise Refusal("tools.many", _MANY.format(n=len(given), most=MOST))
    checked = [check(text) for text in given]
    return {"checked": checked, "wrong": sum(one.look == "fail" for one in checked)}


def check(text: str) -> Checked:
    """Return what one text is; a wrong one with candidates, never with a choice."""
    readings = identify(text)
    first = readings[0] if readings else None
    wrong = first is None or first.standing is Standing.INVALID
    candidates = repairs(text, known=_held)[:SHOWN] if wrong else ()
    held = first is not None and first.kind is Kind.PATENT and not wrong and _held(first.canonical)
    return Checked(text, first, readings[1:], candidates, held)


def _held(canonical: str) -> bool:
    """Say whether a right of that number is held here; nothing is held while there is no index."""
    try:
        return index().get(canonical) is not None
    except Refusal:
        return False


_MANY = Text(
    "一次最多核对 {most} 个号码，您填了 {n} 个，请分次核对。", "{n} numbers are too many; check {most} at a time."
)
