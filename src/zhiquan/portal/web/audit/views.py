"""Read a text critically 文稿查核: paste or upload, and see every figure marked in its place. Nothing is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from zhiquan.insight.readings.audit import audit as read
from zhiquan.insight.readings.files import LARGEST, checked, text_of
from zhiquan.portal.web.audit.examples import EXAMPLES
from zhiquan.portal.web.audit.showing import shown
from zhiquan.portal.web.page import actor_of, page
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.holdings import OwnFigures

VISITOR, SIGNED_IN = 20_000, 150_000
"""Characters that are read on the page, in seconds; longer texts are for the command."""


def audit(request: HttpRequest) -> HttpResponse:
    """Show the form, an example in it (``?example=draft``), or what was found in the text that was sent."""
    if request.method != "POST":
        example = EXAMPLES.get(request.GET.get("example", ""))
        return page(request, "audit/audit.html", {**_frame(request), "typed": example.text if example else ""})
    typed, on = request.POST.get("text", ""), request.POST.get("on", "")
    kept = {**_frame(request), "typed": typed, "on": on}
    try:
        text = _given(request, typed)
        own = OwnFigures()
        found = read(text, on=_day(on), places=own.places)
    except Refusal as refusal:
        return page(request, "audit/audit.html", {**kept, "refusal": refusal}, status=422)
    return page(request, "audit/audit.html", {**kept, "typed": text, "found": shown(found, own)})


def _frame(request: HttpRequest) -> dict[str, Any]:
    return {"examples": EXAMPLES, "limit": _limit(request), "megabytes": LARGEST >> 20}


def _limit(request: HttpRequest) -> int:
    return VISITOR if actor_of(request).user_id is None else SIGNED_IN


def _given(request: HttpRequest, typed: str) -> str:
    """Return the text of the file, else what was typed; refused when there is none or too much of it."""
    file = request.FILES.get("file")
    if file is not None and file.size and file.size > LARGEST:
        raise Refusal("audit.large", _LARGE.format(mb=LARGEST >> 20))
    text = text_of(file.read(), escape(file.name or "")) if file else checked(typed)
    if len(text) > _limit(request):
        raise Refusal("audit.long", _LONG.format(n=f"{len(text):,}", most=f"{_limit(request):,}"))
    return text


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written) if written else None
    except ValueError as fault:
        raise Refusal("audit.on", _DAY) from fault


_LARGE = Text("文件超过 {mb} MB，请拆开后再查。", "The file is larger than {mb} MB; please split it.")
_LONG = Text(
    "文稿有 {n} 字，本页最多查 {most} 字；请分段查，或登录后再查，更长的用命令 zhiquan audit。",
    "The text has {n} characters, this page reads {most}; send parts, sign in, or use the command zhiquan audit.",
)
_DAY = Text("请把文稿日期写作 2026-03-31。", "Write the date of the text like 2026-03-31.")
