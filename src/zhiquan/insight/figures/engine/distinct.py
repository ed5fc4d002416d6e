"""Distinct counts: each value once in a place and a period, counted there and never added up from below.

The periods that a value is seen in are bits of a few whole numbers: ``OR`` over all facts of a value makes them one,
in a place and again in each division above, and what is counted at last are the values that have a period's bit. No
fact is ever multiplied by the periods it stands in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa

from zhiquan.insight.figures.definition import CountDistinct
from zhiquan.insight.figures.engine.additive import condition, month_of
from zhiquan.insight.figures.engine.axes import YEAR, Axes
from zhiquan.insight.figures.views import View

WORD = 62
"""Bits of a whole number of 64 that are used: their sum and the bit behind the last never reach its sign."""


@ibis.udf.agg.builtin(signature=(("int64",), "int64"))  # type: ignore[untyped-decorator]
def bit_or(bits: Any) -> Any:
    """Return all numbers of a group joined bit by bit: DuckDB and Spark both have it, Ibis knows only DuckDB's."""


@dataclass(frozen=True, slots=True)
class _Stretch:
    """The months from ``first`` to ``last`` (expressions, counted from year 0) in whose periods a fact is seen."""

    name: str
    to_date: bool
    first: Any
    last: Any


def distinct_values(
    connection: Any, facts: Any, view: View, source: CountDistinct, axes: Axes
) -> dict[tuple[str, str], Decimal]:
    """Return the number of different values by division and period; empty ones are left out."""
    met = condition(facts, source.where)
    named = facts[source.column].notnull() & (facts[source.column] != "")
    kept = facts.filter(named if met is None else named & met)
    held, stretches = _flow(kept, source, axes) if source.dated else _stock(kept, source, axes)
    words = {name: word for one in stretches for name, word in _words(one, axes)}
    seen = kept.filter(held).select(place_=kept[view.place], value_=kept[source.column], **words)
    seen = _united(seen, "place_", words).inner_join(ibis.memtable(_places(axes)), "place_")
    placed = _united(seen, "division_", words)
    bits = dict(enumerate(_bits(stretches, axes)))
    columns = {f"n_{at}": ((placed[word] >> bit) & 1).sum() for at, (_, word, bit) in bits.items()}
    rows = connection.to_pyarrow(placed.group_by("division_").aggregate(**columns)).to_pylist()
    return {
        (row["division_"], period): Decimal(row[f"n_{at}"])
        for row in rows
        for at, (period, _, _) in bits.items()
        if row[f"n_{at}"]
    }


def _united(seen: Any, place: str, words: dict[str, Any]) -> Any:
    """Return each value once in a place, with the bits of all its rows."""
    return seen.group_by([place, "value_"]).aggregate(**{word: bit_or(seen[word]) for word in words})


def _flow(facts: Any, source: CountDistinct, axes: Axes) -> tuple[Any, list[_Stretch]]:
    """Return which facts are seen, and in which periods: their month, and the running totals to the year's end."""
    day = facts[source.dated]
    month = month_of(day)
    # a running total begins in January, which may lie before the first month computed
    held = day.notnull() & (month >= axes.first - axes.first % YEAR) & (month <= axes.last)
    december = month - month % YEAR + YEAR - 1
    return held, [_Stretch("month", False, month, month), _Stretch("year", True, month, december)]  # noqa: FBT003


def _stock(facts: Any, source: CountDistinct, axes: Axes) -> tuple[Any, list[_Stretch]]:
    """Return which facts stand at all, and the months at whose end they do."""
    begin = facts[source.since]
    first = month_of(begin)
    held, last = begin.notnull() & (first <= axes.last), ibis.literal(axes.last)
    if source.until:
        until = facts[source.until]
        held &= until.isnull() | (until >= begin)
        last = ibis.coalesce(month_of(until + ibis.interval(days=1)) - 1, axes.last)
    return held, [_Stretch("month", False, first, last)]  # noqa: FBT003


def _words(one: _Stretch, axes: Axes) -> Iterator[tuple[str, Any]]:
    """Yield the whole numbers that hold a stretch's bits, the first month computed in the lowest."""
    size = axes.last - axes.first + 1
    for at, low in enumerate(range(0, size, WORD)):
        length = min(WORD, size - low)
        begin = (one.first - axes.first - low).clip(0, length)
        end = (one.last - axes.first - low + 1).clip(0, length)
        # all bits below the end without those below the beginning; a stretch that ends before it begins has none
        yield f"{one.name}_{at}", _bit(end) - _bit(ibis.least(begin, end))


def _bit(at: Any) -> Any:
    """Return the whole number with one bit; no shift, as a literal 1 is one of 32 bits to the engines.

    A power of two is exact as a floating-point number (IEEE 754), and so is its way back.
    """
    return (ibis.literal(2.0) ** at).cast("int64")


def _bits(stretches: list[_Stretch], axes: Axes) -> Iterator[tuple[str, str, int]]:
    """Yield every period with the word and the bit that stand for it."""
    for one in stretches:
        for at, month in enumerate(range(axes.first, axes.last + 1)):
            yield axes.period(month, to_date=one.to_date).code, f"{one.name}_{at // WORD}", at % WORD


def _places(axes: Axes) -> pa.Table:
    """Return the axis of places: a fact's own division → every division it counts for."""
    pairs = [{"place_": place, "division_": above} for place, line in axes.lineage.items() for above in line]
    fields: list[pa.Field[Any]] = [pa.field("place_", pa.string()), pa.field("division_", pa.string())]
    return pa.Table.from_pylist(pairs, schema=pa.schema(fields))
