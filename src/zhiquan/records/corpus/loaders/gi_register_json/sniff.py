"""Is this DEFRA's copy of the register?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

_KEYS = (b'"EA_Name"', b'"EA_FileNumber"', b'"EA_Type"')


def look(path: Path) -> Look:
    """Say whether the file is JSON with name, file number and type of an indication near its beginning."""
    first = head(path).removeprefix(b"\xef\xbb\xbf").lstrip()
    return Look(fits=first[:1] in (b"[", b"{") and all(key in first for key in _KEYS))
