"""Is this a list of fixed-length IPC symbols with titles?"""

from __future__ import annotations

import re
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

_LINES = re.compile(rb"(?:\xef\xbb\xbf)?[A-H]\t[^\t\r\n]+\r?\n[A-H][0-9]{2}\t[^\t\r\n]+\r?\n[A-H][0-9]{2}[A-Z]\t")


def look(path: Path) -> Look:
    """Say whether the file begins with a section, its first class and its first subclass, each with a tab."""
    return Look(fits=_LINES.match(head(path)) is not None)
