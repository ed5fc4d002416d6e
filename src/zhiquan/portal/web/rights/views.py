"""Temporary."""
from django.http import HttpRequest, HttpResponse
from zhiquan.portal.web.page import page
def right(request: HttpRequest, number: str) -> HttpResponse:
    return page(request, "404.html", status=404)
