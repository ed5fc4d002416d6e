"""Is this file a trademark record in WIPO ST.66?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.loaders.elements import root_of

NAMESPACE = "http://www.wipo.int/standards/XMLSchema/trademarks"


def look(path: Path) -> Look:
    """Say whether the file is one, by the namespace of its root."""
    root = root_of(path)
    return Look(fits=root is not None and root.name == "Transaction" and root.namespace == NAMESPACE)
