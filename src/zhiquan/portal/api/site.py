"""The API put together: its rooms, its parser, and how each kind of error is told."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.db import DataError
from django.http import Http404
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from zhiquan.portal.api import problems
from zhiquan.portal.api.openapi import completed
from zhiquan.portal.api.operations import (
    appointments,
    calculators,
    cases,
    desk,
    drafts,
    figures,
    law,
    letters,
    matters,
    me,
    portfolio_words,
    registers,
    rounds,
    search,
    together,
)
from zhiquan.portal.api.reading import Strict
from zhiquan.rules.refusal import Refusal

ROOMS = (
    search.room,
    registers.room,
    matters.room,
    drafts.room,
    cases.room,
    together.room,
    appointments.room,
    letters.room,
    portfolio_words.room,
    desk.room,
    rounds.room,
    figures.room,
    calculators.room,
    law.room,
    me.room,
)
"""The rooms in the order of the documentation."""
VERSION = "1.0.0"


class Api(NinjaAPI):
    """The API, whose description is completed with what holds for all operations."""

    def get_openapi_schema(self, **options: Any) -> Any:
        """Return the OpenAPI 3.1 description."""
        return completed(super().get_openapi_schema(**options), ROOMS)


def build() -> Api:
    """Return the API with its rooms and handlers."""
    made = Api(
        title="知全 Zhiquan",
        version=VERSION,
        description=ABOUT,
        parser=Strict(),
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace="api-v1",
    )
    for room in ROOMS:
        made.add_router("", room)
    handlers: dict[type[Exception], Any] = {
        Refusal: problems.of_refusal,
        ValidationError: problems.of_values,
        HttpError: problems.of_http,
        Http404: problems.of_missing,
        RequestDataTooBig: problems.of_too_large,
        DataError: problems.of_too_long,
        Exception: problems.of_failure,
    }
    for kind, handler in handlers.items():
        made.add_exception_handler(kind, handler)
    return made


ABOUT = (
    "知全的公开与合作接口。The public and partner interface of Zhiquan. Errors are RFC 9457 problems; texts are given"
    " in Chinese and English; a POST that changes something carries an Idempotency-Key; lists continue with `next`."
)
api = build()
