"""Indexes built from the lake: what no backup holds and every restore makes anew."""

from __future__ import annotations

from collections.abc import Callable

from zhiquan.records.corpus.store import Lake
from zhiquan.records.marks.building import build_register
from zhiquan.records.search import build_index
from zhiquan.settings.folders import DataFolder

Progress = Callable[[int, int | None], None]


def build_indexes(data: DataFolder, progress: Progress | None = None) -> bool:
    """Build the search index and the register of marks; False where nothing was ever imported."""
    if Lake(data.lake).version() is None:
        return False
    build_index(data.lake, data.index, progress=progress)
    build_register(data.lake, data.index)
    return True
