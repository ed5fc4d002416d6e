"""Is this a result list of Google Patents?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look, headed

NEEDS = ("id", "title", "assignee", "inventorauthor", "prioritydate", "resultlink")
"""The headings of the second line; the first holds the address of the search."""


def look(path: Path) -> Look:
    """Say whether the headings are those of Google Patents."""
    return headed.look(path, NEEDS)
