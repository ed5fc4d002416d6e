"""Is this a page of hits of PATENTSCOPE, or an archive of such pages?"""

from __future__ import annotations

from contextlib import closing
from itertools import islice
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.patentscope_list.blocks import LONGEST, alone, begins
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines
from zhiquan.rules.refusal import Refusal

PAGES, LINES = 200, 60
"""So many pages are looked into, as searches without a hit leave empty ones, and so many lines of each."""


def look(path: Path) -> Look:
    """Say whether the first page that is not empty holds a record: a count, a number and a title, office and date."""
    try:
        with closing(members(path)) as found:
            for member in islice(found, PAGES):
                with member.open() as stream:
                    beginning = [line.strip() for line in islice(lines(stream, longest=LONGEST), LINES)]
                if any(beginning):
                    return Look(fits=fits(beginning))
    except Refusal as refusal:
        return Look(fits=False, nearly=None if refusal.code == "import.encoding" else refusal.text)
    return Look(fits=False)


def fits(beginning: list[str]) -> bool:
    """Tell whether some lines hold the head of a record, or are the only line of a page with a single hit."""
    threes = zip(beginning, beginning[1:], beginning[2:], strict=False)
    return any(begins(*three) for three in threes) or [alone(line) for line in beginning if line] == [True]
