"""A document that contains itself twice is read once: later stretches that repeat earlier ones are left out.

Every run of ``GRAM`` letters and figures (white space and marks do not count) is remembered where it first stood; a
later stretch of at least ``LEAST`` that follows the same earlier one step by step is a repetition. Shorter ones, such
as a headline that repeats a sentence, stay: they are read, and held against each other. Time and space are linear.
"""

from __future__ import annotations

from zhiquan.insight.readings.model import LeftOut
from zhiquan.rules.text import Text

GRAM, LEAST = 16, 48
_WHY = Text("与前文重复（自第 {at} 字起），只读一次", "Repeats the text from character {at}; read once")


def repeated(text: str) -> list[LeftOut]:
    """Return the stretches that repeat an earlier one."""
    places = [at for at, char in enumerate(text) if char.isalnum()]
    bare = "".join(text[at] for at in places)
    first: dict[str, int] = {}
    found: list[LeftOut] = []
    at = 0
    while at + GRAM <= len(bare):
        earlier = first.setdefault(bare[at : at + GRAM], at)
        length = _common(bare, earlier, at) if earlier < at else 0
        if length < LEAST:
            at += 1
            continue
        why = _WHY.format(at=places[earlier] + 1)
        found.append(LeftOut(places[at], places[at + length - 1] + 1, why, "repeated"))
        at += length
    return found


def _common(bare: str, earlier: int, at: int) -> int:
    """Return how many characters from ``at`` are those from ``earlier`` on, the two not overlapping."""
    length, most = 0, min(len(bare) - at, at - earlier)
    while length < most and bare[earlier + length] == bare[at + length]:
        length += 1
    return length
