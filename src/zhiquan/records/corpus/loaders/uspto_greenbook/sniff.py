"""Is this file, or a member of this archive, full text of the Automated Patent System?"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import members

_BEGINS = re.compile(rb"(?:HHHHHT[^\r\n]*+[\r\n]|\s)*+PATN[ \t]*+[\r\n]++WKU  \S")
_LOOKED_AT = 20
"""Members of an archive that are looked at."""


def is_ours(first: bytes) -> bool:
    """Say whether the first bytes begin such a text: after a line about the tape, a patent and its number."""
    return bool(_BEGINS.match(first))


def look(path: Path) -> Look:
    """Say whether any of the first members is one."""
    return Look(fits=any(is_ours(member.first) for member in islice(members(path), _LOOKED_AT)))
