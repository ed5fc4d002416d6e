"""The merged view: one record per right, each field from the source that has it and speaks as of the latest day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.corpus.store import Lake

_FILLED = ("abstract", "applicants", "division")


def merged(lake: Lake, version: int | None = None) -> Iterator[PatentRecord]:
    """Yield every right of a version of the lake once.

    Rights that only one source knows pass straight through; only those with several are held in memory.
    """
    seen = Counter(row["key"] for row in lake.columns("key", version=version))
    shared: dict[str, list[PatentRecord]] = {key: [] for key, count in seen.items() if count > 1}
    del seen
    for record in lake.records(version):
        if record.key in shared:
            shared[record.key].append(record)
        else:
            yield record
    for records in shared.values():
        yield merge(records)


def merge(records: Sequence[PatentRecord]) -> PatentRecord:
    """Merge what several sources say of one right: the latest wins, its gaps are filled from the others."""
    latest, *others = sorted(records, key=lambda record: (record.vintage, record.source), reverse=True)
    for other in others:
        gaps = {name: getattr(other, name) for name in _FILLED if not getattr(latest, name)}
        if not latest.main_class:
            gaps |= {"main_class": other.main_class, "class_scheme": other.class_scheme}
        latest = replace(latest, **gaps)
    return latest
