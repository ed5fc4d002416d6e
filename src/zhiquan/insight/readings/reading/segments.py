"""Paragraphs, sentences and clauses of a folded text, as places."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

_SENTENCE = re.compile(r"[。！？\n]")
_CLAUSE = re.compile(r"[，；：。！？\n()]")
_STRONG = re.compile(r"[；。！？\n]")


@dataclass(frozen=True)
class Segments:
    """Starts of every paragraph, sentence, strong clause (；) and clause (，) of a text, each list beginning with 0."""

    length: int
    paragraphs: tuple[int, ...]
    sentences: tuple[int, ...]
    strong: tuple[int, ...]
    clauses: tuple[int, ...]

    def start_of(self, kind: tuple[int, ...], at: int) -> int:
        """Return where the stretch of that kind begins in which ``at`` lies."""
        return kind[bisect_right(kind, at) - 1]

    def end_of(self, kind: tuple[int, ...], at: int) -> int:
        """Return where that stretch ends, its mark not included."""
        after = bisect_right(kind, at)
        return kind[after] - 1 if after < len(kind) else self.length

    def number_of(self, kind: tuple[int, ...], at: int) -> int:
        """Return the how-manieth stretch of that kind it is."""
        return bisect_right(kind, at) - 1


def segments(text: str) -> Segments:
    """Cut a folded text."""
    return Segments(
        len(text),
        _starts(re.compile("\n"), text),
        _starts(_SENTENCE, text),
        _starts(_STRONG, text),
        _starts(_CLAUSE, text),
    )


def _starts(mark: re.Pattern[str], text: str) -> tuple[int, ...]:
    return (0, *(found.end() for found in mark.finditer(text)))
