"""Two columns on a terminal: Chinese characters take two places, lines break where they must."""

from __future__ import annotations

import shutil
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, zip_longest

WIDE = 100
"""From this many places on, two columns stand side by side; below it, one over the other."""
GAP = " | "
CLOSING = "，。；：！？、）》”"
"""Signs that begin no line."""


def terminal_width() -> int:
    """Return the places of the terminal (``$COLUMNS`` first; eighty where nothing is known)."""
    return shutil.get_terminal_size((80, 24)).columns


def places(text: str) -> int:
    """Return how many places a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def wrapped(text: str, width: int) -> Iterator[str]:
    """Break a line to a width: at a late blank where there is one, else before the sign that no longer fits."""
    while places(text) > width:
        cut = _fitting(text, width)
        blank = text.rfind(" ", 0, cut + 1)
        if blank * 2 > cut:
            cut = blank
        elif cut > 1 and text[cut] in CLOSING:
            cut -= 1
        yield text[:cut].rstrip()
        text = text[cut:].lstrip()
    yield text


def side_by_side(left: Sequence[str], right: Sequence[str], width: int) -> Iterator[str]:
    """Yield the lines of two columns of equal width."""
    half = (width - len(GAP)) // 2
    for one, other in zip_longest(_all(left, half), _all(right, half), fillvalue=""):
        yield f"{one}{' ' * (half - places(one))}{GAP}{other}".rstrip()


def _all(lines: Sequence[str], width: int) -> Iterator[str]:
    for line in lines:
        yield from wrapped(line, width)


def _fitting(text: str, width: int) -> int:
    """Return how many signs fit, at least one."""
    taken = list(accumulate(map(places, text)))
    return max(1, bisect_right(taken, width))
