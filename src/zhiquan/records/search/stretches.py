"""Sentences and paragraphs of a text as it is written, for nearness within one of them.

A sentence ends with ``。``, ``！``, ``？``, with a full stop, ``!`` or ``?`` before a blank or the end, and with the
paragraph; a paragraph with the line. ``；`` ends none: the parts of a claim belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

_ENDS = {
    "sentence": re.compile(r"[。！？｡]+|[.!?]+(?=\s|$)|[\r\n\u2028\u2029\x0b\x0c\x85]+"),
    "paragraph": re.compile(r"[\r\n\u2028\u2029\x0b\x0c\x85]+"),
}


def stretches(written: str, of: Literal["", "sentence", "paragraph"]) -> Iterator[tuple[int, str]]:
    """Yield the sentences or paragraphs with the place where each begins; the whole text for neither."""
    if not of:
        yield 0, written
        return
    start = 0
    for end in _ENDS[of].finditer(written):
        if end.end() > start:
            yield start, written[start : end.end()]
        start = end.end()
    if start < len(written):
        yield start, written[start:]
