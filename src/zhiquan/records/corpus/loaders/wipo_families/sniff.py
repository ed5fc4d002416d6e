"""Is this a table of families from a WIPO landscape report?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look, headed

NEEDS = ("publicationnumber", "kindcode", "title", "prioritydocument", "ipcclasses", "familymembers")
"""Headings of the report's table."""


def look(path: Path) -> Look:
    """Say whether the headings are the report's."""
    return headed.look(path, NEEDS)
