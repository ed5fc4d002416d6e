"""Figures: which there are, their values, and one opened down to its rows under the caller's rights."""

from __future__ import annotations

from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query

from zhiquan.portal.api.caller import actor_within
from zhiquan.portal.api.cursors import opened, sealed
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.scopes import Scope
from zhiquan.portal.api.shapes import tools as shapes
from zhiquan.portal.api.shapes.base import Code, Cursor, Division
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.selectors import figure_table, indicators, open_figure

room = Room(Text("指标", "Figures"))


@room.read("/figures", Text("指标目录", "The indicators"), shapes.IndicatorList)
def list_figures(request: HttpRequest) -> dict[str, Any]:
    """List every computed indicator with its unit, its basis and the years that have values."""
    return {"indicators": indicators()}


@room.read("/figures/{code}", Text("指标值", "Values of an indicator"), shapes.FigureTable)
def get_figure(
    request: HttpRequest,
    code: Code,
    year: Annotated[int, Query(ge=1900, le=2200)],
    within: Division | None = None,
) -> dict[str, Any]:
    """Tell an indicator's values of a year by place and month, and of which version of the data; `within` keeps a
    division and all below it.
    """
    table = figure_table(code, year, within=within)
    rows = [
        {"division": row.division, "name": row.name, "cells": [cell for cell in row.cells if cell]}
        for row in table.rows
    ]
    stand = {"lake_version": table.stand.lake_version, "computed_at": table.stand.computed_at}
    return {"indicator": table.indicator, "year": table.year, "rows": rows, **stand}


@room.read("/figures/{code}/rows", Text("展开一个数", "Open a figure"), shapes.OpenedFigure)
def open_rows(
    request: HttpRequest,
    code: Code,
    division: Division,
    period: Annotated[str, Query(max_length=20, examples=["2026-09", "2026-09-ytd"])],
    limit: Annotated[int, Query(ge=1, le=200)] = 100,
    cursor: Cursor = None,
) -> dict[str, Any]:
    """Open a number: the rows that it counts, or the figures that it is made of. Columns that are not for the caller
    are empty and the row says so; a token with `figures:read` sees what its bearer sees on the page.
    """
    question = {"code": code, "division": division, "period": period}
    viewer = actor_within(request, Scope.FIGURES_READ)
    after = opened("figures", question, cursor) or ""
    found = open_figure(code, division, period, viewer, after=after, limit=limit)
    told = {name: getattr(found, name) for name in _SAME}
    return {
        **told,
        "period": found.period.code,
        "unit": found.unit.label,
        "lake_version": found.stand.lake_version,
        "next": sealed("figures", question, found.next or None),
    }


_SAME = (
    "indicator", "label", "division", "value", "basis", "counted", "left_out", "parts", "columns", "rows",
)  # fmt: skip
