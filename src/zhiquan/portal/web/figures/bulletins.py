"""Bulletins and white papers: drafts with what is not signed yet, issued ones as they were issued, as page and docx."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.model import Period
from zhiquan.portal.web.answers import said, staff_only
from zhiquan.portal.web.figures.charts import link
from zhiquan.portal.web.figures.signing import last_month
from zhiquan.portal.web.figures.views import division_of
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.scenes.reporting import bulletins as services
from zhiquan.scenes.reporting.bulletin_word import render_docx
from zhiquan.settings.now import now, today

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def bulletins(request: HttpRequest) -> HttpResponse:
    """List the issued bulletins; the office drafts and issues from here."""
    actor = actor_of(request)
    if request.method == "POST":
        given = {name: request.POST.get(name, "") for name in ("kind", "division", "period")}
        try:
            issued = services.issue(actor, given["kind"], given["division"], given["period"], now())
        except Refusal as refusal:
            messages.error(request, said(refusal.text))
            return redirect(f"{reverse('figures.draft')}?{urlencode(given)}")
        return redirect("figures.bulletin", number=issued.pk)
    month = last_month()
    shown = {
        "issued": services.issued(),
        "places": divisions(settings.DATA.region),
        "month": Period(month.year, month.month).code,
        "year": f"{month.year if month.month == services.YEAR_END else month.year - 1}-12",
        "division": settings.DIVISION,
    }
    return page(request, "figures/bulletins.html", shown)


@staff_only
def draft(request: HttpRequest) -> HttpResponse:
    """Show a draft with every figure checked against what is signed."""
    kind, period = request.GET.get("kind", "monthly"), request.GET.get("period", "")
    division = division_of(request)
    content = services.draft(kind, division, period, today())
    found = services.check(services.claims_of(content))
    stands = {(c.claim.indicator, c.claim.division, c.claim.period): c.stand for c in found}
    open_ = [one for one in found if one.stand is not services.Stand.AGREES]
    shown = {
        "content": _with_links(services.edition_of(content, get_language() or ""), stands),
        "kind": kind,
        "division": division,
        "period": period,
        "open": len(open_),
        "all": len(found),
        "draft": True,
    }
    return page(request, "figures/bulletin.html", shown)


def bulletin(request: HttpRequest, number: int) -> HttpResponse:
    """Show a bulletin as it was issued, and what was restated since."""
    held = services.get_bulletin(number)
    restated = services.restated_since(held)
    stands = {(c.claim.indicator, c.claim.division, c.claim.period): c.stand for c, _ in restated}
    content = services.edition_of(held.content, get_language() or "")
    shown = {
        "content": _with_links(content, stands),
        "editions": "en" in held.content,
        "bulletin": held,
        "restated": restated,
        "draft": False,
    }
    return page(request, "figures/bulletin.html", shown)


def word(request: HttpRequest, number: int) -> HttpResponse:
    """Give an issued bulletin as docx; its links lead to this site."""
    held = services.get_bulletin(number)

    def address(figure: Mapping[str, Any]) -> str:
        return request.build_absolute_uri(link(figure["indicator"], figure["division"], figure["period"]))

    content = services.edition_of(held.content, request.GET.get("language", ""))
    made = render_docx(content, address, held.issued_at, settings.OFFICE_NAME)
    name = f"{held.kind}-{held.division}-{held.period}-{held.issue}-{content.get('language', 'zh')}.docx"
    return HttpResponse(made, DOCX, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _with_links(content: Mapping[str, Any], stands: Mapping[Any, services.Stand]) -> dict[str, Any]:
    """Return the content with an address and a stand beside every figure."""

    def dressed(one: dict[str, Any]) -> dict[str, Any]:
        key = (one["indicator"], one["division"], one["period"])
        stand = stands.get(key)
        agrees = stand in {None, services.Stand.AGREES}
        return {**one, "link": link(*key), "stand": stand, "agrees": agrees}

    def table(held: dict[str, Any] | None) -> dict[str, Any] | None:
        rows = held and [{**row, "figure": dressed(row["figure"])} for row in held["rows"]]
        return {**held, "rows": rows} if held else None

    def paragraph(parts: list[Any]) -> list[Any]:
        return [part if isinstance(part, str) else dressed(part) for part in parts]

    sections = [
        {**one, "paragraphs": [paragraph(parts) for parts in one["paragraphs"]], "table": table(one["table"])}
        for one in content["sections"]
    ]
    return {**content, "sections": sections}
