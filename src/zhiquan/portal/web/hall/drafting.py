"""An application in steps: form → materials → pre-check → submit. Nothing typed is ever lost."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases import services
from zhiquan.hall.cases.locker import offered_again
from zhiquan.hall.cases.selectors import draft_view
from zhiquan.hall.cases.views import DraftView
from zhiquan.portal.web.acting import kept
from zhiquan.portal.web.answers import said, signed_in, told
from zhiquan.portal.web.forms import rows, typed
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal


@signed_in
def draft(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Ask the questions of the matter; saving keeps what was typed whether it is in order or not."""
    view = draft_view(actor_of(request), draft_id)
    if view.case_number:
        return redirect("cases.case", number=view.case_number)
    if request.method != "POST":
        return _form(request, view, complete="show" in request.GET)
    fields = [field for section in view.sections for field in section.fields]
    view = services.save_draft(actor_of(request), draft_id, typed(request.POST, fields))
    going_on = request.POST.get("go") == "next"
    if going_on and not view.errors:
        return redirect("hall.materials", draft_id=draft_id)
    if not going_on:
        messages.success(request, gettext("草稿已保存。"))
    return _form(request, view, complete=going_on, status=422 if going_on else 200)


def _form(request: HttpRequest, view: DraftView, *, complete: bool, status: int = 200) -> HttpResponse:
    """Show the form; what is merely not filled in yet is only told when going on (``complete``)."""
    errors = tuple(error for error in view.errors if complete or not error.missing)
    sections = [(section, rows(section.fields, view.typed, errors)) for section in view.sections]
    shown = {"draft": view, "sections": sections, "shown_errors": errors}
    return page(request, "hall/form.html", shown, status=status)


@signed_in
def materials(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Take papers in and out of a draft."""
    view = draft_view(actor_of(request), draft_id)
    if view.case_number:
        return redirect("cases.case", number=view.case_number)
    if request.method != "POST":
        shown = {"draft": view, "papers": offered_again(actor_of(request), draft_id)}
        return page(request, "hall/materials.html", shown)
    good = _attached(request, view)  # whichever button was pressed: what was chosen is not lost
    for verb, change in (("remove", services.detach), ("take", services.attach)):
        if chosen := request.POST.get(verb, ""):
            material, _, file_id = chosen.partition(":")
            change(actor_of(request), draft_id, material, whole(file_id))
    onward = good and request.POST.get("go") == "next"
    return redirect("hall.check" if onward else "hall.materials", draft_id=draft_id)


def _attached(request: HttpRequest, view: DraftView) -> bool:
    """Keep every uploaded file that can be kept; a refused one is told and does not take the others with it."""
    good = True
    for material in view.materials:
        for upload in request.FILES.getlist(f"material.{material.key}"):
            try:
                services.attach(actor_of(request), view.id, material.key, kept(request, upload).pk)
            except Refusal as refusal:
                messages.error(request, said(refusal.text))
                good = False
    return good


@signed_in
def check(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Run the matter's checks and show each answer with its source."""
    view = draft_view(actor_of(request), draft_id)
    if view.case_number:
        return redirect("cases.case", number=view.case_number)
    shown = {"draft": view, "key": uuid.uuid4().hex}
    if not view.errors:
        shown["precheck"] = services.precheck(actor_of(request), draft_id)
    return page(request, "hall/check.html", shown)


@signed_in
def submit(request: HttpRequest, draft_id: int) -> HttpResponse:
    """Submit; the hidden key makes a second click the same case."""
    if request.method != "POST":
        return redirect("hall.check", draft_id=draft_id)
    try:
        case = services.submit(actor_of(request), draft_id, request.POST.get("key", ""))
    except Refusal as refusal:
        return told(request, refusal, "hall.check", draft_id)
    messages.success(request, gettext("已提交。"))
    return redirect(f"/cases/{case.number}/?new=1")
