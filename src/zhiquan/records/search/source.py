"""The lake as the index reads it: every patent, mark and geographical indication, merged; and what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from zhiquan.records.corpus.merged import changed_keys, merged
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search.entry import Searched

TABLES = ("patents", "marks", "indications")
"""Tables of the lake whose records are searched."""


def records(lake: Lake, version: int) -> Iterator[Searched]:
    """Yield every record of a version of the lake."""
    for table in TABLES:
        for one in merged(lake, table, version):
            yield one.record


def rows(lake: Lake, version: int) -> int:
    """Return how many rows a version holds in the tables that are searched: no fewer than records."""
    return sum(count for (table, _), (count, _) in lake.manifests.held(version).items() if table in TABLES)


def changed(lake: Lake, since: int, version: int) -> dict[str, list[str]]:
    """Return table → keys of the records that may differ between two versions."""
    return {table: list(changed_keys(lake, table, since, version)) for table in TABLES}


def chosen(lake: Lake, version: int, keys: Mapping[str, Sequence[str]]) -> Iterator[Searched]:
    """Yield the records of some keys of each table that a version holds."""
    for table, wanted in keys.items():
        if wanted:
            for one in merged(lake, table, version, keys=wanted):
                yield one.record
