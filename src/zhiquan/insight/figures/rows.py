"""The rows behind a figure, read from one version of the view's facts: filtered, counted again, page by page.

Reads Parquet as a stream, without the engine: pages may ask it, and what it counts is a proof that the engine had no
part in.
"""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import reduce
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.dataset as ds
import pyarrow.parquet as pq

from zhiquan.insight.figures.definition import Condition, Count, CountDistinct, Counted, Sum
from zhiquan.insight.figures.facts import Fact
from zhiquan.insight.figures.model import Period
from zhiquan.insight.figures.recount import Recounted
from zhiquan.insight.figures.views import View

_SIZE = 65_536


@dataclass(frozen=True, slots=True)
class Asked:
    """Which rows: those that a measure counts in some divisions for a period."""

    source: Counted
    places: Collection[str]
    period: Period


class FactRows:
    """The facts of one version of a view; ``files`` are ordered by key and so are the rows in them."""

    def __init__(self, view: View, files: Sequence[str]) -> None:
        self.view = view
        self.files = sorted(files, key=lambda file: _first_key(file, view.key))

    def recount(self, asked: Asked) -> Recounted:
        """Count the rows again: value, rows counted, rows left out; exact."""
        source = asked.source
        rows, total, seen = 0, Decimal(0), set[Any]()
        columns = [source.column] if isinstance(source, CountDistinct | Sum) else [self.view.key]
        for batch in self._batches(asked, columns):
            rows += batch.num_rows
            match source:
                case Sum(column=column):
                    total += Decimal(pc.sum(batch[column]).as_py() or 0)
                case CountDistinct(column=column):
                    seen.update(pc.unique(batch[column]).to_pylist())
                case Count():
                    total += batch.num_rows
        within = self._dataset().count_rows(filter=self._within(asked)) if self.files else 0
        value = Decimal(len(seen - {None, ""})) if isinstance(source, CountDistinct) else total
        return Recounted(value, rows, within - rows)

    def page(self, asked: Asked, *, after: str = "", limit: int | None = None) -> list[Fact]:
        """Return counted rows in the order of their keys, from behind ``after``."""
        found: list[Fact] = []
        beyond = pc.field(self.view.key) > after if after else None
        for batch in self._batches(asked, [column.name for column in self.view.columns], beyond):
            found.extend(batch.to_pylist())
            if limit is not None and len(found) >= limit:
                return found[:limit]
        return found

    def _batches(self, asked: Asked, columns: list[str], beyond: Any = None) -> Iterator[pa.RecordBatch]:
        if not self.files:
            return
        tagged = [one for one in asked.source.where if one.op == "has"]
        plain = [_plain(one) for one in asked.source.where if one.op != "has"]
        parts = [self._within(asked), *plain, *([beyond] if beyond is not None else [])]
        wanted = list(dict.fromkeys([*columns, *(one.column for one in tagged)]))
        condition = reduce(operator.and_, parts)
        for batch in self._dataset().to_batches(columns=wanted, filter=condition, batch_size=_SIZE):
            kept = batch
            for one in tagged:
                kept = kept.filter(_has(kept[one.column], str(one.value)))
            if kept.num_rows:
                yield kept

    def _dataset(self) -> Any:
        return ds.dataset(self.files, format="parquet")

    def _within(self, asked: Asked) -> Any:
        """Return the condition of place and period alone."""
        placed = pc.field(self.view.place).isin(pa.array(sorted(asked.places), pa.string()))
        source, period = asked.source, asked.period
        last = period.last_day
        if source.dated:
            first = last.replace(month=1 if period.to_date else period.month, day=1)
            return placed & (pc.field(source.dated) >= first) & (pc.field(source.dated) <= last)
        begun = placed & (pc.field(source.since or "") <= last)
        if not source.until:
            return begun
        until = pc.field(source.until)
        # a last day before the first: it never stood, and the condition above and this one never both hold
        return begun & (until.is_null() | (until >= last))


def _plain(one: Condition) -> Any:
    field = pc.field(one.column)
    match one.op:
        case "eq":
            return field == one.value
        case "ne":
            return field != one.value
        case _:
            return field.isin(list(one.value))


def _has(column: Any, value: str) -> pa.BooleanArray:
    """Return which lists of a column hold a value."""
    hits = pc.filter(pc.list_parent_indices(column), pc.equal(pc.list_flatten(column), pa.scalar(value)))
    return pc.is_in(pa.array(range(len(column)), pa.int64()), hits.cast(pa.int64()))


def _first_key(file: str, key: str) -> str:
    """Return the smallest key of a file, by the statistics that its writer left."""
    metadata = pq.read_metadata(file)
    if not metadata.num_row_groups:
        return ""
    at = metadata.schema.names.index(key) if key in metadata.schema.names else 0
    statistics = metadata.row_group(0).column(at).statistics
    return str(statistics.min) if statistics and statistics.has_min_max else ""
