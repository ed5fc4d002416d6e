"""The registry of data sets as the page shows it: names instead of keys, whole per cent, the largest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from zhiquan.records.corpus.datasets import SHARE_NAMES, TABLE_NAMES, YEAR_NAMES, Batch, DataSet, Quality, Registry
from zhiquan.records.corpus.store.survey import Cover
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class CoverView:
    """One table of a source: ``spans`` are name, first and last year; ``shares`` name and per cent."""

    table: str
    name: Text
    rows: int
    doubtful: int
    offices: tuple[tuple[str, int], ...]
    more_offices: int
    spans: tuple[tuple[Text, int, int], ...]
    shares: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True)
class SetView:
    """One source."""

    source: str
    first: date | None
    until: date | None
    rows: int
    covers: tuple[CoverView, ...]
    quality: Quality
    batches: tuple[Batch, ...]


def sets_of(found: Registry) -> tuple[SetView, ...]:
    """Return the data sets, those with the most rows first."""
    return tuple(_set(one) for one in sorted(found.sets, key=lambda one: (-one.rows, one.source)))


def totals_of(found: Registry | None) -> tuple[tuple[Text, int], ...]:
    """Return name and rows of each table over all sources, in the order of the tables."""
    rows = found.rows if found else {}
    return tuple((name, rows[table]) for table, name in TABLE_NAMES.items() if rows.get(table))


def _set(one: DataSet) -> SetView:
    return SetView(
        one.source, _day(one.first_vintage), _day(one.vintage), one.rows, tuple(_covers(one)), one.quality, one.batches
    )


def _covers(one: DataSet) -> Iterator[CoverView]:
    for cover in sorted(one.tables, key=lambda cover: list(TABLE_NAMES).index(cover.table)):
        spans = ((YEAR_NAMES[key], first, last) for key, (first, last) in (cover.years or {}).items())
        yield CoverView(
            cover.table,
            TABLE_NAMES[cover.table],
            cover.rows,
            cover.doubtful,
            cover.offices,
            cover.more_offices,
            tuple(spans),
            _shares(cover),
        )


def _shares(cover: Cover) -> tuple[tuple[Text, int], ...]:
    return tuple((SHARE_NAMES[key], _per_cent(share)) for key, share in (cover.shares or {}).items())


def _per_cent(share: float) -> int:
    """Return whole per cent; 100 only where none is without, 0 only where none is with."""
    if share in (0, 1):
        return int(share * 100)
    return min(99, max(1, round(share * 100)))


def _day(iso: str) -> date | None:
    return date.fromisoformat(iso) if iso else None
