"""Is this an export of The Lens?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look, headed

NEEDS = ("jurisdiction", "kind", "publicationdate", "publicationyear", "title", "simplefamilysize")
"""Headings that exports of all years have in common."""


def look(path: Path) -> Look:
    """Say whether the headings are The Lens's."""
    return headed.look(path, NEEDS)
