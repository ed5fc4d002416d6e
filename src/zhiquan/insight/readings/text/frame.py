"""What stands around a text on a web page: menus, lists of other articles, notices of rights, advertisements.

The patterns are data (``definitions/readings/chrome.yaml``); a line is judged by itself and by what came before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.insight.readings.model import LeftOut
from zhiquan.rules.text import Text

_WHY = {
    "frame": Text("网页框架，不是正文", "Page frame, not the text"),
    "after": Text("正文之后的内容", "After the end of the text"),
    "notice": Text("版权与转载声明", "Notice of rights"),
}


@dataclass(frozen=True)
class _Patterns:
    lines: re.Pattern[str]
    ends: re.Pattern[str]
    notices: re.Pattern[str]
    notice_words: int
    sentence: int


def frame(text: str) -> list[LeftOut]:
    """Return the lines of a folded text that are no part of it."""
    patterns, over = _patterns(), False
    found: list[LeftOut] = []
    for start, line in _lines(text):
        why = _judged(line, patterns, over=over)
        over = over or bool(patterns.ends.search(line))
        if why:
            found.append(LeftOut(start, start + len(line), _WHY[why], why))
    return found


def _judged(line: str, patterns: _Patterns, *, over: bool) -> str:
    if len(set(patterns.notices.findall(line))) >= patterns.notice_words:
        return "notice"
    if patterns.ends.search(line) or patterns.lines.search(line):
        return "frame"
    real = len(line) >= patterns.sentence and "。" in line
    return "after" if over and not real else ""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for raw in text.split("\n"):
        line = raw.strip()
        if line:
            yield start + raw.index(line), line
        start += len(raw) + 1


@cache
def _patterns() -> _Patterns:
    data = read_yaml(SHIPPED / "readings" / "chrome.yaml")
    one, two = (re.compile("|".join(f"(?:{p})" for p in data[key])) for key in ("lines", "ends"))
    return _Patterns(one, two, re.compile("|".join(data["notices"])), int(data["notice_words"]), int(data["sentence"]))
