"""Is this file a trademark record in WIPO ST.96?"""

from __future__ import annotations

import re
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.elements import root_of

_NAMESPACE = re.compile(r"http://www\.wipo\.int/standards/XMLSchema/(?:ST96/Trademark|Trademark/[0-9]+)")


def look(path: Path) -> Look:
    """Say whether the file is one, by the namespace of its root: the standard's or that of its drafts."""
    root = root_of(path)
    return Look(fits=root is not None and bool(_NAMESPACE.fullmatch(root.namespace)))
