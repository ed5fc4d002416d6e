"""The lake as the index reads it: every patent, mark and geographical indication, merged; and what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from zhiquan.records.corpus.merged import Merged, changed_keys, merged
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search.entry import Item, Searched, Told

TABLES = ("patents", "marks", "indications")
"""Tables of the lake whose records are searched."""


def records(lake: Lake, version: int) -> Iterator[Item]:
    """Yield every record of a version of the lake."""
    for table in TABLES:
        for one in merged(lake, table, version):
            yield _item(one)


def rows(lake: Lake, version: int) -> int:
    """Return how many rows a version holds in the tables that are searched: no fewer than records."""
    return sum(count for (table, _), (count, _) in lake.manifests.held(version).items() if table in TABLES)


def changed(lake: Lake, since: int, version: int) -> dict[str, list[str]]:
    """Return table → keys of the records that may differ between two versions."""
    return {table: list(changed_keys(lake, table, since, version)) for table in TABLES}


def chosen(lake: Lake, version: int, keys: Mapping[str, Sequence[str]]) -> Iterator[Item]:
    """Yield the records of some keys of each table that a version holds."""
    for table, wanted in keys.items():
        if wanted:
            for one in merged(lake, table, version, keys=wanted):
                yield _item(one)


def _item(one: Merged[Any]) -> Item:
    record: Searched = one.record
    own = getattr(record, "publication", "")
    others = tuple(number for number in one.publications if number != own)
    return Told(record, others) if others else record
