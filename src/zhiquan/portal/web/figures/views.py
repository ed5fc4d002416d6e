"""Figures: the cockpit, one indicator from all sides, and one number opened with the rows behind it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import get_language

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.model import parse_period
from zhiquan.portal.web.figures.charts import months, multiples, ranking, tiles, top_name
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.plans.words import target_row
from zhiquan.records.search.export import Form
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.cockpit import cockpit, sides
from zhiquan.scenes.reporting.listing import to_csv, to_xlsx
from zhiquan.scenes.reporting.plans.selectors import targets_for
from zhiquan.scenes.reporting.runs import current_runs
from zhiquan.scenes.reporting.selectors import open_figure
from zhiquan.scenes.reporting.speaking import Speaking
from zhiquan.scenes.reporting.unplaced import unplaced
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
        "unplaced": unplaced(found.table),
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
    shown = {
        "figure": figure,
        "paged": "after" in request.GET,
        "through": parse_period(figure.stand.through).label,
        "until": Speaking(current_runs()).until(indicator),
        "forms": _FORMS,
    }
    return page(request, "figures/opened.html", shown)


def rows(request: HttpRequest, indicator: str, form: str) -> HttpResponseBase:
    """Give all rows of an opened number as a table, as the viewer may see them; too many are refused."""
    if form not in _FORMS:
        raise NotFound("figures.form", _NO_FORM)
    asked = (indicator, request.GET.get("division", ""), request.GET.get("month", ""), actor_of(request))
    if open_figure(*asked, limit=0).counted > MOST_ROWS:
        raise Refusal("figures.too-many", _TOO_MANY.format(n=f"{MOST_ROWS:,}"))
    figure = open_figure(*asked, limit=None)
    language = get_language() or "zh"
    made = to_xlsx(figure, language) if form == Form.XLSX else [to_csv(figure, language)]
    sent = StreamingHttpResponse(made, content_type=Form(form).media_type)
    name = f"{indicator}-{figure.division}-{figure.period.code}.{form}"
    sent["Content-Disposition"] = f'attachment; filename="{name}"'
    return sent


MOST_ROWS = 100_000
"""Rows of one file: more than a city's largest figure counts, and made in a few seconds."""
_FORMS = (Form.CSV, Form.XLSX)
_NO_FORM = Text("明细可下载为 csv、xlsx。", "Rows are given as csv or xlsx.")
_TOO_MANY = Text(
    "明细超过 {n} 条，请改选下级区划或者较短的期间后下载。",
    "There are more than {n} rows; choose a place below or a shorter period.",
)
