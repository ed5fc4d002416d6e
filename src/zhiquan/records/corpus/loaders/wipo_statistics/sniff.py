"""Is this a table of WIPO's statistics, wide or long?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

WIDE = ["Office", "Office Code", "Origin", "Technology"]
"""First headings of the file as downloaded; years follow."""
LONG = ["type", "office", "office_code", "origin", "technology_original"]
_INDICATOR = b"Indicator :"


def look(path: Path) -> Look:
    """Say whether the first lines name WIPO's indicator above the headings, or the headings of the long form."""
    first = head(path).removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n")
    wide = _INDICATOR in first and ",".join(WIDE).encode() in first
    cells = [cell.strip('" ') for cell in first.partition(b"\n")[0].decode("utf-8", "replace").split(",")]
    return Look(fits=wide or cells[: len(LONG)] == LONG)
