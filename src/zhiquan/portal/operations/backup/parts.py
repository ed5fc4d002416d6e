"""Which files a backup holds, and under which names."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.store import Lake
from zhiquan.records.durable import DRAFT
from zhiquan.settings.folders import DataFolder

LAKE = "lake"
KEYS = "keys"
PLAIN = ("files", "region", "mappings", "uploads", "quarantine")
"""Folders of the data folder that are taken as they are: nothing in them is changed after it was written."""
_PASSING = frozenset({".scratch", ".reading", ".writing.lock"})


def link_lake(folders: DataFolder, scratch: Path) -> None:
    """Link every file of the lake into a folder, as it is between two batches.

    Files of the lake are written once, so a link is a copy that costs nothing. ``Conflict`` ``records.busy`` while a
    batch is being written.
    """
    with Lake(folders.lake).writing():
        for path, name in walk(folders.lake):
            target = scratch / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                os.link(path, target)
            except FileNotFoundError:  # a fact's draft; facts are computed anew
                continue
            except OSError:  # a file system without links
                shutil.copy2(path, target)


def walk(root: Path) -> Iterator[tuple[Path, str]]:
    """Yield the files below a folder with their names relative to it, by name; drafts and locks are left out."""
    try:
        entries = sorted(os.scandir(root), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        if entry.name in _PASSING or entry.name.startswith(DRAFT) or entry.name.endswith(".lock"):
            continue
        if entry.is_dir(follow_symlinks=False):
            for path, name in walk(Path(entry.path)):
                yield path, f"{entry.name}/{name}"
        elif entry.is_file(follow_symlinks=False):
            yield Path(entry.path), entry.name


def weight(root: Path) -> int:
    """Return the bytes of the files below a folder."""
    return sum(_size(path) for path, _ in walk(root))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
