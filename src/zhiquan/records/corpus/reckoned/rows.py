"""Intervals as rows: one for each stretch of days in which nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.model import EventRecord, PatentRecord
from zhiquan.records.corpus.standing import register_events
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import Book
from zhiquan.rules.law.high_value import Facts
from zhiquan.rules.law.intervals import high_value_intervals, status_intervals

CLASSES = ("emerging", "family", "age", "pledge", "award")
"""The five kinds of high-value inventions 高价值发明专利的五种情形, in the order of the rule."""

_STRETCH: list[pa.Field[Any]] = [
    pa.field("key", pa.string()),
    pa.field("first", pa.date32()),
    pa.field("last", pa.date32()),
]
_OUTCOMES: list[pa.Field[Any]] = [pa.field(name, pa.string()) for name in ("outcome", "valid", *CLASSES)]
_CODE: list[pa.Field[Any]] = [pa.field("code", pa.string()), pa.field("certain", pa.bool_())]
STATUS_COLUMNS = pa.schema(_STRETCH + _CODE)
"""``key`` of the right; ``first`` and ``last`` day (both included, ``last`` empty while it goes on); ``code`` of
``rules.law.status.StatusCode``."""
HIGH_VALUE_COLUMNS = pa.schema(_STRETCH + _OUTCOMES)
"""The same stretches for inventions; ``outcome``, ``valid`` and each class are pass, fail or unknown."""

Rows = list[dict[str, Any]]


def reckoned_rows(record: PatentRecord, events: Sequence[EventRecord], facts: Facts, book: Book) -> tuple[Rows, Rows]:
    """Return the rows of status, and for an invention those of high value."""
    kind = PatentKind(record.kind)
    told = register_events(record, events)
    status = [
        {"key": record.key, "first": one.first, "last": one.last, "code": one.holds.code, "certain": one.holds.certain}
        for one in status_intervals(kind, record.filing_date, told, book)
    ]
    if kind is not PatentKind.INVENTION:
        return status, []
    value = [
        {
            "key": record.key,
            "first": one.first,
            "last": one.last,
            "outcome": one.holds.outcome,
            "valid": one.holds.valid,
        }
        | {name: held.outcome for name, held in zip(CLASSES, one.holds.classes, strict=True)}
        for one in high_value_intervals(kind, record.filing_date, told, facts, book)
    ]
    return status, value
