"""Is this a result list of PATENTSCOPE?"""

from __future__ import annotations

from pathlib import Path

from zhiquan.records.corpus.loaders import Look, headed

NEEDS = ("publicationnumber", "publicationdate", "title", "prioritydata", "ipc")
"""Headings together of no other service: ``Priority Data`` beside ``IPC``, formerly written ``I P C``."""


def look(path: Path) -> Look:
    """Say whether the headings are PATENTSCOPE's."""
    return headed.look(path, NEEDS)
