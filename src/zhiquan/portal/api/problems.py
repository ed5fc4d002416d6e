"""Errors as RFC 9457 problem details: one form for every refusal, whatever went wrong and wherever."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language
from ninja.errors import HttpError, ValidationError

from zhiquan.hall.matters.moves import FormRefusal
from zhiquan.portal.api.limits import TooManyRequests
from zhiquan.portal.api.wording import TITLES, wording
from zhiquan.portal.busy import AGAIN_AFTER, BUSY, is_busy
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text

log = logging.getLogger(__name__)
MEDIA_TYPE = "application/problem+json"


class Denied(Refusal):
    """Who asks is not known (401), or the token does not reach so far (403); ``challenge`` is the header's value."""

    def __init__(self, status: int, code: str, text: Text, challenge: str) -> None:
        super().__init__(code, text)
        self.status, self.challenge = status, challenge


class Answered(Refusal):
    """A refusal with a status of its own (400, 412, 413)."""

    def __init__(self, status: int, code: str, text: Text) -> None:
        super().__init__(code, text)
        self.status = status


def problem(
    status: int, code: str, text: Text, *, errors: Sequence[tuple[str, Text]] = (), headers: Mapping[str, str] = {}
) -> HttpResponse:
    """Return a problem; ``detail`` is in the language asked for, ``text`` in both."""
    language = get_language() or "zh-hans"
    body: dict[str, Any] = {
        "type": f"urn:zhiquan:problem:{code}",
        "title": TITLES.get(status, TITLES[500]).say(language),
        "status": status,
        "code": code,
        "detail": text.say(language),
        "text": _both(text),
    }
    if errors:
        body["errors"] = [{"field": field, "detail": one.say(language), "text": _both(one)} for field, one in errors]
    answer = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False}, headers=dict(headers))
    answer["Content-Type"] = MEDIA_TYPE
    answer["Content-Language"] = "en" if language.startswith("en") else "zh-CN"
    answer["Cache-Control"] = "no-store"
    return answer


def of_refusal(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer a refusal: 404 for what is not there or not visible, 409 when somebody was faster, else 422 or its own."""
    del request
    headers: dict[str, str] = {}
    errors: list[tuple[str, Text]] = []
    match refusal:
        case Denied():
            status, headers = refusal.status, {"WWW-Authenticate": refusal.challenge}
        case TooManyRequests():
            status, headers = 429, {"Retry-After": str(refusal.again), "RateLimit-Limit": str(refusal.limit)}
        case Answered():
            status = refusal.status
        case FormRefusal():
            status, errors = 422, [(error.field, error.text) for error in refusal.errors]
        case _:
            status = 404 if isinstance(refusal, NotFound) else 409 if isinstance(refusal, Conflict) else 422
    return problem(status, refusal.code, refusal.text, errors=errors, headers=headers)


def of_values(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    """Answer values that do not fit the operation: each with its place."""
    del request
    errors = [(_place(one["loc"]), wording(one)) for one in wrong.errors]
    return problem(422, "api.values", _VALUES, errors=errors)


def of_http(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what the framework refused; a body that could not be read says why, where its reader did."""
    if isinstance(error.__cause__, RequestDataTooBig):
        return problem(413, "api.too-large", _TOO_LARGE)
    if isinstance(error.__cause__, Refusal):
        return of_refusal(request, error.__cause__)
    return problem(error.status_code, "api.request", _UNREADABLE if error.status_code == _BAD else _FAILED)


def of_too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
    """Answer a body that is larger than any operation takes."""
    del request, error
    return problem(413, "api.too-large", _TOO_LARGE)


def of_missing(request: HttpRequest, error: Http404) -> HttpResponse:
    """Answer an address that leads nowhere."""
    del request, error
    return problem(404, "api.no-address", NO_ADDRESS)


def of_too_long(request: HttpRequest, error: DataError) -> HttpResponse:
    """Answer what no service weighed and the database cannot hold."""
    log.warning("%s %s was given more than its row can hold", request.method, request.path, exc_info=error)
    return problem(422, "api.too-long", _TOO_LONG)


def of_failure(request: HttpRequest, error: Exception) -> HttpResponse:
    """Answer a fault of the program; it is logged, and nothing of it is told. A busy database is none: 503."""
    if is_busy(error):
        log.warning("%s %s: the database was busy for too long", request.method, request.path)
        return problem(503, "api.busy", BUSY, headers={"Retry-After": str(AGAIN_AFTER)})
    log.error("%s %s failed", request.method, request.path, exc_info=error)
    return problem(500, "api.failed", _FAILED)


def of_status(status: int) -> HttpResponse:
    """Answer for what surrounds the API (wrong method, wrong host …) by the status alone."""
    return problem(status, f"api.status-{status}", _BY_STATUS.get(status, _FAILED))


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _place(place: Sequence[Any]) -> str:
    """Return where a value stands: ``query.limit``, ``body.form.amount``; the argument's own name says nothing."""
    kind, *rest = (str(part) for part in place)
    named = rest[1:] if kind in {"body", "form", "file"} and len(rest) > 1 else rest
    return ".".join((kind, *named))


_BAD = 400
_VALUES = Text("请求的参数或内容不符合要求，见 errors。", "The values of the request do not fit; see errors.")
_UNREADABLE = Text("请求内容读不懂，请发送 UTF-8 编码的 JSON。", "The body cannot be read; send JSON in UTF-8.")
_TOO_LARGE = Text("请求内容过大。", "The body is too large.")
NO_ADDRESS = Text(
    "没有这个接口地址，可用地址见 /api/v1/docs。", "There is nothing at this address; /api/v1/docs lists what there is."
)
_TOO_LONG = Text("某个值过长或过大，没有保存。", "A value is too long or too large; nothing was kept.")
_FAILED = Text("服务暂时出错，请稍后再试。", "Something went wrong here; try again later.")
_BY_STATUS = {
    400: Text("请求读不懂。", "The request cannot be read."),
    404: NO_ADDRESS,
    405: Text("这个地址不支持这种方法，见 Allow 标头。", "This address does not take this method; see Allow."),
    413: _TOO_LARGE,
}
