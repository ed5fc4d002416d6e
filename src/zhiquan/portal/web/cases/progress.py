"""How far a case is, for anybody who has its number and secret; both stay out of the address."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from zhiquan.hall.cases import selectors, services
from zhiquan.office.access.whence import address_of
from zhiquan.portal.web.answers import typed_in
from zhiquan.portal.web.cases.rating import GRADES, grade_of
from zhiquan.portal.web.page import page
from zhiquan.rules.refusal import NotFound, Refusal


def progress(request: HttpRequest) -> HttpResponse:
    """Show the progress, and take a rating once the case is closed."""
    if request.method != "POST":
        return _shown(request, request.GET.get("number", ""))
    number, secret = request.POST.get("number", ""), request.POST.get("secret", "")
    try:
        found = selectors.progress(number, secret, source=address_of(request))
        if "grade" in request.POST:
            _rated(request, number, secret)
            found = selectors.progress(number, secret, source=address_of(request))
    except NotFound as refusal:
        return _shown(request, number, status=404, refusal=refusal)
    except Refusal as refusal:
        typed = typed_in(request) if "grade" in request.POST else []
        return _shown(request, number, status=422, refusal=refusal, typed=typed)
    return _shown(request, number, progress=found, secret=secret, grades=GRADES, key=uuid.uuid4().hex)


def _rated(request: HttpRequest, number: str, secret: str) -> None:
    key, comment = request.POST.get("key") or uuid.uuid4().hex, request.POST.get("comment", "")
    services.rate_with_secret(number, secret, grade_of(request), comment, key=key)
    messages.success(request, gettext("感谢您的评价。"))


def _shown(request: HttpRequest, number: str, *, status: int = 200, **more: Any) -> HttpResponse:
    response = page(request, "cases/progress.html", {"number": number, **more}, status=status)
    response["Cache-Control"] = "private, no-store"  # the secret stands in it
    return response
