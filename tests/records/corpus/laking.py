"""Putting records of any table into a lake, as the tests of this room do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.model import MarkRecord, Record
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.schema import SCHEMAS, to_batch


def reader(table: str, records: Iterable[Record]) -> pa.RecordBatchReader:
    held = list(records)
    slices = (held[start : start + 500] for start in range(0, len(held), 500))
    return pa.RecordBatchReader.from_batches(SCHEMAS[table], (to_batch(table, part) for part in slices))


def put(lake: Lake, batch: str = "batch", **tables: Sequence[Record]) -> int:
    """Put tables of one source in as one batch; the records get its name and differ by what they say."""
    given = {
        table: [replace(one, batch=batch, raw_hash=str(hash_of(one))) for one in records]
        for table, records in tables.items()
    }
    source = next(one.source for records in given.values() for one in records)
    staged = {table: reader(table, records) for table, records in given.items()}
    vintage = max(one.vintage for records in given.values() for one in records)
    return lake.put(staged, source, {"batch": batch, "source": source, "vintage": vintage.isoformat()})


def hash_of(record: Any) -> str:
    return f"{record.record} {getattr(record, 'title', '')} {getattr(record, 'text', '')}"


def mark(number: str = "1", text: str = "示例", *, source: str = "marks", **changes: Any) -> MarkRecord:
    base = MarkRecord(
        record=f"tm.CN.{number}",
        key=f"tm.CN.{number}",
        source=source,
        batch="batch",
        vintage=date(2020, 1, 1),
        raw_hash="00",
        number=number,
        standing="unchecked",
        text=text,
    )
    return replace(base, **changes)
