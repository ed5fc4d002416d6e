"""All indicators of a view, for all divisions and months, in one pass over its facts (DuckDB through Ibis).

The facts are read once for each date that places them (filed, granted, in force from and until): one aggregation gives,
for every place and month, what all indicators dated by it add up to. What is left is small and is rolled up here: to
the divisions above, to running totals of a year, and, for stocks, to what stands at each month's end. Distinct counts
are never added: they are counted anew at every level. Runs in the worker or on the command line, never inside a web
request.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from zhiquan.definitions.divisions import Divisions
from zhiquan.insight.figures.definition import CountDistinct, Counted, Indicator
from zhiquan.insight.figures.engine.additive import Dated, Sums, aggregate
from zhiquan.insight.figures.engine.axes import Axes
from zhiquan.insight.figures.engine.backends import Backend, duckdb, facts_of
from zhiquan.insight.figures.engine.distinct import distinct_values
from zhiquan.insight.figures.engine.rolling import roll_up
from zhiquan.insight.figures.model import FigureCell
from zhiquan.insight.figures.views import View


def compute(  # noqa: PLR0913 - what a pass needs and nothing else
    view: View,
    indicators: Sequence[Indicator],
    files: Sequence[str],
    divisions: Divisions,
    since: date,
    through: date,
    *,
    backend: Backend | None = None,
) -> list[FigureCell]:
    """Compute every cell that at least one fact touches, for the months from ``since`` to ``through``; exact.

    ``files`` are the Parquet files of one version of the view, its keys each once. ``backend`` is where it is computed;
    DuckDB without one. A fact without division raises ``ValueError``: it would be missing from every total without a
    word.
    """
    if not files or not indicators:
        return []
    with (backend or duckdb())() as connection:
        facts = facts_of(connection, list(files))
        places = _places(connection, facts, view)
        axes = Axes(places, divisions, since, through)
        sums = [aggregate(connection, facts, view, dated) for dated in _dates(indicators)]
        cells = list(roll_up(indicators, Sums.joined(sums), axes))
        values = {
            one.code: distinct_values(connection, facts, view, one.source, axes)
            for one in indicators
            if isinstance(one.source, CountDistinct)
        }
    return [_with_distinct(cell, values) for cell in cells]


def _with_distinct(cell: FigureCell, values: dict[str, dict[tuple[str, str], Any]]) -> FigureCell:
    """Return a cell of a distinct count with the value that was counted at its own level."""
    if cell.indicator not in values:
        return cell
    found = values[cell.indicator].get((cell.division, cell.period), cell.value * 0)
    return FigureCell(cell.indicator, cell.division, cell.period, found, cell.rows, cell.left_out)


def _places(connection: Any, facts: Any, view: View) -> list[str]:
    """Return the facts' own divisions; an unknown one is an error."""
    values: list[Any] = connection.to_pyarrow(facts.select(v=facts[view.place]).distinct())["v"].to_pylist()
    if None in values:
        raise ValueError(f"view {view.name}: a fact has no division")
    return values


def _dates(indicators: Sequence[Indicator]) -> list[Dated]:
    """Return each date that places facts with the indicators it is for; a stock's two ends are two of them."""
    groups: dict[tuple[str, str, bool], list[Indicator]] = {}
    for one in indicators:
        source = one.source
        if not isinstance(source, Counted):
            raise TypeError(f"{one.code} is not counted over a view")
        if source.dated:
            groups.setdefault((source.dated, "", False), []).append(one)
            continue
        begin, end = source.since or "", source.until or ""
        groups.setdefault((begin, end, False), []).append(one)
        if end:
            groups.setdefault((begin, end, True), []).append(one)
    return [Dated(begin, end, leaving, tuple(ones)) for (begin, end, leaving), ones in groups.items()]
