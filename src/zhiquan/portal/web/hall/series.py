"""Several applications at once 批量申请: what they share is one draft, what differs is pasted line by line."""

from __future__ import annotations

import uuid
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.utils.translation import gettext

from zhiquan.hall.cases import services
from zhiquan.hall.cases.selectors import draft_view, get_draft_for
from zhiquan.hall.cases.series import rows_of, series_drafts
from zhiquan.hall.cases.services.together import MOST
from zhiquan.hall.cases.views import DraftView
from zhiquan.portal.web.answers import said, signed_in
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.forms.fields import Field, FieldType
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

UNFIT = {FieldType.FILE, FieldType.PARTY, FieldType.CHOICE}
"""Answers that no series differs by."""


@signed_in
def series(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Ask what the applications differ by, and make a draft of each from this one."""
    view = draft_view(actor_of(request), draft_id)
    fields = _fields(view)
    if request.method != "POST":
        return _asked(request, view, fields)
    chosen = next((field for field in fields if field.key == request.POST.get("field")), None)
    try:
        if chosen is None:
            raise NotFound("series.field", _FIELD)
        made = _made(request, draft_id, chosen)
    except Refusal as refusal:
        messages.error(request, said(refusal.text))
        return _asked(request, view, fields, status=422)
    listed = urlencode({"by": chosen.key, "draft": made}, doseq=True)
    return redirect(f"{resolve_url('hall.series.list', uuid.uuid4().hex)}?{listed}")


@signed_in
def listed(request: HttpRequest, key: str) -> HttpResponse:
    """Show every draft of a series with what is wrong with it; hand in those that are in order."""
    actor, by = actor_of(request), request.GET.get("by", "")
    ids = [whole(one) for one in request.GET.getlist("draft")[:MOST]]
    told: dict[int, Text] = {}
    if request.method == "POST":
        ready = [row.id for row in series_drafts(actor, ids, by) if not row.wrong]
        told = {row.draft: row.refusal for row in services.submit_series(actor, ready, key) if row.refusal}
        if len(ready) > len(told):
            messages.success(request, gettext("已提交 %(n)d 件。") % {"n": len(ready) - len(told)})
    rows = series_drafts(actor, ids, by)
    if not rows:
        raise NotFound("series.none", _NONE)
    shown = {
        "rows": [(row, told.get(row.id)) for row in rows],
        "title": rows[0].title,
        "organisation": rows[0].organisation,
        "open": sum(not row.number for row in rows),
        "ready": sum(not row.number and not row.wrong for row in rows),
    }
    return page(request, "hall/series_list.html", shown)


def _made(request: HttpRequest, draft_id: int, field: Field) -> list[int]:
    actor = actor_of(request)
    draft = get_draft_for(actor, draft_id)
    rows = rows_of(field, request.POST.get("rows", ""))
    code, common = draft.definition.code, dict(draft.form)
    return services.draft_series(actor, code, draft.organisation_id, common, rows, draft.materials)


def _fields(view: DraftView) -> list[Field]:
    asked = (field for section in view.sections for field in section.fields)
    return [field for field in asked if field.type not in UNFIT and field.formula is None]


def _asked(request: HttpRequest, view: DraftView, fields: list[Field], status: int = 200) -> HttpResponse:
    tables = [field for field in fields if field.type is FieldType.TABLE]
    chosen = request.POST.get("field") or (tables[0].key if tables else "")
    shown = {"draft": view, "fields": fields, "tables": tables, "chosen": chosen, "rows": request.POST.get("rows", "")}
    return page(request, "hall/series.html", shown, status=status)


_FIELD = Text("请选择各件不同的那一项。", "Choose the answer in which they differ.")
_NONE = Text("没有这一批申请，或者您无权查看。", "There is no such series, or it is not for you to see.")
