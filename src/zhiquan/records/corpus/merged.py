"""The merged view: one record for each thing, from all its sources, people's corrections last; and what changed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from zhiquan.records.corpus.merging import CORRECTION, Merged, merge
from zhiquan.records.corpus.overlays import Overlays
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.changes import changed
from zhiquan.records.corpus.store.grouping import Group, groups, some_groups
from zhiquan.records.corpus.store.joining import PUBLICATION, joint, variants

__all__ = ["CORRECTION", "Merged", "changed_keys", "merge", "merged", "merged_one", "told_of"]


def merged(
    lake: Lake, table: str = "patents", version: int | None = None, *, keys: Collection[str] | None = None
) -> Iterator[Merged[Any]]:
    """Yield every thing of a table once, as of a version (the newest without one); with ``keys`` only those there.

    Memory is bounded: DuckDB brings the rows together and spills. ``NotFound`` ``lake.empty`` before the first import.
    """
    version = lake.manifests.at(version).number if lake.version() is not None else version
    overlays = Overlays.read(lake, table, version)
    found = groups(lake, table, version) if keys is None else some_groups(lake, table, keys, version)
    return (_one(group, overlays) for group in found)


def merged_one(lake: Lake, table: str, key: str, version: int | None = None) -> Merged[Any] | None:
    """Return one thing, ``None`` where the lake has none; ``pub.X`` gives the right that publication X is of,
    in whatever writing."""
    version = lake.manifests.at(version).number if lake.version() is not None else version
    if table == "patents" and key.startswith(PUBLICATION):
        key = _owner(lake, key, version)
    overlays = Overlays.read(lake, table, version)
    return next((_one(group, overlays) for group in some_groups(lake, table, [key], version)), None)


def told_of(lake: Lake, table: str, right: Merged[Any], version: int | None = None) -> list[Any]:
    """Return the rows of ``events``, ``citations`` or ``families`` about a right, also those by its publications."""
    keys = [right.key, *(PUBLICATION + one for one in variants({joint(one) for one in right.publications}))]
    return [row for _, rows in some_groups(lake, table, keys, version) for row in rows]


def changed_keys(lake: Lake, table: str, since_version: int, version: int | None = None) -> Iterator[str]:
    """Yield each key whose merged record may differ from that of an earlier version, also those that are gone.

    Only what was written since is read. ``merged(keys=…)`` then yields those that are there now.
    """
    yield from changed(lake, table, since_version, version)


def _one(group: Group, overlays: Overlays) -> Merged[Any]:
    key, rows = group
    return overlays.over(merge(rows, key))


def _owner(lake: Lake, key: str, version: int | None) -> str:
    """Return the key of the right that a publication is of; the publication need not be there in this writing."""
    publication = key.removeprefix(PUBLICATION)
    wanted = variants({joint(publication)})
    rows = list(lake.about("patents", "publication", wanted, version, columns=("key", "publication")))
    rights = [row["key"] for row in rows if not row["key"].startswith(PUBLICATION)]
    return min(rights or (row["key"] for row in rows), default=key)
