"""Is this a dump of a database?"""

from __future__ import annotations

import re
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import head
from zhiquan.rules.refusal import Refusal

_SIZE = 256 * 1024
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|--[^\n]*\n|#[^\n]*\n|/\*.*?\*/;?)*+(?:SET|USE|DROP|CREATE|INSERT|REPLACE|LOCK|START|BEGIN)\s",
    re.DOTALL | re.IGNORECASE,
)
_TABLE = re.compile(rb"\b(?:CREATE\s+TABLE|(?:INSERT|REPLACE)\s+(?:IGNORE\s+)?INTO)\b", re.IGNORECASE)


def look(path: Path) -> Look:
    """Say whether the file begins with statements of SQL that create a table or insert rows."""
    try:
        first = head(path, _SIZE)
    except Refusal as refusal:
        return Look(fits=False, nearly=refusal.text)
    return Look(fits=bool(_BEGINNING.match(first) and _TABLE.search(first)))
