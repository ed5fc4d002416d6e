"""Is this WIPO's table of fields and patterns?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

HEADING = ["field_nr", "sector", "field_name", "ipc"]


def look(path: Path) -> Look:
    """Say whether the first line names number, sector and name of the field and the pattern."""
    first = head(path).removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").partition(b"\n")[0]
    return Look(fits=[cell.strip().strip('"') for cell in first.decode("utf-8", "replace").split(",")] == HEADING)
