"""A table of figures turned into bars and a trend; every mark opens the figure it shows."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse
from django.utils.http import urlencode

from zhiquan.definitions.divisions import Level
from zhiquan.portal.web.templatetags.drawings import Bar
from zhiquan.portal.web.templatetags.zq import number
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.selectors import FigureTable, TableCell, TableRow


def link(indicator: str, division: str, period: str) -> str:
    """Return the address of an opened figure."""
    query = urlencode({"division": division, "month": period})
    return f"{reverse('figures.opened', args=[indicator])}?{query}"


def ranking(table: FigureTable) -> list[Bar]:
    """Return the counties' year to date as bars, zero ones left out; the cities' where no county is shown."""
    level = Level.COUNTY if any(row.level is Level.COUNTY for row in table.rows) else Level.CITY
    rows = ((row, row.cells[-1]) for row in table.rows if row.level is level)
    return [_bar(table, row, cell, row.name) for row, cell in rows if cell is not None and cell.value]


def months(table: FigureTable) -> list[Bar]:
    """Return the months of the highest division of the table, in order."""
    if not table.rows:
        return []
    top = min(table.rows, key=lambda row: list(Level)[::-1].index(row.level))
    return [_bar(table, top, cell, label) for cell, label in _monthly(table, top)]


def top_name(table: FigureTable) -> Text:
    """Return the name of the division whose months are drawn."""
    return min(table.rows, key=lambda row: list(Level)[::-1].index(row.level)).name


def _monthly(table: FigureTable, row: TableRow) -> Iterator[tuple[TableCell, Text]]:
    for period, cell in zip(table.periods[:-1], row.cells[:-1], strict=True):
        if cell is not None:
            yield cell, Text(f"{period.month}月", f"{period.year}-{period.month:02}")


def _bar(table: FigureTable, row: TableRow, cell: TableCell, label: Text) -> Bar:
    shown = number(cell.shown)
    return Bar(label, float(cell.value), shown, link(table.indicator.code, row.division, cell.period))
