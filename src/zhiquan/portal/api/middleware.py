"""What goes wrong around the API (no such address, wrong method, wrong host) is told as every other problem."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from zhiquan.portal.api.problems import MEDIA_TYPE, of_status

PREFIX = "/api/"
_ERROR = 400


def problems(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Put a problem in the place of every page of error below ``/api/``."""

    def guarded(request: HttpRequest) -> HttpResponse:
        answer = respond(request)
        if not request.path.startswith(PREFIX) or answer.status_code < _ERROR:
            return answer
        if answer.get("Content-Type", "").startswith(MEDIA_TYPE):
            return answer
        told = of_status(answer.status_code)
        if "Allow" in answer:
            told["Allow"] = answer["Allow"]
        return told

    return guarded
