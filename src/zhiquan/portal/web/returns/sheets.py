"""One sheet: filled on the page or by workbook, handed in, and looked at by the place above."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext

from zhiquan.definitions.divisions import divisions
from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.selectors import saved_headers
from zhiquan.office.returns import services
from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.files import return_of
from zhiquan.office.returns.models import Sheet, Step
from zhiquan.office.returns.periods import parse_period
from zhiquan.office.returns.rows import Typed, read_rows
from zhiquan.office.returns.selectors import (
    current_rows,
    get_sheet_for,
    handed_in,
    may_fill,
    may_review,
    may_steer,
    typed_rows,
)
from zhiquan.portal.web.answers import said, staff_only, told
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.portal.web.returns.grid import grid, typed_in
from zhiquan.portal.web.returns.words import cells, state_of, told_steps
from zhiquan.portal.web.returns.workbook import read_back, written
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


@staff_only
def sheet(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Show a sheet to whoever may see it; take what the place itself or the one above does with it."""
    held = get_sheet_for(actor_of(request), sheet_id)
    if request.method != "POST":
        return _page(request, held)
    go = request.POST.get("go", "")
    if go in _REVIEWS:
        return _reviewed(request, held, go)
    version = _number(request, "version")
    try:
        if held.fills and go != "nil":
            version = services.save_draft(actor_of(request), held.pk, version, typed_in(request.POST)).version
        if go in {"submit", "nil"}:
            reason = request.POST.get("reason", "")
            services.submit(actor_of(request), held.pk, version, nil=go == "nil", reason=reason)
            messages.success(request, gettext("已报送，等待上级审核。"))
            return redirect("returns.round", round_id=held.round_id)
    except Refusal as refusal:
        return _page(request, get_sheet_for(actor_of(request), sheet_id), refusal, status=422)
    messages.success(request, gettext("已暂存。"))
    return redirect("returns.sheet", sheet_id=held.pk)


@staff_only
def upload(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Take a filled workbook in as the draft; what is wrong in it is shown, and nothing is handed in by it."""
    held = get_sheet_for(actor_of(request), sheet_id)
    given = request.FILES.get("workbook")
    if request.method != "POST":
        return redirect("returns.sheet", sheet_id=held.pk)
    if given is None:
        return told(request, Refusal("returns.no-file", _NO_FILE), "returns.sheet", held.pk)
    try:
        typed = read_back(given, given.size or 0, held, return_of(held.round.definition))  # type: ignore[arg-type]
        services.save_draft(actor_of(request), held.pk, _number(request, "version"), typed)
    except Refusal as refusal:
        return told(request, refusal, "returns.sheet", held.pk)
    messages.success(request, gettext("已读入 %(count)s 行，尚未报送；请核对后报送。") % {"count": len(typed)})
    return redirect("returns.sheet", sheet_id=held.pk)


@staff_only
def workbook(request: HttpRequest, sheet_id: int) -> HttpResponse:
    """Give the sheet out as a workbook, with what is wrong marked in its cells."""
    held = get_sheet_for(actor_of(request), sheet_id)
    definition, language = return_of(held.round.definition), get_language() or "zh-hans"
    typed = typed_rows(held) if may_fill(actor_of(request), held) else handed_in(held)
    read = read_rows(definition, typed)
    content = written(held, definition, typed, (*read.errors, *read.doubts), language)
    place = divisions(settings.DATA.region).name(held.division).say(language)
    name = f"{definition.title.say(language)}-{held.round.period}-{place}.xlsx"
    return HttpResponse(content, headers=saved_headers(name, Kind.XLSX, len(content)))


@staff_only
def correction(request: HttpRequest, sheet_id: int, line: int) -> HttpResponse:
    """Correct one line of a signed round: the signed values stay, what changes is listed as restated."""
    actor = actor_of(request)
    held = get_sheet_for(actor, sheet_id)
    row = next((one for one in current_rows(held) if one.line == line), None)
    if row is None or may_steer(actor, held.round) is None or held.round.signed_at is None:
        return redirect("returns.sheet", sheet_id=held.pk)
    definition = return_of(held.round.definition)
    refusal: Refusal | None = None
    typed = _as_it_stands(held, line)
    if request.method == "POST":
        typed = next(iter(typed_in(request.POST)), typed)
        try:
            listed = services.correct(
                actor, held.pk, line, typed.cells, request.POST.get("reason", ""), revision=_number(request, "revision")
            )
        except Conflict as older:
            typed, refusal = _as_it_stands(held, line), older
        except Refusal as wrong:
            refusal = wrong
        else:
            messages.success(request, gettext("已更正，列出 %(count)s 项修订；核定值不变。") % {"count": len(listed)})
            return redirect("returns.round", round_id=held.round_id)
    told_cells = read_rows(definition, [typed]).errors if refusal else ()
    context = {
        **_frame(held, definition),
        "row": grid(definition, [typed], told_cells)[0],
        "line": line,
        "revision": row.revision,
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
    }
    return page(request, "returns/correction.html", context, status=422 if refusal else 200)


def _reviewed(request: HttpRequest, held: Sheet, go: str) -> HttpResponse:
    actor = actor_of(request)
    try:
        if go == "accept":
            services.accept(actor, held.pk)
        elif go == "send-back":
            services.send_back(actor, held.pk, request.POST.get("reason", ""))
        else:
            services.urge(actor, held.pk, today=today())
    except Refusal as refusal:
        return _page(request, get_sheet_for(actor, held.pk), refusal, status=422)
    messages.success(request, said(_REVIEWS[go]))
    return redirect("returns.round", round_id=held.round_id)


def _page(request: HttpRequest, held: Sheet, refusal: Refusal | None = None, *, status: int = 200) -> HttpResponse:
    actor, definition = actor_of(request), return_of(held.round.definition)
    open_ = held.round.locked_at is None
    fills = may_fill(actor, held) is not None and not held.is_handed_in and open_ and held.parent_id is not None
    reviews = may_review(actor, held) is not None and open_
    typed = typed_rows(held)
    read = read_rows(definition, typed)
    told_cells = (*read.errors, *read.doubts)
    steps = told_steps(held.steps.all())
    context: dict[str, Any] = {
        **_frame(held, definition),
        "refusal": refusal,
        "reason": request.POST.get("reason", ""),
        "fills": fills,
        "reviews": reviews,
        "rows": grid(definition, typed, told_cells) if fills and held.fills else (),
        "read_rows": _shown(definition, held) if held.fills and not fills else (),
        "told": told_cells,
        "steers": may_steer(actor, held.round) is not None and held.round.signed_at is not None,
        "below": _below(held),
        "steps": steps,
        "back": next((step for _, step in steps if step.kind == Step.Kind.SENT_BACK), None)
        if held.state == Sheet.State.RETURNED
        else None,
        "paper": [cells(definition, row.cells) for row in typed] if fills and held.fills else (),
    }
    return page(request, "returns/sheet.html", context, status=status)


def _number(request: HttpRequest, name: str) -> int:
    """Return the version or revision that the page showed; -1, which nothing has, where it says none."""
    return whole(request.POST.get(name, ""), -1)


def _as_it_stands(held: Sheet, line: int) -> Typed:
    return next(row for row in handed_in(held) if row.line == line)


def _frame(held: Sheet, definition: Return) -> dict[str, Any]:
    label, look = state_of(held)
    return {
        "sheet": held,
        "round": held.round,
        "definition": definition,
        "period": parse_period(held.round.period, definition.every),
        "places": divisions(settings.DATA.region),
        "state_label": label,
        "state_look": look,
    }


def _shown(definition: Return, held: Sheet) -> list[tuple[int, list[tuple[Text, Text]]]]:
    return [(row.line, cells(definition, row.values)) for row in current_rows(held)]


def _below(held: Sheet) -> list[tuple[Sheet, Text, str]]:
    return [(one, *state_of(one)) for one in held.below.select_related("round__definition").order_by("division")]


_REVIEWS = {
    "accept": Text("已接收。", "Accepted."),
    "send-back": Text("已退回。", "Sent back."),
    "urge": Text("已催报，对方的表上会显示。", "Urged; their sheet shows it."),
}
_NO_FILE = Text("请先选择填好的 .xlsx 文件。", "Choose the filled .xlsx file first.")
