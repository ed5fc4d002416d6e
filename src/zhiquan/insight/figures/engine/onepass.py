"""All indicators of a view, for all divisions and periods, in one pass over the facts (DuckDB through Ibis).

Each fact is joined to the places it counts for (its division and all above) and to the periods it counts for (its month
and the running totals of its year), and one aggregation follows. The two small axis tables carry every rule about
roll-up, so a unit without a prefecture needs no special case and a distinct count is right at every level: it is
counted there, never summed from below. Runs in the worker or on the command line, never inside a web request.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa

from zhiquan.definitions.divisions import Divisions
from zhiquan.insight.figures.definition import Condition, Count, CountDistinct, Family, Indicator, Sum
from zhiquan.insight.figures.model import FigureCell, periods_of


def compute(family: Family, files: Sequence[str], divisions: Divisions, through: date) -> list[FigureCell]:
    """Compute every cell that at least one fact touches, up to the month of ``through``; values are exact.

    ``files`` are the Parquet files of one version of the view. A fact without division or date raises ``ValueError``:
    it would be missing from every total without a word.
    """
    if not files:
        return []
    with _connection() as connection:
        facts = connection.read_parquet(list(files))
        place, day = facts[family.axes.division.column], facts[family.axes.period.column]
        facts = facts.mutate(place_=place, month_=day.truncate("M").cast("date"))
        places = _places(_distinct(connection, facts.place_), divisions)
        periods = _periods(_distinct(connection, facts.month_), through)
        joined = facts.inner_join(ibis.memtable(places), "place_").inner_join(ibis.memtable(periods), "month_")
        cells = joined.group_by(["division_", "period_"]).aggregate(**_aggregates(joined, family.indicators))
        table = connection.to_pyarrow(cells.order_by(["division_", "period_"]))
    return list(_cells(family.indicators, table))


@contextmanager
def _connection() -> Iterator[Any]:
    """Open an in-memory DuckDB for one computation."""
    with warnings.catch_warnings():
        # Ibis 12 still calls what DuckDB 2 renamed
        warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
        connection = ibis.duckdb.connect()
        try:
            yield connection
        finally:
            connection.disconnect()


def _distinct(connection: Any, column: Any) -> list[Any]:
    """Return the distinct values of a column; an unknown one is an error."""
    values: list[Any] = connection.to_pyarrow(column.name("v").as_table().distinct())["v"].to_pylist()
    if None in values:
        raise ValueError("a fact has no division or no date")
    return values


def _places(codes: list[str], divisions: Divisions) -> pa.Table:
    """Return the axis of places: a fact's own division → every division it counts for."""
    pairs = [{"place_": code, "division_": above} for code in codes for above in divisions.lineage(code)]
    fields: list[pa.Field[Any]] = [pa.field("place_", pa.string()), pa.field("division_", pa.string())]
    return pa.Table.from_pylist(pairs, schema=pa.schema(fields))


def _periods(months: list[date], through: date) -> pa.Table:
    """Return the axis of periods: a fact's month → every period it counts for."""
    pairs = [{"month_": month, "period_": period.code} for month in months for period in periods_of(month, through)]
    fields: list[pa.Field[Any]] = [pa.field("month_", pa.date32()), pa.field("period_", pa.string())]
    return pa.Table.from_pylist(pairs, schema=pa.schema(fields))


def _aggregates(facts: Any, indicators: Sequence[Indicator]) -> dict[str, Any]:
    """Return three columns per indicator (value, rows counted, rows left out), named by its position."""
    columns: dict[str, Any] = {}
    for position, indicator in enumerate(indicators):
        meets = _meets(facts, indicator.where)
        columns[f"value_{position}"] = _measure(facts, indicator, meets)
        columns[f"rows_{position}"] = facts.count(where=meets)
        columns[f"left_out_{position}"] = facts.count() - facts.count(where=meets)
    return columns


def _meets(facts: Any, conditions: Sequence[Condition]) -> Any:
    """Return the condition as one expression, or ``None`` where there is none; an unknown value meets nothing."""
    holds = None
    for condition in conditions:
        column = facts[condition.column]
        one = (column == condition.value) if condition.op == "eq" else (column != condition.value)
        holds = one.fill_null(False) if holds is None else holds & one.fill_null(False)  # noqa: FBT003 - Ibis's own API
    return holds


def _measure(facts: Any, indicator: Indicator, meets: Any) -> Any:
    match indicator.measure:
        case Count():
            return facts.count(where=meets)
        case CountDistinct(column=column):
            return facts[column].nunique(where=meets)
        case Sum(column=column):
            return facts[column].sum(where=meets)


def _cells(indicators: Sequence[Indicator], table: pa.Table) -> Iterator[FigureCell]:
    for row in table.to_pylist():
        for position, indicator in enumerate(indicators):
            yield FigureCell(
                indicator=indicator.code,
                division=row["division_"],
                period=row["period_"],
                value=Decimal(row[f"value_{position}"] or 0),
                rows=row[f"rows_{position}"],
                left_out=row[f"left_out_{position}"],
            )
