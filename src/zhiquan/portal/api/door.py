"""The one door of every operation: who calls, how often, with which scope; once; and what came of it is noted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja import Router
from ninja.decorators import decorate_view

from zhiquan.portal.api.caller import Caller, admit, note, require
from zhiquan.portal.api.models import TokenEvent
from zhiquan.portal.api.once import once
from zhiquan.portal.api.problems import Answered, of_refusal, of_too_large
from zhiquan.portal.api.reading import require_plain
from zhiquan.portal.api.scopes import Scope
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Run = Callable[..., HttpResponseBase]
Function = TypeVar("Function", bound=Callable[..., Any])
_DENIED = 403
JSON, FORM = "application/json", "multipart/form-data"
"""Media types of bodies."""
_TYPE = Text("请求内容的类型须是 {takes}。", "The body must be of the type {takes}.")


@dataclass(frozen=True, slots=True)
class Operation:
    """What is promised of an operation: its name, the scope it asks for (``None``: open to everybody), and whether it
    is one that is done once for each key.
    """

    name: str
    scope: Scope | None
    once: bool
    media: str = ""
    takes: str = JSON


class Room(Router):
    """The operations of one room; each is declared with its scope and its title in both languages."""

    def __init__(self, title: Text) -> None:
        super().__init__(tags=[title.en])
        self.title = title

    def read(  # noqa: PLR0913 - what an operation is
        self,
        path: str,
        title: Text,
        answer: Any,
        *,
        scope: Scope | None = None,
        method: str = "GET",
        media: str = "",
        takes: str = JSON,
    ) -> Callable[[Function], Function]:
        """Declare an operation that changes nothing; ``media`` is the type of a file that it hands out, ``takes`` of a
        body.
        """
        return self._declared(method, path, title, answer, Operation("", scope, once=False, media=media, takes=takes))

    def change(
        self, method: str, path: str, title: Text, answer: Any, *, scope: Scope, takes: str = JSON
    ) -> Callable[[Function], Function]:
        """Declare an operation that changes something; a POST is done once for each ``Idempotency-Key``."""
        return self._declared(method, path, title, answer, Operation("", scope, once=method == "POST", takes=takes))

    def _declared(
        self, method: str, path: str, title: Text, answer: Any, promised: Operation
    ) -> Callable[[Function], Function]:
        def declare(function: Function) -> Function:
            named = replace(promised, name=function.__name__)
            extra = {
                "x-scope": named.scope.value if named.scope else "",
                "x-once": named.once,
                "x-title": {"zh": title.zh, "en": title.en},
                **({"x-media": named.media} if named.media else {}),
            }
            made = self.api_operation(
                [method],
                path,
                response=answer,
                operation_id=named.name,
                summary=f"{title.zh} · {title.en}",
                openapi_extra=extra,
            )(function)
            decorate_view(guarded(named))(made)
            return made

        return declare


def guarded(operation: Operation) -> Callable[[Run], Run]:
    """Wrap the running of an operation: whatever is refused on the way becomes a problem."""

    def around(run: Run) -> Run:
        def answer(request: HttpRequest, **path: Any) -> HttpResponseBase:
            try:
                require_plain(request.path)
                caller = admit(request)
            except Refusal as refusal:
                return of_refusal(request, refusal)
            given = _answered(request, caller, operation, lambda: run(request, **path))
            for name, value in caller.counted.headers.items():
                given[name] = value
            kind = TokenEvent.Kind.TURNED_AWAY if given.status_code == _DENIED else TokenEvent.Kind.USED
            note(caller, kind, operation.name, given.status_code)
            return given

        return answer

    return around


def _require_type(request: HttpRequest, takes: str) -> None:
    """Refuse a body of another media type than the operation takes; what has no body has no type."""
    if request.META.get("CONTENT_LENGTH") not in {None, "", "0"} and request.content_type != takes:
        raise Answered(415, "api.media-type", _TYPE.format(takes=takes))


def _answered(
    request: HttpRequest, caller: Caller, operation: Operation, run: Callable[[], HttpResponseBase]
) -> HttpResponseBase:
    try:
        require(caller, operation.scope)
        _require_type(request, operation.takes)
        request.zhiquan_caller = caller  # type: ignore[attr-defined]
        given = once(request, caller, run) if operation.once else run()
    except Refusal as refusal:
        return of_refusal(request, refusal)
    except RequestDataTooBig as error:
        return of_too_large(request, error)
    if caller.token is not None and "Cache-Control" not in given:
        given["Cache-Control"] = "private, no-store"
    return given
