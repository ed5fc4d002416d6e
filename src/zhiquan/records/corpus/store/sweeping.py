"""Files that lie among a table's and belong to no version: what writers that were killed have left.

Every version that the manifest ever named stays readable, since it may be the vintage of a signed figure; so a file is
an orphan only when no row of the manifest tells of it. Logs, the manifest and the tables of facts are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pyarrow.fs as pf

from zhiquan.records.corpus.store.files import filesystem, paths
from zhiquan.records.corpus.store.lake import Lake
from zhiquan.records.corpus.store.schema import SCHEMAS

_LOG = "_delta_log/"


@dataclass(frozen=True, slots=True)
class Orphan:
    """A data file of no version: its table, its path below it, bytes, and when it was last written."""

    table: str
    path: str
    size: int
    written: datetime


def orphans(lake: Lake, before: datetime) -> list[Orphan]:
    """Return the data files last written before a moment that no version tells of, by table and path."""
    told: dict[str, set[str]] = {}
    for row in lake.history():
        for table, files in row.files.items():
            told.setdefault(table, set()).update(files)
    return [one for name in SCHEMAS if lake.place.holds(name) for one in _of(lake, name, told.get(name, set()), before)]


def sweep(lake: Lake, found: Iterable[Orphan], before: datetime) -> list[Orphan]:
    """Delete those of some orphans that still are; returns them.

    ``Conflict`` ``records.busy`` while the lake is being written.
    """
    wanted = set(found)
    with lake.writing():
        gone = [one for one in orphans(lake, before) if one in wanted]
        for one in gone:
            filesystem(lake.place.table(one.table)).delete_file(one.path)
    return gone


def _of(lake: Lake, name: str, told: set[str], before: datetime) -> Iterator[Orphan]:
    table = lake.place.table(name)
    held = told | set(paths(table)) | _named(lake, name)
    for info in _files(table):
        if info.path not in held and info.mtime is not None and info.mtime.astimezone(UTC) < before:
            yield Orphan(name, info.path, int(info.size or 0), info.mtime.astimezone(UTC))


def _named(lake: Lake, name: str) -> set[str]:
    """Return the files of the version that the newest row names, whatever its list says."""
    opened = lake.opened(name)
    return set(paths(opened)) if opened is not None else set()


def _files(table: Any) -> list[Any]:
    found = filesystem(table).get_file_info(pf.FileSelector("", recursive=True))
    files = [one for one in found if one.is_file and one.path.endswith(".parquet")]
    return sorted((one for one in files if not one.path.startswith(_LOG)), key=lambda one: str(one.path))
