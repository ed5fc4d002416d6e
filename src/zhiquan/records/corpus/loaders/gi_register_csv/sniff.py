"""Is this a list of protected names?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

NEEDED = frozenset({"Registered name", "Class", "Protection type", "Country of origin"})


def look(path: Path) -> Look:
    """Say whether the first line has the headings of the list."""
    first = head(path).removeprefix(b"\xef\xbb\xbf").replace(b"\r", b"\n").partition(b"\n")[0]
    return Look(fits={cell.strip().strip('"') for cell in first.decode("utf-8", "replace").split(",")} >= NEEDED)
