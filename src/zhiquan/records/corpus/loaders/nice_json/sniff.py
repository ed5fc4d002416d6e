"""Is this the table of similar goods and services as JSON?"""

from __future__ import annotations

import re
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head

_FIRST = re.compile(rb'^\s*\[\s*\{[^{\[]*"id"\s*:\s*"[0-9]{2}"')
_KINDS = (b'"class"', b'"group"')


def look(path: Path) -> Look:
    """Say whether the file is an array whose first element is a class with groups below it."""
    first = head(path).removeprefix(b"\xef\xbb\xbf")
    return Look(fits=bool(_FIRST.match(first)) and all(kind in first for kind in _KINDS))
