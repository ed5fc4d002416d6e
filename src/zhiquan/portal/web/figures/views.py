"""Figures: a table whose every number opens, and the opened number with the rows behind it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.definitions.divisions import divisions
from zhiquan.portal.web.figures.charts import months, ranking, top_name
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import NotFound
from zhiquan.scenes.reporting.selectors import IndicatorView, figure_table, indicators, open_figure


def figures(request: HttpRequest) -> HttpResponse:
    """Show one indicator's year: ranking, trend, table; nothing computed yet is said, not shown as zero."""
    try:
        known = indicators()
    except NotFound as refusal:
        return page(request, "figures/none.html", {"refusal": refusal})
    chosen = _chosen(known, request.GET.get("indicator", ""))
    year = int(request.GET["year"]) if request.GET.get("year", "").isdecimal() else chosen.years[0]
    table = figure_table(chosen.code, year, within=request.GET.get("within") or None)
    shown = {
        "indicators": known,
        "chosen": chosen,
        "year": year,
        "table": table,
        "bars": ranking(table),
        "months": months(table),
        "top": top_name(table),
    }
    return page(request, "figures/figures.html", shown)


def opened(request: HttpRequest, indicator: str) -> HttpResponse:
    """Open one number: definition, data version, rows; ``after`` continues the rows."""
    figure = open_figure(
        indicator,
        request.GET.get("division", ""),
        request.GET.get("month", ""),
        actor_of(request),
        after=request.GET.get("after", ""),
    )
    shown = {"figure": figure, "paged": "after" in request.GET, "places": divisions(settings.DATA.region)}
    return page(request, "figures/opened.html", shown)


def _chosen(known: tuple[IndicatorView, ...], code: str) -> IndicatorView:
    return next((one for one in known if one.code == code), known[0])
