"""Is this file, or a member of this archive, a published application of 2001 to 2004?"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.xml import root

ROOTS = ("patent-application-publication",)
_LOOKED_AT = 20
"""Members of an archive that are looked at: bulk files have the XML among the first, with a list and a report."""


def is_ours(first: bytes) -> bool:
    """Say whether the first bytes begin such a document."""
    return root(first) in ROOTS


def look(path: Path) -> Look:
    """Say whether any of the first members is one."""
    return Look(fits=any(is_ours(member.first) for member in islice(members(path), _LOOKED_AT)))
