"""What a case exchanged with the deciding office, and taking its result in."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from zhiquan.hall.cases import services
from zhiquan.hall.cases.exchanged import exchanged
from zhiquan.hall.files.services import LIMIT
from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.portal.web.answers import staff_only, told
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@staff_only
def packs(request: HttpRequest, number: str) -> HttpResponse:
    """Show the packs of a case; a POST takes an uploaded result in, after everything about it was verified."""
    view = exchanged(actor_of(request), number)
    if request.method != "POST":
        return page(request, "desk/packs.html", {"exchanged": view, "limit": LIMIT >> 20})
    try:
        upload = _uploaded(request)
        services.take_result(actor_of(request), upload.read(LIMIT + 1), upload.name or "", number=number)
    except FormRefusal as refusal:
        said = Text(
            "；".join(error.text.zh for error in refusal.errors), "; ".join(error.text.en for error in refusal.errors)
        )
        return told(request, Refusal(refusal.code, _WRONG.format(said=said)), "desk.packs", number)
    except Refusal as refusal:
        return told(request, refusal, "desk.packs", number)
    messages.success(request, gettext("签名和内容核对无误，结果已录入。"))
    return redirect("desk.case", number=number)


def _uploaded(request: HttpRequest) -> UploadedFile[Any]:
    upload = request.FILES.get("result")
    if upload is None or isinstance(upload, list):
        raise Refusal("packs.no-file", _CHOOSE)
    return upload


_CHOOSE = Text(
    "请选择对方单位发来的结果文件（.p7m 或 .zip）。", "Choose the result that the office sent (.p7m or .zip)."
)
_WRONG = Text(
    "结果内容不合要求，未录入：{said}。请联系发出单位。",
    "The result does not fit and was not taken in: {said}. Ask its sender.",
)
