"""What surrounds every request."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from zhiquan.records.corpus.store.guard import without_engine

Respond = Callable[[HttpRequest], HttpResponse]


def pages_only(respond: Respond) -> Respond:
    """Shut DuckDB for whatever answers a request."""

    def guarded(request: HttpRequest) -> HttpResponse:
        with without_engine():
            return respond(request)

    return guarded
