"""The search for similar marks 商标近似比对: the whole state of the page is in its address. Leads, never verdicts."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhiquan.portal.web.page import page
from zhiquan.records.marks import Mark, asked
from zhiquan.records.marks.register import MarkRegister, open_register
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

LIMIT = 50
EXAMPLES = (
    (Text("雷神山，第 5 类", "雷神山, class 5"), "q=雷神山&class=5"),
    (Text("茅苔", "茅苔"), "q=茅苔"),
    (Text("HUAVVEI", "HUAVVEI"), "q=HUAVVEI"),
)
"""Queries to try: sound, shape, letters."""


def similar_marks(request: HttpRequest) -> HttpResponse:
    """Show the marks of the register most similar to ``q`` in the classes or similar groups ``class``, with reasons."""
    text, symbols = request.GET.get("q", "").strip(), request.GET.get("class", "").strip()
    shown: dict[str, Any] = {"q": text, "symbols": symbols, "examples": EXAMPLES, "limit": LIMIT}
    try:
        register = open_register(settings.DATA.index)
    except NotFound as none:
        return page(request, "marks/similar.html", {**shown, "none": none}, status=404 if text else 200)
    shown |= {"total": len(register), "without_words": register.without_words}
    if not text:
        return page(request, "marks/similar.html", shown)
    try:
        shown |= _found(register, asked(text, symbols))
    except Refusal as refusal:
        return page(request, "marks/similar.html", {**shown, "refusal": refusal}, status=422)
    return page(request, "marks/similar.html", shown)


def _found(register: MarkRegister, query: Mark) -> dict[str, Any]:
    started = time.perf_counter()
    matches = register.similar(query, limit=LIMIT)
    return {
        "matches": [(match, sorted(match.mark.classes)) for match in matches],
        "took_ms": (time.perf_counter() - started) * 1000,
    }
