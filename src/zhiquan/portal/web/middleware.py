"""What surrounds every request."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse

from zhiquan.records.corpus.store.guard import without_engine

Respond = Callable[[HttpRequest], HttpResponse]

HEADERS = {
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Resource-Policy": "same-origin",
}
"""What every answer says beside the content policy and Django's own headers."""
_NUL = "\x00"
_API = "/api/"
"""Below it the API's own reading refuses the sign, and says in which value it stands."""


def pages_only(respond: Respond) -> Respond:
    """Shut DuckDB for whatever answers a request."""

    def guarded(request: HttpRequest) -> HttpResponse:
        with without_engine():
            return respond(request)

    return guarded


def readable_only(respond: Respond) -> Respond:
    """Answer 400 to whatever holds the character NUL: nobody types it, and PostgreSQL cannot keep it."""

    def guarded(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_API) and any(_NUL in text for text in _texts(request)):
            raise BadRequest("the request holds a NUL character")
        return respond(request)

    return guarded


def hardened(respond: Respond) -> Respond:
    """Add the headers of every answer, and let nothing of a signed-in person be kept on the way or on the machine."""

    def guarded(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        user = getattr(request, "user", None)  # none where the request was refused before anybody was asked for
        if user is not None and user.is_authenticated:
            response["Cache-Control"] = "private, no-store"
        return response

    return guarded


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for given in (request.GET, request.POST):
        for name, values in given.lists():
            yield name
            yield from map(str, values)
    if request.content_type == "application/json":
        yield request.body.decode("utf-8", "replace").replace("\\u0000", _NUL)
