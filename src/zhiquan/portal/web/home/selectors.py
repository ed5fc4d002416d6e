"""What the front page counts, and what it shows as latest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from zhiquan.portal.web.figures.charts import link
from zhiquan.portal.web.search.source import holdings, index
from zhiquan.records.search import Hit
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.runs import Current, current_runs
from zhiquan.scenes.reporting.selectors import IndicatorView, figure_table, indicators

TOLD = ("pledge.deals", "pledge.amount")
"""The indicators of the front page."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One number of the front page; ``link`` opens what it counts."""

    label: Text
    value: int | Decimal
    unit: Text
    note: Text
    link: str


def tiles(matters: int) -> tuple[Tile, ...]:
    """Return the numbers that exist, ``matters`` among them: what has never been computed is not shown as zero."""
    return (*_records(), *_matters(matters), *_figures())


def latest() -> tuple[Hit, ...]:
    """Return the rights filed last, or nothing while there is no index."""
    try:
        return index().search("*", size=5, order="newest", facets=False).hits
    except Refusal:
        return ()


def _records() -> tuple[Tile, ...]:
    held = holdings()
    if held is None:
        return ()
    note = Text(f"数据第 {held.version} 版", f"data version {held.version}")
    label = Text("可检索权利", "Searchable rights")
    return (Tile(label, held.total, Text("件", "rights"), note, f"{reverse('search')}?q=*"),)


def _matters(count: int) -> tuple[Tile, ...]:
    if not count:
        return ()
    label, note = Text("开通事项", "Matters open"), Text("全程网上办", "handled online")
    return (Tile(label, count, Text("项", ""), note, reverse("hall")),)


def _figures() -> tuple[Tile, ...]:
    try:
        runs = current_runs()
    except NotFound:
        return ()
    known = {one.code: one for one in indicators(runs)}
    return tuple(_figure(known[code], runs) for code in TOLD if code in known)


def _figure(one: IndicatorView, runs: Sequence[Current]) -> Tile:
    """Return this office's year to date of an indicator."""
    table = figure_table(one.code, one.years[0], within=settings.DIVISION, runs=runs)
    row = next(row for row in table.rows if row.division == settings.DIVISION)
    cell = row.cells[-1]
    if cell is None:
        raise TypeError(f"{one.code}: the year to date is always computed")
    period = table.periods[-1]
    return Tile(one.label, cell.shown, one.unit, period.label, link(one.code, row.division, cell.period))
