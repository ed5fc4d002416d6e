"""Is this file a family, with or without legal events, of Open Patent Services?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.elements import root_of
from zhiquan.records.corpus.loaders.epo_docdb.sniff import OPS


def look(path: Path) -> Look:
    """Say whether the file is one."""
    root = root_of(path)
    if root is None or (root.namespace, root.name) != (OPS, "world-patent-data"):
        return Look(fits=False)
    return Look(fits="patent-family" in root.beginning)
