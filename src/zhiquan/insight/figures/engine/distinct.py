"""Distinct counts: each value once in a place and a period, counted there and never added up from below."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa

from zhiquan.insight.figures.definition import CountDistinct
from zhiquan.insight.figures.engine.additive import condition
from zhiquan.insight.figures.engine.axes import Axes
from zhiquan.insight.figures.views import View


def distinct_values(
    connection: Any, facts: Any, view: View, source: CountDistinct, axes: Axes
) -> dict[tuple[str, str], Decimal]:
    """Return the number of different values by division and period; empty ones are left out."""
    met = condition(facts, source.where)
    named = facts[source.column].notnull() & (facts[source.column] != "")
    kept = facts.filter(named if met is None else named & met)
    spans = _flow_spans(kept, source, axes) if source.dated else _stock_spans(kept, source, axes)
    # a value is wanted once in each place and span, however many facts tell of it
    seen = spans.select("value_", "first_", "last_", place_=spans[view.place]).distinct()
    placed = seen.inner_join(ibis.memtable(_places(axes)), "place_").select("value_", "first_", "last_", "division_")
    periods = ibis.memtable(_periods(axes, flows=source.dated is not None))
    meeting = [placed.first_ <= periods.until_, placed.last_ >= periods.from_]
    joined = placed.inner_join(periods, meeting).select("value_", "division_", "period_")
    counted = joined.group_by(["division_", "period_"]).aggregate(value=joined.value_.nunique())
    return {
        (row["division_"], row["period_"]): Decimal(row["value"]) for row in connection.to_pyarrow(counted).to_pylist()
    }


def _flow_spans(facts: Any, source: CountDistinct, axes: Axes) -> Any:
    """Return each value with the one month it was seen in."""
    day = facts[source.dated]
    month = day.year() * 12 + day.month() - 1
    placed = facts.filter(day.notnull()).mutate(value_=facts[source.column], first_=month, last_=month)
    # a running total begins in January, which may lie before the first month computed
    return placed.filter(placed.first_ >= axes.first - axes.first % 12, placed.first_ <= axes.last)


def _stock_spans(facts: Any, source: CountDistinct, axes: Axes) -> Any:
    """Return each value with the months at whose end it stood, kept within those computed."""
    begin = facts[source.since]
    first = begin.year() * 12 + begin.month() - 1
    held = begin.notnull()
    last = ibis.literal(axes.last)
    if source.until:
        out = facts[source.until] + ibis.interval(days=1)
        held &= facts[source.until].isnull() | (facts[source.until] >= begin)
        last = ibis.coalesce(out.year() * 12 + out.month() - 2, axes.last)
    placed = facts.filter(held).mutate(
        value_=facts[source.column], first_=ibis.greatest(first, axes.first), last_=ibis.least(last, axes.last)
    )
    return placed.filter(placed.first_ <= placed.last_)


def _places(axes: Axes) -> pa.Table:
    """Return the axis of places: a fact's own division → every division it counts for."""
    pairs = [{"place_": place, "division_": above} for place, line in axes.lineage.items() for above in line]
    fields: list[pa.Field[Any]] = [pa.field("place_", pa.string()), pa.field("division_", pa.string())]
    return pa.Table.from_pylist(pairs, schema=pa.schema(fields))


def _periods(axes: Axes, *, flows: bool) -> pa.Table:
    """Return the axis of periods: each with the first and last month that it takes in."""
    rows = []
    for month in range(axes.first, axes.last + 1):
        rows.append({"period_": axes.period(month).code, "from_": month, "until_": month})
        if flows:
            january = month - month % 12
            rows.append({"period_": axes.period(month, to_date=True).code, "from_": january, "until_": month})
    fields: list[pa.Field[Any]] = [pa.field("period_", pa.string()), pa.field("from_", pa.int64())]
    return pa.Table.from_pylist(rows, schema=pa.schema([*fields, pa.field("until_", pa.int64())]))
