"""Figures for a page: which there are, and one indicator's table of a year. Values are public."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings

from zhiquan.definitions.divisions import Level, divisions, level_of
from zhiquan.insight.figures.definition import Indicator, Kind, shown
from zhiquan.insight.figures.model import MONTHS, Period
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureValue
from zhiquan.scenes.reporting.opening import ColumnView, OpenedFigure, OpenedRow, PartView, open_figure
from zhiquan.scenes.reporting.runs import Current, Stand, current_of, current_runs
from zhiquan.scenes.reporting.speaking import Speaking

__all__ = [
    "ColumnView",
    "FigureTable",
    "IndicatorView",
    "OpenedFigure",
    "OpenedRow",
    "PartView",
    "TableCell",
    "TableRow",
    "figure_table",
    "indicators",
    "open_figure",
]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator in the list of figures; ``years`` newest first. ``as_of``: it speaks of the end of a period."""

    code: str
    label: Text
    kind: Kind
    unit: Text
    places: int
    basis: Text
    additive: bool
    as_of: bool
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One figure in a table: exact ``value`` in the indicator's unit, ``shown`` in the table's unit."""

    period: str
    value: Decimal
    shown: Decimal


@dataclass(frozen=True, slots=True)
class TableRow:
    """A division's cells, one per period of the table; ``None`` where the run does not reach or nothing is known."""

    division: str
    name: Text
    level: Level
    cells: tuple[TableCell | None, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One indicator of one year: months, and of a flow the year to date. Totals are computed, never summed."""

    indicator: IndicatorView
    year: int
    periods: tuple[Period, ...]
    rows: tuple[TableRow, ...]
    stand: Stand

    @property
    def latest(self) -> int:
        """The position of the newest column that the run reaches: the year to date, or the last month computed."""
        reached = [at for at, one in enumerate(self.periods) if any(row.cells[at] for row in self.rows)]
        return reached[-1] if reached else 0


def indicators(runs: Sequence[Current] | None = None) -> tuple[IndicatorView, ...]:
    """Return every computed indicator with the years it has. One query."""
    return tuple(view_of(current, one) for current in runs or current_runs() for one in current.indicators)


def figure_table(
    indicator: str, year: int, *, within: str | None = None, runs: Sequence[Current] | None = None
) -> FigureTable:
    """Return an indicator's table of a year; ``within`` keeps a division and all below it. Two queries.

    Months after the last one that the indicator's sources speak of are empty, not zero. Refused for an unknown
    indicator, a year without data or a division that the region does not have.
    """
    runs = current_runs() if runs is None else runs
    current, definition = current_of(indicator, runs)
    view = view_of(current, definition)
    if year not in view.years:
        text = Text("{year} 年没有数据。", "There are no figures for {year}.").format(year=year)
        raise NotFound("figures.year", text)
    last = _last_month(year, Speaking(runs).until(indicator) or current.run.through)
    running = () if definition.as_of or not last else (Period(year, last, to_date=True),)
    periods = (*(Period(year, month) for month in MONTHS), *running)
    stored = _stored(current, indicator, [period.code for period in periods])
    zero = current.zero_where_missing(definition)
    rows = tuple(
        TableRow(
            code,
            name,
            level_of(code),
            tuple(
                _cell(definition, period, stored.get((code, period.code)), zero=zero) if period.month <= last else None
                for period in periods
            ),
        )
        for code, name in _divisions(current, within)
    )
    return FigureTable(view, year, periods, rows, current.stand)


def _last_month(year: int, until: date) -> int:
    """Return the last month of a year that figures up to a day tell of; zero where they tell of none."""
    return until.month if year == until.year else MONTHS[-1] if year < until.year else 0


def _stored(current: Current, indicator: str, periods: list[str]) -> dict[tuple[str, str], Decimal]:
    held = FigureValue.objects.held_by(current.run).filter(indicator=indicator, period__in=periods)
    return {(d, p): Decimal(value) for d, p, value in held.values_list("division", "period", "value")}


def _cell(definition: Indicator, period: Period, stored: Decimal | None, *, zero: bool) -> TableCell | None:
    if stored is None and not zero:
        return None
    value = stored or Decimal(0)
    return TableCell(period.code, value, shown(definition.unit, value))


def view_of(current: Current, one: Indicator) -> IndicatorView:
    """Return an indicator as pages list it."""
    run = current.run
    years = tuple(range(run.through.year, run.since.year - 1, -1))
    unit = one.unit
    return IndicatorView(
        one.code, one.label, one.kind, unit.name, unit.places, one.basis, one.additive, one.as_of, years
    )


def _divisions(current: Current, within: str | None) -> list[tuple[str, Text]]:
    """Return the rows of a table by code: the region's divisions and any other that a fact counts for."""
    table = divisions(settings.DATA.region)
    codes = {*table, *(code for line in current.run.places.values() for code in line)}
    if within is not None:
        codes = {code for code in codes if within in table.lineage(code)}
    if not codes:
        text = Text("没有行政区划“{code}”。", "There is no division “{code}”.").format(code=within)
        raise NotFound("figures.division", text)
    return [(code, table.name(code)) for code in sorted(codes)]
