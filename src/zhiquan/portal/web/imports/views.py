"""Upload, confirm what the columns mean, check, import, read the report. Works without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language, gettext

from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.selectors import saved_headers
from zhiquan.hall.files.services import LIMIT
from zhiquan.portal.imports import services
from zhiquan.portal.imports.checking import Checked, check
from zhiquan.portal.imports.models import ImportJob, State
from zhiquan.portal.imports.selectors import get_job_for, jobs_for, refused_rows
from zhiquan.portal.web.answers import signed_in, told
from zhiquan.portal.web.imports.asking import Asked, asked
from zhiquan.portal.web.imports.workbook import refused_workbook
from zhiquan.portal.web.page import actor_of, page
from zhiquan.records.corpus.gates import ACCEPT_SHARE, too_many
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.heading_table.shapes import labels
from zhiquan.records.corpus.loaders.own_table.folder import mappings
from zhiquan.records.corpus.loaders.own_table.mapping import OwnMapping, from_data
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@signed_in
def imports(request: HttpRequest) -> HttpResponse:
    """Take a table in, and list what was brought in before."""
    jobs = jobs_for(actor_of(request))
    if request.method == "POST":
        given = request.FILES.get("table")
        if given is None:
            return told(request, Refusal("imports.none", _NONE), "imports")
        try:
            job = services.upload(actor_of(request), given.name or "", given)
        except Refusal as refusal:
            return told(request, refusal, "imports")
        return redirect("imports.job", job_id=job.pk)
    shown = {"jobs": jobs, "mappings": list(mappings(settings.DATA.mappings)), "limit": LIMIT >> 20}
    return page(request, "imports/imports.html", shown)


@signed_in
def job(request: HttpRequest, job_id: int) -> HttpResponse:
    """Ask what the columns mean while the table is a draft; show what became of it afterwards."""
    held = get_job_for(actor_of(request), job_id)
    if held.state != State.DRAFT:
        if request.method == "POST":
            return redirect("imports.job", job_id=job_id)
        return page(request, "imports/outcome.html", _outcome(held))
    services.require_kept(held)
    if request.method != "POST":
        return _form(request, held, asked(held, actor_of(request)))
    form = asked(held, actor_of(request), request.POST)
    if request.POST.get("go") == "guess":
        return _form(request, held, form)
    try:
        mapping, held = _confirmed(request, held, form)
        if request.POST.get("go") == "import" and request.POST.get("checked") == mapping.digest:
            services.submit(actor_of(request), job_id, keep="keep" in request.POST)
            messages.success(request, gettext("已交付导入。"))
            return redirect("imports.job", job_id=job_id)
        checked = check(held.path, mapping, vintage=held.vintage, division=held.division, region=settings.DATA.region)
    except Refusal as refusal:
        return _form(request, held, form, refusal=refusal, status=422)
    return _form(request, held, form, mapping=mapping, checked=checked)


@signed_in
def progress(request: HttpRequest, job_id: int) -> HttpResponse:
    """Return the part of the page that changes while the worker imports."""
    held = get_job_for(actor_of(request), job_id)
    response = page(request, "imports/progress.html", _outcome(held))
    if not held.waits:
        response["HX-Refresh"] = "true"
    return response


@signed_in
def refused(request: HttpRequest, job_id: int) -> HttpResponse:
    """Return the refused rows as a workbook, each with its reason, to be corrected and brought in again."""
    held = get_job_for(actor_of(request), job_id)
    language = get_language() or "zh-hans"
    headings = tuple((held.mapping or {}).get("headings", ()))
    content = refused_workbook(refused_rows(held), headings, language)
    name = _REFUSED_NAME.say(language).format(name=held.path.stem)
    return HttpResponse(content, headers=saved_headers(name, Kind.XLSX, len(content)))


def _confirmed(request: HttpRequest, held: ImportJob, form: Asked) -> tuple[OwnMapping, ImportJob]:
    try:
        vintage = date.fromisoformat(form.vintage)
    except ValueError as error:
        raise Refusal("imports.vintage", _VINTAGE) from error
    data = form.data()
    held = services.confirm(
        actor_of(request), held.pk, data, source=form.source, vintage=vintage, division=form.division
    )
    return from_data(data), held


def _form(  # noqa: PLR0913 - what the page may show beside the form
    request: HttpRequest,
    held: ImportJob,
    form: Asked,
    *,
    mapping: OwnMapping | None = None,
    checked: Checked | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    shown: dict[str, Any] = {"job": held, "form": form, "refusal": refusal, "step": 2 if checked is None else 3}
    if checked and mapping:
        good = not too_many(checked.read, checked.held_against, ACCEPT_SHARE)
        examples = [(row.place, list(_facts(row))) for row in checked.examples]
        shown |= {"checked": checked, "digest": mapping.digest, "good": good, "allowed": f"{ACCEPT_SHARE:.0%}"}
        shown["examples"] = examples
    return page(request, "imports/mapping.html", shown, status=status)


def _facts(row: RawRow) -> Iterator[tuple[Text, str]]:
    """Yield what a row tells, by the names that people know."""
    for key, value in row.fields.items():
        label = labels().get(_FIELDS.get(key, key), Text(key, key))
        yield label, value if isinstance(value, str) else _several(value)


def _several(value: Value) -> str:
    """Return a structure in short: the parties' names, the classes' numbers."""
    if isinstance(value, Mapping):
        return str(value.get("name") or value.get("nice_class") or "")
    return value if isinstance(value, str) else "; ".join(map(_several, value))


_FIELDS = {"on": "effective_on", "parties": "applicants", "classes": "nice_class"}
"""Names of a row's fields that its shape calls otherwise."""


def _outcome(held: ImportJob) -> dict[str, Any]:
    report = held.report or {}
    return {
        "job": held,
        "report": report,
        "reasons": [_reason(one) for one in report.get("by_reason", ())],
        "doubts": [_reason(one) for one in report.get("doubts", ())],
        "share": min(100, held.rows_read * 100 // held.rows_expected) if held.rows_expected else None,
        "step": 4,
    }


def _reason(stored: dict[str, Any]) -> dict[str, Any]:
    return {**stored, "text": Text(**stored["text"])}


_NONE = Text("请先选择一个表格文件。", "Choose a table first.")
_VINTAGE = Text("请写明数据截止日，如 2026-06-30。", "Give the day as of which the data speak, like 2026-06-30.")
_REFUSED_NAME = Text("{name}-未导入的行.xlsx", "{name}-refused-rows.xlsx")
