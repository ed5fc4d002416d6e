"""Is this file a record or a hit list of the German office? Its trademark records are ST.66, another loader's."""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.elements import root_of

PATENTS = "http://www.dpma.de/standards/XMLSchema/DE-PATGBM-RegisterExt"
DESIGNS = "http://www.wipo.int/standards/XMLSchema/designs"
_ROOTS = (
    ("dpma-patent-document", PATENTS),
    ("Transaction", DESIGNS),
    ("PatentHitList", ""),
    ("DesignHitList", ""),
    ("HitList", ""),
)


def look(path: Path) -> Look:
    """Say whether the file is one, by its root; hit lists have their counter at the head."""
    root = root_of(path)
    if root is None or (root.name, root.namespace) not in _ROOTS:
        return Look(fits=False)
    return Look(fits=bool(root.namespace) or "<DatabaseHits>" in root.beginning)
