"""Search: results, live checking, suggestions, statistics and files of a set; the whole state is in the address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language

from zhiquan.portal.web.page import page
from zhiquan.portal.web.search.asking import FIRST, MODES, MOST_SETS, ORDERS, Asked
from zhiquan.portal.web.search.help import EXAMPLES, fields
from zhiquan.portal.web.search.picture import picture
from zhiquan.portal.web.search.source import holdings, index
from zhiquan.records.search.export import Form, check_size, export
from zhiquan.records.search.language import parse
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text


def search(request: HttpRequest) -> HttpResponse:
    """Show results; a fault in the query is told beside the box."""
    asked = Asked.of(request)
    shown: dict[str, Any] = _frame(asked)
    status = 200
    if asked.text:
        try:
            shown["results"] = index().search(asked.text, after=asked.after, order=asked.order, **asked.options)
            if not shown["results"].hits:  # the whole name of a firm is in no title: what bears it is a step away
                shown["suggestions"] = _suggestions(asked.text)
        except NotFound:  # no index yet: the page says so instead of showing results
            shown["holdings"], status = None, 404
        except Refusal as refusal:
            shown["refusal"], status = refusal, 422
    else:
        shown["holdings"] = holdings()
    shown |= {"fields": fields(), "examples": EXAMPLES}
    return page(request, "search/search.html", shown, status=status)


def statistics(request: HttpRequest) -> HttpResponse:
    """Show trend, rankings and matrices of a set; every number opens the hits it counts."""
    asked = Asked.of(request)
    if not asked.text:
        raise NotFound("search.nothing-asked", _NOTHING)
    told = index().statistics(asked.text, **asked.options)
    return page(request, "search/statistics.html", _frame(asked) | {"told": told, "drawn": picture(told, request)})


def file(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Send all hits of a set as a file, made while it is sent."""
    asked = Asked.of(request)
    if form not in set(Form):
        raise NotFound("search.no-form", _NO_FORM)
    if not asked.text:
        raise NotFound("search.nothing-asked", _NOTHING)
    wanted = Form(form)
    total, records = index().stream(asked.text, **asked.options)
    check_size(wanted, total)
    language = "en" if (get_language() or "").startswith("en") else "zh"
    sent = StreamingHttpResponse(export(wanted, records, language), content_type=wanted.media_type)
    sent["Content-Disposition"] = f'attachment; filename="zhiquan-{total}.{wanted.value}"'
    sent["X-Content-Type-Options"] = "nosniff"
    return sent


def check(request: HttpRequest) -> HttpResponse:
    """Say whether a query can be read while it is being typed; a fragment, always 200 so that it is swapped in."""
    asked = Asked.of(request)
    shown: dict[str, Any] = {"q": asked.text, "mode": asked.mode}
    if asked.text and asked.mode == "exact":
        try:
            parse(asked.text, asked.sets)
        except Refusal as refusal:
            shown["refusal"] = refusal
    if asked.text:
        shown["suggestions"] = _suggestions(asked.text)
    return page(request, "search/check.html", shown)


def _suggestions(typed: str) -> tuple[Any, ...]:
    try:
        return index().suggest(typed)
    except Refusal:
        return ()  # without an index there is nothing to suggest; the search itself says so


def _frame(asked: Asked) -> dict[str, Any]:
    return {
        "q": asked.text,
        "asked": asked,
        "order": asked.order,
        "orders": ORDERS.items(),
        "first_order": FIRST,
        "mode": asked.mode,
        "modes": MODES.items(),
        "forms": tuple(Form),
        "paged": asked.after is not None,
        "more_sets": (*asked.sets, asked.text) if asked.text and len(asked.sets) < MOST_SETS else (),
    }


_NOTHING = Text("请先检索。", "Search first.")
_NO_FORM = Text("可导出 csv、xlsx、jsonl、ris。", "Files are csv, xlsx, jsonl or ris.")
