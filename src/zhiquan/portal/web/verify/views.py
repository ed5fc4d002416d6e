"""Verifying a letter that somebody holds: by the code printed on it, or by the file itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from zhiquan.hall.letters.selectors import verify as verified
from zhiquan.hall.letters.selectors import verify_file
from zhiquan.portal.web.page import page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LARGEST = 20 << 20
"""Bytes of a file that can be verified."""


def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code or a file; a file is looked at and thrown away."""
    if code := request.GET.get("code", "").replace("/", "").strip():
        return redirect("verify.code", code=code)
    upload = request.FILES.get("file") if request.method == "POST" else None
    if upload is None:
        return page(request, "verify/verify.html", {"nothing": request.method == "POST"})
    if upload.size is None or upload.size > LARGEST:
        raise Refusal("verify.too-large", TOO_LARGE.format(limit=LARGEST >> 20))
    found = verify_file(upload.read())
    shown = {"found": found, "asked": upload.name, "by_file": True}
    return page(request, "verify/result.html", shown, status=200 if found else 404)


def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Say what is known of the letter with a code: the address printed on the letter leads here."""
    found = verified(code)
    return page(request, "verify/result.html", {"found": found, "asked": code}, status=200 if found else 404)


TOO_LARGE = Text(
    "文件超过 {limit} MB，不会是本机关签发的文书。", "Over {limit} MB: no letter of this office is so large."
)
