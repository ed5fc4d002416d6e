"""Is this an answer of eAmbrosia?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

_KEYS = (b'"giIdentifier"', b'"protectedNames"')


def look(path: Path) -> Look:
    """Say whether the file is JSON with an indication's identifier and protected names near its beginning."""
    first = head(path).removeprefix(b"\xef\xbb\xbf").lstrip()
    return Look(fits=first[:1] in (b"[", b"{") and all(key in first for key in _KEYS))
