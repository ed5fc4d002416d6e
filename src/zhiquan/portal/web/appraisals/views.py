"""The appraisals, one with its ranking, one sheet with self scores, reviews, objections and their evidence."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.hall.files.models import StoredFile
from zhiquan.insight.figures.definition import shown
from zhiquan.office.access.roles import Role
from zhiquan.portal.web.answers import staff_only
from zhiquan.portal.web.evidence import hand_in
from zhiquan.portal.web.figures.charts import link
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.appraisals import services
from zhiquan.scenes.reporting.appraisals.selectors import (
    HeldAppraisal,
    Line,
    Scored,
    Sheet,
    appraisals_for,
    get_appraisal_for,
    post_of,
    reviewer_post,
    sheets,
    visible,
)
from zhiquan.scenes.reporting.models import SignedFigure, Step
from zhiquan.settings.now import now, today

ACTS = {"claim": services.claim, "review": services.review, "object": services.object_to}
STEPS = {"claim": Step.CLAIM, "review": Step.REVIEW, "object": Step.OBJECTION}


@staff_only
def appraisals(request: HttpRequest) -> HttpResponse:
    """List the appraisals that concern the viewer's posts."""
    shown_ = {"appraisals": appraisals_for(actor_of(request), today()), "places": divisions(settings.DATA.region)}
    return page(request, "appraisals/appraisals.html", shown_)


@staff_only
def appraisal(request: HttpRequest, code: str) -> HttpResponse:
    """Show an appraisal with the sheets that the viewer sees, by rank; the head publishes it here."""
    actor, refusal = actor_of(request), None
    held = get_appraisal_for(actor, code, today())
    if request.method == "POST":
        try:
            services.publish(actor, code, at=now())
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, gettext("考核结果已公布。"))
            return redirect("appraisals.appraisal", code=code)
    every, mine = sheets(held), {one.key for one in visible(actor, held)}
    full = len(mine) == len(every)
    found = sorted(
        (sheet for sheet in every.values() if sheet.who.key in mine),
        key=lambda sheet: (sheet.place is None, sheet.place or 0, -sheet.total.points),
    )
    context = {
        **_frame(held),
        "sheets": found,
        "ranked": full,
        "publishes": actor.holds(Role.HEAD, held.appraisal.division) and not held.result,
        "refusal": refusal,
    }
    return page(request, "appraisals/appraisal.html", context, status=422 if refusal else 200)


@staff_only
def sheet(request: HttpRequest, code: str, who: str) -> HttpResponse:
    """Show one sheet; take a self score, a review or an objection."""
    actor, refusal = actor_of(request), None
    held = get_appraisal_for(actor, code, today())
    if who not in {one.key for one in visible(actor, held)}:
        raise NotFound("appraisals.sheet", _NO_SHEET)
    files: list[StoredFile] = []
    if request.method == "POST":
        try:
            _said(request, code, who, files)
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, gettext("已记录。"))
            return redirect(f"{request.path}#{request.POST.get('item', '')}")
    found = sheets(held)[who]
    ranked = len(visible(actor, held)) == len(held.appraisal.appraised)
    context = {
        **_frame(held),
        "sheet": found,
        "ranked": ranked,
        "sections": [
            (part.label, [_row(request, held, found, line) for line in found.lines if line.item in part.items])
            for part in held.appraisal.sections
        ],
        "refusal": refusal,
        "typed": request.POST,
        "kept": files,
    }
    return page(request, "appraisals/sheet.html", context, status=422 if refusal else 200)


def _said(request: HttpRequest, code: str, who: str, files: list[StoredFile]) -> None:
    """Record what was posted of one item; ``files`` takes up what was uploaded, also where it is refused."""
    given = request.POST
    act = ACTS.get(given.get("go", ""))
    if act is None:
        raise Refusal("appraisals.step", _STEP)
    after = given.get("after", "")
    numbers = hand_in(request, files)
    last = int(after) if after.isascii() and after.isdecimal() else None
    words = services.Said(_points(given.get("points", "")), given.get("reason", ""), numbers, last)
    act(actor_of(request), code, who, given.get("item", ""), words, at=now())


def _points(text: str) -> Decimal | None:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def _frame(held: HeldAppraisal) -> dict[str, Any]:
    names = divisions(settings.DATA.region)
    one = held.appraisal
    days = [(_SELF_BY, one.self_by), (_REVIEW_BY, one.review_by), (_OBJECT_BY, one.object_by)]
    return {"held": held, "one": one, "name": names.name(one.division), "days": days}


def _row(request: HttpRequest, held: HeldAppraisal, sheet: Sheet, line: Line) -> dict[str, Any]:
    """Return an item with the figure that counts and the forms that the viewer may fill in today."""
    return {
        "line": line,
        "figure": _figure(line.scored, line.item.rule, sheet) if line.scored else None,
        "forms": [] if held.result else [(go, _last(line, go)) for go in _open_to(request, held, sheet, line)],
    }


def _last(line: Line, go: str) -> int | None:
    last = line.latest(STEPS[go])
    return last.pk if last else None


def _open_to(request: HttpRequest, held: HeldAppraisal, sheet: Sheet, line: Line) -> list[str]:
    """Return which forms are shown; the services decide."""
    actor, one, on, item = actor_of(request), held.appraisal, today(), line.item
    found = []
    if post_of(actor, sheet.who):
        found += ["claim"] if item.claimed and on <= one.self_by else []
        found += ["object"] if line.review and not line.objection and on <= one.object_by else []
    if reviewer_post(actor, one) and item.reviewed and (line.objection or on <= one.review_by):
        found += ["review"] if line.claim or not item.claimed or on > one.self_by else []
    return found


def _figure(scored: Scored, rule: Any, sheet: Sheet) -> dict[str, Any]:
    unit, place = scored.indicator.unit, sheet.who.division

    def cell(row: SignedFigure | None, period: str) -> dict[str, Any]:
        value = shown(unit, Decimal(row.value)) if row else None
        return {"value": value, "link": link(scored.indicator.code, place, period)}

    earlier = scored.period.years_before(1).code
    return {
        "label": scored.indicator.label,
        "unit": unit.name,
        "period": scored.period.label,
        "full": shown(unit, rule.full),
        "now": cell(scored.signed, scored.period.code),
        "before": cell(scored.before, earlier),
        "measure": scored.measure,
    }


_SELF_BY = Text("自评截止", "Self scores until")
_REVIEW_BY = Text("评审截止", "Reviews until")
_OBJECT_BY = Text("申诉截止", "Objections until")
_STEP = Text("请选择自评、评审或申诉。", "Choose self score, review or objection.")
_NO_SHEET = Text("没有这张考核表。", "There is no such sheet.")
