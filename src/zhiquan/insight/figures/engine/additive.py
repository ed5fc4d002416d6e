"""What adds up, counted for every place and month of one date column in a single aggregation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import ibis

from zhiquan.insight.figures.definition import Condition, Count, CountDistinct, Counted, Indicator, Sum
from zhiquan.insight.figures.engine.axes import YEAR
from zhiquan.insight.figures.views import View

Amount = tuple[Decimal, int, int]
"""Value, rows counted, rows left out."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date column and the indicators it places: of a flow its date, of a stock its first day, or, ``leaving``, the
    day after its last (``end``)."""

    begin: str
    end: str
    leaving: bool
    indicators: tuple[Indicator, ...]


@dataclass(slots=True)
class Sums:
    """Amounts by indicator, place and month (counted from year 0); ``leaving`` ones are taken away from stocks."""

    entering: dict[tuple[str, str, int], Amount] = field(default_factory=dict)
    leaving: dict[tuple[str, str, int], Amount] = field(default_factory=dict)

    @classmethod
    def joined(cls, parts: Iterable[Sums]) -> Sums:
        """Return all parts as one; no indicator is in two parts of a kind."""
        whole = cls()
        for part in parts:
            whole.entering |= part.entering
            whole.leaving |= part.leaving
        return whole


def aggregate(connection: Any, facts: Any, view: View, dated: Dated) -> Sums:
    """Return the sums of one date column; rows without the date are in no period."""
    day = facts[dated.end] if dated.leaving else facts[dated.begin]
    if dated.leaving:
        day = day + ibis.interval(days=1)
    placed = facts.filter(_holds(facts, dated)).mutate(place_=facts[view.place], month_=month_of(day))
    counted = placed.group_by(["place_", "month_"]).aggregate(**_columns(placed, dated.indicators))
    found = Sums()
    amounts = found.leaving if dated.leaving else found.entering
    for row in connection.to_pyarrow(counted).to_pylist():
        for at, one in enumerate(dated.indicators):
            value, rows = Decimal(row[f"value_{at}"] or 0), row[f"rows_{at}"]
            amounts[one.code, row["place_"], row["month_"]] = (value, rows, row["all_"] - rows)
    return found


def month_of(day: Any) -> Any:
    """Return the months of a column of days, counted from year 0."""
    return day.year() * YEAR + day.month() - 1


def _holds(facts: Any, dated: Dated) -> Any:
    """Return which rows the date places; a stock whose last day lies before its first never stood."""
    begins = facts[dated.begin].notnull()
    if not dated.end:
        return begins
    end = facts[dated.end]
    return begins & (
        end.notnull() & (end >= facts[dated.begin]) if dated.leaving else end.isnull() | (end >= facts[dated.begin])
    )


def _columns(facts: Any, indicators: Sequence[Indicator]) -> dict[str, Any]:
    """Return two columns per indicator (value, rows counted), named by its position, and the number of all rows."""
    columns: dict[str, Any] = {"all_": facts.count()}
    for at, one in enumerate(indicators):
        source: Any = one.source
        met = condition(facts, source.where)
        columns[f"rows_{at}"] = facts.count(where=met)
        columns[f"value_{at}"] = _measure(facts, source, met)
    return columns


def _measure(facts: Any, source: Counted, met: Any) -> Any:
    match source:
        case Count() | CountDistinct():  # a distinct value is counted on its own, here only its rows
            return facts.count(where=met)
        case Sum(column=column):
            return facts[column].sum(where=met)


def condition(facts: Any, conditions: Sequence[Condition]) -> Any:
    """Return the conditions as one expression, or ``None`` where there is none; an unknown value meets nothing."""
    holds = None
    for one in conditions:
        column = facts[one.column]
        match one.op:
            case "eq":
                met = column == one.value
            case "ne":
                met = column != one.value
            case "in":
                met = column.isin(list(one.value))
            case "has":
                met = column.contains(one.value)
        met = met.fill_null(False)  # noqa: FBT003 - Ibis's own API
        holds = met if holds is None else holds & met
    return holds
