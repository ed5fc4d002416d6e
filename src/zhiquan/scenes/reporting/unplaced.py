"""What a place has beyond the places below it 未分到区县: counted for it, but no source says in which of them.

Only of figures whose places add up. A city that imports a list without addresses holds all of it itself, and its
counties nothing: a table that shows the parts says so, for else the parts would seem to be the whole.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from django.conf import settings

from zhiquan.definitions.divisions import Level, divisions, level_of
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import shown
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.selectors import FigureTable, TableCell, TableRow


def rest_named(division: str, rest: Decimal) -> Text:
    """Return what a rest is called; below zero the parts are of another day or source than the whole."""
    below = _BELOW[level_of(division)]
    return (_OVER if rest < 0 else _REST).format(below=below)


def unplaced(table: FigureTable) -> tuple[TableRow, ...]:
    """Return one row for each place of a table that has more than the places below it, named for what it is."""
    names = divisions(settings.DATA.region)
    if not table.indicator.additive:
        return ()
    found = []
    for row in table.rows:
        below = [one for one in table.rows if names.parent_of(one.division) == row.division]
        cells = tuple(_rest(table, row, below, at) for at in range(len(table.periods))) if below else ()
        if any(cell and cell.value for cell in cells):
            name = Text("{place}：{rest}", "{place}: {rest}")
            rest = min(cell.value for cell in cells if cell)
            found.append(
                TableRow(
                    row.division, name.format(place=row.name, rest=rest_named(row.division, rest)), row.level, cells
                )
            )
    return tuple(found)


def _rest(table: FigureTable, row: TableRow, below: Iterable[TableRow], at: int) -> TableCell | None:
    whole, parts = row.cells[at], [one.cells[at] for one in below]
    if whole is None:
        return None
    value = whole.value - sum((part.value for part in parts if part), Decimal(0))
    unit = catalogue(settings.DATA.region).indicator(table.indicator.code).unit
    return TableCell(whole.period, value, shown(unit, value))


_BELOW = {
    Level.PROVINCE: Text("市州", "city"),
    Level.CITY: Text("区县", "county"),
    Level.COUNTY: Text("下级", "place below"),
}
_REST = Text("未分到{below}", "in no {below}")
_OVER = Text("与{below}之和的差", "less than each {below} together")
