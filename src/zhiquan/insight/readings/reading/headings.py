"""Headings: lines of their own that say what the part under them reports on or plans.

``一、2025年工作回顾`` · ``二、2026年工作安排`` · ``Highlights 2024：`` · and heads of a line: ``明年小目标：…``.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from zhiquan.insight.readings.reading.moods import heads_plan
from zhiquan.insight.readings.reading.segments import Segments

_LONGEST, _LONGEST_HEAD = 24, 16
_ASKED = re.compile("打算|计划|目标|下一步|明年|接下来|未来")
"""A question that asks for plans: its answer plans."""
_MARKS = re.compile("[，。；！？：]")


def heading_of(line: str) -> str:
    """Return the heading that a line is or begins with, empty when it is plain text."""
    line = line.strip()
    if len(line) <= _LONGEST and not _MARKS.search(line.rstrip("：")):
        return line
    head, colon, _ = line.partition("：")
    return head if colon and len(head) <= _LONGEST_HEAD and not _MARKS.search(head) else ""


class Parts:
    """The parts of a text by its headings, asked whether a place lies in one that plans.

    A heading that says neither (（一）创造) leaves the part as it was; what stands at the head of a line that goes on
    governs that line alone.
    """

    def __init__(self, text: str, cut: Segments) -> None:
        self._starts: list[int] = []
        self._plans: list[bool] = []
        plan = asked = False
        for start in cut.paragraphs:
            line = text[start : cut.end_of(cut.paragraphs, start)]
            said = heads_plan(heading_of(line)) if line.strip() else None
            alone = heading_of(line) == line.strip()
            if said is not None and alone:
                plan = said
            if asked and said is None:
                said = True
            asked = line.rstrip().endswith("？") and bool(_ASKED.search(line))
            self._starts.append(start)
            self._plans.append(said if said is not None else plan)

    def plans(self, at: int) -> bool:
        """Tell whether a place lies in a part that plans."""
        return self._plans[bisect_right(self._starts, at) - 1]
