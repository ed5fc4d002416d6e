"""Reading requests: JSON as RFC 8259 has it, and no character that a database or a page cannot hold."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from zhiquan.portal.api.problems import Answered
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

DEEPEST = 12
"""How deep a body may nest."""


class Strict(Parser):
    """The parser of the API: what it lets through is plain text, finite numbers, objects without doubled names."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body as JSON; refused with 400 when it is none."""
        try:
            read = json.loads(request.body.decode("utf-8"), parse_constant=_no_number, object_pairs_hook=_once)
        except (ValueError, RecursionError):
            raise Answered(400, "api.json", _JSON) from None
        require_plain(read)
        if not isinstance(read, dict):
            raise Answered(400, "api.json-object", _OBJECT)
        return read

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the parameters; one that is no list counts once."""
        for key in data:
            require_plain([key, *(one for one in data.getlist(key) if isinstance(one, str))])
        return super().parse_querydict(data, list_fields, request)


def require_plain(value: Any, depth: int = 0) -> None:
    """Refuse characters that nothing can keep (NUL, half of a surrogate pair), and bodies nested too deep."""
    if depth > DEEPEST:
        raise Refusal("api.too-deep", _DEEP.format(deepest=DEEPEST))
    if isinstance(value, str):
        if "\x00" in value or any("\ud800" <= one <= "\udfff" for one in value):
            raise Refusal("api.characters", _CHARACTERS)
    elif isinstance(value, dict):
        require_plain(list(value), depth + 1)
        require_plain(list(value.values()), depth + 1)
    elif isinstance(value, list):
        for one in value:
            require_plain(one, depth + 1)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a name twice")
    return found


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


_JSON = Text("请求内容不是 JSON，请发送 UTF-8 编码的 JSON。", "The body is not JSON; send JSON in UTF-8.")
_OBJECT = Text("请求内容须是一个 JSON 对象。", "The body must be one JSON object.")
_DEEP = Text("请求内容嵌套超过 {deepest} 层。", "The body nests deeper than {deepest} levels.")
_CHARACTERS = Text("请去掉空字符和不完整的字符。", "Leave out NUL and broken characters.")
