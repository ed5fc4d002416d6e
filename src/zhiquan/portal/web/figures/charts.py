"""Figures turned into bars, lines and small multiples; every mark opens the figure it shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.http import urlencode

from zhiquan.definitions.divisions import Level
from zhiquan.portal.web.templatetags.drawings import Bar
from zhiquan.portal.web.templatetags.zq import number
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.cockpit import Group, Point, Sides, Tile
from zhiquan.scenes.reporting.selectors import FigureTable, TableCell, TableRow

_WIDTH, _HEIGHT, _TOP = 100, 24, 2


@dataclass(frozen=True, slots=True)
class Spark:
    """A line without axes: ``points`` of an SVG polyline in a box of 100 by 24, first and last value as text."""

    name: Text
    link: str
    points: str
    end: tuple[str, str]
    first: str
    last: str
    span: Text


def link(indicator: str, division: str, period: str) -> str:
    """Return the address of an opened figure."""
    query = urlencode({"division": division, "month": period})
    return f"{reverse('figures.opened', args=[indicator])}?{query}"


def about(indicator: str, division: str) -> str:
    """Return the address of an indicator's page."""
    return f"{reverse('figures.indicator', args=[indicator])}?{urlencode({'division': division})}"


def ranking(table: FigureTable) -> list[Bar]:
    """Return the places of the lowest level that has any figure, the newest column as bars, zero ones left out."""
    for level in (Level.COUNTY, Level.CITY, Level.PROVINCE):
        rows = ((row, row.cells[table.latest]) for row in table.rows if row.level is level)
        if bars := [_bar(table, row, cell, row.name) for row, cell in rows if cell is not None and cell.value]:
            return bars
    return []


def months(table: FigureTable) -> list[Bar]:
    """Return the months of the highest division of the table, in order."""
    if not table.rows:
        return []
    top = _top(table)
    return [_bar(table, top, cell, label) for cell, label in _monthly(table, top)]


def _top(table: FigureTable) -> TableRow:
    return min(table.rows, key=lambda row: list(Level)[::-1].index(row.level))


def top_name(table: FigureTable) -> Text:
    """Return the name of the division whose months are drawn."""
    return _top(table).name


def tiles(group: Group) -> list[tuple[Tile, Spark, str]]:
    """Return each tile with its line and the address that opens its figure."""
    return [
        (
            tile,
            spark(tile.indicator.label, tile.line, about(tile.indicator.code, tile.division)),
            link(tile.indicator.code, tile.division, tile.period.code),
        )
        for tile in group.tiles
    ]


def multiples(found: Sides) -> list[Spark]:
    """Return a line for each place below, all on one scale, the largest last value first."""
    most = max((point.value for series in found.multiples for point in series.line), default=Decimal(0))
    ordered = sorted(found.multiples, key=lambda series: -series.line[-1].value)
    code = found.definition.code
    return [spark(one.name, one.line, about(code, one.division), most) for one in ordered] if most else []


def spark(name: Text, line: Sequence[Point], address: str, most: Decimal | None = None) -> Spark:
    """Draw values as a line from zero to ``most``, by default their own largest."""
    top = float(most if most is not None else max((point.value for point in line), default=Decimal(0))) or 1.0
    step = _WIDTH / max(len(line) - 1, 1)
    places = [
        (f"{at * step:.2f}", f"{_HEIGHT - (_HEIGHT - _TOP) * max(float(point.value), 0.0) / top:.2f}")
        for at, point in enumerate(line)
    ]
    first, last = (line[0], line[-1]) if line else (None, None)
    codes = [point.period.code for point in line]
    span = Text(f"{codes[0]}—{codes[-1]}", f"{codes[0]} to {codes[-1]}") if codes else Text("", "")
    return Spark(
        name,
        address,
        " ".join(f"{x},{y}" for x, y in places),
        places[-1] if places else ("0", "0"),
        number(first.shown) if first else "",
        number(last.shown) if last else "",
        span,
    )


def _monthly(table: FigureTable, row: TableRow) -> Iterator[tuple[TableCell, Text]]:
    for period, cell in zip(table.periods, row.cells, strict=True):
        if cell is not None and not period.to_date:
            yield cell, Text(f"{period.month}月", f"{period.year}-{period.month:02}")


def _bar(table: FigureTable, row: TableRow, cell: TableCell, label: Text) -> Bar:
    shown = number(cell.shown)
    return Bar(label, float(cell.value), shown, link(table.indicator.code, row.division, cell.period))
