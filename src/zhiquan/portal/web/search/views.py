"""Search: the whole state of the page is in its address."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from zhiquan.portal.web.page import page
from zhiquan.portal.web.search.help import EXAMPLES, fields
from zhiquan.portal.web.search.source import holdings, index
from zhiquan.records.search import Order
from zhiquan.records.search.language import parse
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

ORDERS: dict[Order, Text] = {
    "relevance": Text("相关度", "Relevance"),
    "newest": Text("申请日由新到旧", "Newest first"),
    "oldest": Text("申请日由旧到新", "Oldest first"),
}
"""Orders of the results, as in the address."""
FIRST: Order = "relevance"


def search(request: HttpRequest) -> HttpResponse:
    """Show results for ``q`` in ``order``, from the key ``after``; a fault in the query is told beside the box."""
    text = request.GET.get("q", "").strip()
    order = next((key for key in ORDERS if key == request.GET.get("order")), FIRST)
    shown: dict[str, Any] = {"q": text, "order": order, "orders": ORDERS.items(), "paged": "after" in request.GET}
    status = 200
    if text:
        try:
            shown["results"] = index().search(text, after=request.GET.get("after") or None, order=order)
        except NotFound:  # no index yet: the page says so instead of showing results
            shown["holdings"], status = None, 404
        except Refusal as refusal:
            shown["refusal"], status = refusal, 422
    else:
        shown["holdings"] = holdings()
    shown |= {"fields": fields(), "examples": EXAMPLES}
    return page(request, "search/search.html", shown, status=status)


def check(request: HttpRequest) -> HttpResponse:
    """Say whether a query can be read while it is being typed; a fragment, always 200 so that it is swapped in."""
    text = request.GET.get("q", "").strip()
    shown: dict[str, Any] = {"q": text}
    if text:
        try:
            parse(text)
        except Refusal as refusal:
            shown["refusal"] = refusal
    return page(request, "search/check.html", shown)
