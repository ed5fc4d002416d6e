"""The dossier 卷宗: its catalogue and volumes, and the receipts of service 送达回证 with their corrections."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases.selectors import case_view
from zhiquan.hall.cases.services import replace_receipt
from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.selectors import saved_headers
from zhiquan.hall.letters.dossier import Volume, bind_all, bind_for, dossier_for
from zhiquan.hall.letters.dossier.printable import pdf_of_sheet
from zhiquan.hall.letters.dossier.service import Addressee, receipt_for, services_of
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.office.access.roles import Role
from zhiquan.portal.web.answers import signed_in, staff_only, told
from zhiquan.portal.web.forms import FieldRow, Wrong, rows, typed
from zhiquan.portal.web.numbers import whole
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text


@signed_in
def dossier(request: HttpRequest, number: str) -> HttpResponse:
    """Show what lies in the dossier, as far as the viewer may read it, and what was served on whom."""
    return _shown(request, number)


@signed_in
def volume(request: HttpRequest, number: str, name: str) -> HttpResponse:
    """Hand out a volume as one PDF, or all that the viewer may have."""
    shelf = dossier_for(actor_of(request), number)
    if name == ALL:
        return _saved(bind_all(shelf), f"{number} 卷宗.pdf")
    if name not in set(Volume):
        raise NotFound("dossier.no-volume", _NO_VOLUME)
    return _saved(bind_for(shelf, Volume(name)).pdf, f"{number} {Volume(name).label.zh}.pdf")


@signed_in
def receipt(request: HttpRequest, number: str, letter_id: int) -> HttpResponse:
    """Hand out a receipt of service: as it was noted, or blank to be taken along."""
    shelf = dossier_for(actor_of(request), number)
    content = receipt_for(shelf, letter_id, request.GET.get("party", ""))
    return _saved(pdf_of_sheet(content), f"{content.title} {number} {letter_id}.pdf")


@staff_only
def correct(request: HttpRequest, number: str, seq: int) -> HttpResponse:
    """Record a receipt anew in place of a wrong one; what was typed stays when it is refused."""
    if request.method != "POST":
        return redirect("dossier", number=number)
    actor = actor_of(request)
    shelf = dossier_for(actor, number)
    row = next((one for one in services_of(shelf) if one.receipt and one.receipt.seq == seq), None)
    if row is None:
        raise NotFound("dossier.no-receipt", _NO_RECEIPT)
    answers = typed(request.POST, _fields(row))
    version, key = whole(request.POST.get("version", "")), request.POST.get("key") or uuid.uuid4().hex
    try:
        replace_receipt(
            actor, number, seq, answers, request.POST.get("reason", ""),
            version=version, key=key,
        )  # fmt: skip
    except FormRefusal as refusal:
        return _shown(request, number, (seq, answers, refusal.errors))
    except Refusal as refusal:
        return told(request, refusal, "dossier", number)
    messages.success(request, gettext("已更正，相关期限按新的送达日计算。"))
    return redirect("dossier", number=number)


def _shown(
    request: HttpRequest, number: str, attempt: tuple[int, dict[str, object], tuple[Wrong, ...]] | None = None
) -> HttpResponse:
    actor = actor_of(request)
    shelf = dossier_for(actor, number)
    leads = not shelf.for_party and bool({Role.HEAD, Role.REVIEWER} & set(actor.roles))
    shown = {
        "case": case_view(actor, number),
        "volumes": [(one, len(shelf.volumes[one]), shelf.volumes[one]) for one in shelf.volumes],
        "services": [(row, _rows(row, attempt) if leads and row.receipt else ()) for row in services_of(shelf)],
        "for_party": shelf.for_party,
        "open": attempt[0] if attempt else 0,
        "key": uuid.uuid4().hex,
    }
    return page(request, "dossier/dossier.html", shown, status=422 if attempt else 200)


def _fields(row: Addressee) -> tuple[Field, ...]:
    """Return the questions of a receipt; whom it was served on is not among those that are corrected."""
    return tuple(field for field in row.action.fields if field.party is None) if row.action else ()


def _rows(row: Addressee, attempt: tuple[int, dict[str, object], tuple[Wrong, ...]] | None) -> tuple[FieldRow, ...]:
    if row.receipt is None:
        return ()
    mine = attempt is not None and attempt[0] == row.receipt.seq
    answers, errors = (attempt[1], attempt[2]) if attempt is not None and mine else (dict(row.receipt.data), ())
    return rows(_fields(row), answers, errors, prefix=f"r{row.receipt.seq}-")


def _saved(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(content, headers=saved_headers(name, Kind.PDF, len(content)))


ALL = "all"
_NO_VOLUME = Text("没有这一卷，或者您无权调阅。", "There is no such volume, or it is not for you to read.")
_NO_RECEIPT = Text("没有这份送达回证，或者您无权查看。", "There is no such receipt, or it is not for you to see.")
