"""Is this the CPC's title list?"""

from __future__ import annotations

import re
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

_LINES = re.compile(
    rb"(?:\xef\xbb\xbf)?([A-HY])\t *\t[^\t\r\n]+\r?\n\1[0-9]{2}\t *\t[^\t\r\n]+\r?\n\1[0-9]{2}[A-Z]\t *\t"
)


def look(path: Path) -> Look:
    """Say whether the file begins with a section, its first class and its first subclass, each without dots."""
    return Look(fits=_LINES.match(head(path)) is not None)
