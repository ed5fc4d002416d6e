"""Is this file an answer of the assignment search of the United States office?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.elements import root_of


def look(path: Path) -> Look:
    """Say whether the file is one: an answer of a search server whose documents tell a conveyance."""
    root = root_of(path)
    if root is None or (root.name, root.namespace) != ("response", ""):
        return Look(fits=False)
    return Look(fits='name="responseHeader"' in root.beginning and 'name="conveyanceText"' in root.beginning)
