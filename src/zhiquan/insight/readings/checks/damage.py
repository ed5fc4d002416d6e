"""Damage: glued numbers, dates that lost characters, numbers of open government information."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhiquan.insight.readings.checks.base import Scene, in_unit
from zhiquan.insight.readings.model import Finding, Outcome, Standing
from zhiquan.rules.identifiers import IndexNumber, parse_index_number
from zhiquan.rules.text import Text

_INDEX = re.compile(r"(?<![0-9A-Za-z])[0-9A-Z]{18}/\d{6}-\d{5}(?!\d)")


def glued(scene: Scene) -> Iterator[Finding]:
    """A19: 14311.5亿元 may be 143笔 + 11.5亿元; candidates are listed, none is chosen."""
    for one in scene.readings:
        for doubt in one.doubts:
            if doubt.code == "amount" and one.quantity:
                ways = "、".join(f"“{candidate.text.zh}”" for candidate in doubt.candidates)
                text = _GLUED.format(shown=in_unit(one.quantity), why=doubt.text, ways=ways)
                yield Finding("glued", Outcome.FAIL, text, (one.number,))


def lost(scene: Scene) -> Iterator[Finding]:
    """B7: a number whose unit was lost or does not fit its noun."""
    for one in scene.readings:
        for doubt in one.doubts:
            if doubt.code in {"unit-lost", "unit-odd", "comma", "row", "side"}:
                outcome = Outcome.FAIL if one.standing is Standing.DOUBTFUL else Outcome.UNKNOWN
                yield Finding("lost-unit", outcome, doubt.text, (one.number,))


def dates(scene: Scene) -> Iterator[Finding]:
    """A20: 2023426日 can only be 2023年4月26日; each damaged date is told once, with the figures that hang on it."""
    hanging: dict[str, list[int]] = {}
    for one in scene.readings:
        for doubt in one.doubts:
            if doubt.code == "date":
                hanging.setdefault(doubt.text.zh, []).append(one.number)
    for written, read in dict.fromkeys(scene.repairs):
        text = DATE.format(written=written, read=read)
        yield Finding("damaged-date", Outcome.FAIL, text, tuple(hanging.get(text.zh, ())))


def index_numbers(scene: Scene) -> Iterator[Finding]:
    """A21: credit code/YYYYMM-serial; its check character is computed."""
    for found in _INDEX.finditer(scene.text):
        read = parse_index_number(found[0])
        if isinstance(read, IndexNumber):
            text = _INDEX_OK.format(
                number=read.canonical, body=read.body.canonical, month=f"{read.year}-{read.month:02d}"
            )
            yield Finding("index-number", Outcome.PASS, text)
        else:
            yield Finding("index-number", Outcome.FAIL, _INDEX_BAD.format(number=found[0], why=read.text))


DATE = Text("日期“{written}”残缺，只能读作“{read}”", "The date “{written}” is damaged; it can only be “{read}”")
_GLUED = Text(
    "{why}。“{shown}”可能是{ways}，不作选择，请核对原件。",
    "{why}. “{shown}” may be {ways}; none is chosen: check the original.",
)
_INDEX_OK = Text(
    "索引号 {number}：机构 {body} 校验位相符，{month}。",
    "Index number {number}: body {body}, check character right, {month}.",
)
_INDEX_BAD = Text("索引号 {number}：{why}", "Index number {number}: {why}")
