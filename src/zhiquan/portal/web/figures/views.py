"""Figures: the cockpit, one indicator from all sides, and one number opened with the rows behind it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.portal.web.figures.charts import months, multiples, ranking, tiles, top_name
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.plans.words import target_row
from zhiquan.rules.refusal import NotFound
from zhiquan.scenes.reporting.cockpit import cockpit, sides
from zhiquan.scenes.reporting.plans.selectors import targets_for
from zhiquan.scenes.reporting.runs import current_runs
from zhiquan.scenes.reporting.selectors import open_figure
from zhiquan.settings.now import today


def division_of(request: HttpRequest) -> str:
    """Return the place that is asked about, the office's own by default."""
    return request.GET.get("division") or settings.DIVISION


def figures(request: HttpRequest) -> HttpResponse:
    """Show what stands out of a place; nothing computed yet is said, not shown as zero."""
    division = division_of(request)
    try:
        groups = cockpit(division)
    except NotFound as refusal:
        if refusal.code != "figures.none":
            raise
        return page(request, "figures/none.html", {"refusal": refusal})
    names = divisions(settings.DATA.region)
    shown = {
        "groups": [(group.label, tiles(group)) for group in groups],
        "division": division,
        "name": names.name(division),
        "places": list(names.items()),
        "stand": current_runs()[0].stand,
    }
    return page(request, "figures/cockpit.html", shown)


def every(request: HttpRequest) -> HttpResponse:
    """List every indicator with its definition, computed or not."""
    read = catalogue(settings.DATA.region)
    return page(request, "figures/every.html", {"families": read.families.values(), "count": len(list(read))})


def indicator(request: HttpRequest, indicator: str) -> HttpResponse:
    """Show one indicator from all sides: trend, peers, places below, parts, values beside each other, the year."""
    year = whole(request.GET.get("year", "")) or None
    division = division_of(request)
    found = sides(indicator, division, year, today())
    shown = {
        "found": found,
        "table": found.table,
        "chosen": found.table.indicator,
        "definition": found.definition,
        "year": found.table.year,
        "bars": ranking(found.table),
        "months": months(found.table),
        "multiples": multiples(found),
        "top": top_name(found.table),
        "division": division,
        "places": list(divisions(settings.DATA.region).items()),
        "targets": [
            (held.plan, target_row(one, division))
            for held, one in targets_for(actor_of(request), indicator, division, today())
        ],
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
