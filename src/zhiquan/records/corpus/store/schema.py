"""Columns of the table of records, and the way between rows and records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields

import pyarrow as pa

from zhiquan.records.corpus.model import PatentRecord

_TYPES = {
    "applicants": pa.list_(pa.string()),
    "doubts": pa.list_(pa.string()),
    "filing_date": pa.date32(),
    "vintage": pa.date32(),
}

PATENTS = pa.schema([pa.field(field.name, _TYPES.get(field.name, pa.string())) for field in fields(PatentRecord)])
"""The table ``patents``: one row per (key, source)."""


def to_batch(records: Sequence[PatentRecord]) -> pa.RecordBatch:
    """Turn records into one batch of the table."""
    return pa.RecordBatch.from_pydict(
        {name: [getattr(record, name) for record in records] for name in PATENTS.names}, schema=PATENTS
    )


def from_batch(batch: pa.RecordBatch) -> Iterator[PatentRecord]:
    """Yield the records of one batch."""
    for row in batch.to_pylist():
        yield PatentRecord.from_row(row)
