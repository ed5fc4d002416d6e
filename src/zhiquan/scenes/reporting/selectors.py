"""Figures for a page: which there are, and one indicator's table of a year. Values are public."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings

from zhiquan.definitions.divisions import Level, divisions, level_of
from zhiquan.insight.figures.definition import Indicator, shown
from zhiquan.insight.figures.model import MONTHS, Period
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.models import FigureRow, FigureValue
from zhiquan.scenes.reporting.opening import ColumnView, OpenedFigure, OpenedRow, open_figure
from zhiquan.scenes.reporting.runs import Current, Stand, current_of, current_runs

__all__ = [
    "ColumnView",
    "FigureTable",
    "IndicatorView",
    "OpenedFigure",
    "OpenedRow",
    "TableCell",
    "TableRow",
    "figure_table",
    "figure_tables",
    "indicators",
    "open_figure",
]


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator in the list of figures; ``years`` newest first."""

    code: str
    family: str
    family_label: Text
    label: Text
    unit: Text
    basis: Text
    additive: bool
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TableCell:
    """One figure in a table: exact ``value`` in the indicator's unit, ``shown`` in the table's unit."""

    period: str
    value: Decimal
    shown: Decimal
    rows: int
    left_out: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """A division's cells, one per period of the table; ``None`` where the run does not reach."""

    division: str
    name: Text
    level: Level
    cells: tuple[TableCell | None, ...]


@dataclass(frozen=True, slots=True)
class FigureTable:
    """One indicator of one year: months, then the year to date. Totals are computed, never summed from the rows."""

    indicator: IndicatorView
    year: int
    periods: tuple[Period, ...]
    rows: tuple[TableRow, ...]
    stand: Stand


def indicators() -> tuple[IndicatorView, ...]:
    """Return every computed indicator with the years it has."""
    found = ((current, _years(current)) for current in current_runs())
    return tuple(_view(current, one, years) for current, years in found for one in current.family.indicators)


def figure_table(indicator: str, year: int, *, within: str | None = None) -> FigureTable:
    """Return an indicator's table of a year; ``within`` keeps a division and all below it. Two queries.

    Refused for an unknown indicator, a year without data or a division that the region does not have.
    """
    current, definition = current_of(indicator)
    view = _view(current, definition, _years(current))
    if year not in view.years:
        text = Text("{year} 年没有数据。", "There are no figures for {year}.").format(year=year)
        raise NotFound("figures.year", text)
    last = current.run.through.month if year == current.run.through.year else MONTHS[-1]
    periods = (*(Period(year, month) for month in MONTHS), Period(year, last, to_date=True))
    stored = {
        (value.division, value.period): value
        for value in FigureValue.objects.held_by(current.run).filter(
            indicator=indicator, period__in=[period.code for period in periods]
        )
    }
    reached = [period for period in periods if period.month <= last]
    rows = tuple(
        TableRow(
            code,
            name,
            level_of(code),
            tuple(
                _cell(definition, period, stored.get((code, period.code))) if period in reached else None
                for period in periods
            ),
        )
        for code, name in _divisions(current, within)
    )
    return FigureTable(view, year, periods, rows, current.stand)


def figure_tables(family: str, year: int, *, within: str | None = None) -> tuple[FigureTable, ...]:
    """Return the tables of all indicators of a family."""
    return tuple(figure_table(one.code, year, within=within) for one in indicators() if one.family == family)


def _cell(definition: Indicator, period: Period, stored: FigureValue | None) -> TableCell:
    value = Decimal(stored.value) if stored else Decimal(0)
    parts = stored.parts if stored else {"rows": 0, "left_out": 0}
    return TableCell(period.code, value, shown(definition.unit, value), parts["rows"], parts["left_out"])


def _view(current: Current, one: Indicator, years: tuple[int, ...]) -> IndicatorView:
    unit = one.unit.shown or one.unit.label
    family = current.family
    return IndicatorView(one.code, family.family, family.label, one.label, unit, one.basis, one.additive, years)


def _years(current: Current) -> tuple[int, ...]:
    """Return the years from the first fact to the run's own, newest first."""
    run = current.run
    rows = FigureRow.objects.filter(view=run.view)
    first = rows.order_by("on").values_list("on", flat=True).first() or run.through
    return tuple(range(run.through.year, min(first.year, run.through.year) - 1, -1))


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
