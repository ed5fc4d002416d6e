"""What the description of the API says of every operation alike: tokens, problems, keys, scopes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from zhiquan.portal.api.about import ABOUT
from zhiquan.portal.api.door import Room
from zhiquan.portal.api.scopes import Scope

PROBLEM_TYPE = "application/problem+json"
PROBLEM = {"$ref": "#/components/schemas/Problem"}
ALWAYS = (400, 404, 405, 413, 422, 429, 500)
WITH_A_TOKEN = (401, 403)
CHANGING = (409, 412, 415)
_BINARY = {"type": "string", "format": "binary"}


def completed(schema: dict[str, Any], rooms: tuple[Room, ...]) -> dict[str, Any]:
    """Complete a description in place and return it."""
    for _, _, operation in operations(schema):
        _complete(operation)
    parts = schema.setdefault("components", {})
    parts.setdefault("schemas", {}).update({"Problem": _PROBLEM, "Text": parts["schemas"].get("Text", _TEXT)})
    parts["responses"] = {"Problem": {"description": "Problem", "content": {PROBLEM_TYPE: {"schema": PROBLEM}}}}
    parts["parameters"] = {"IdempotencyKey": _KEY}
    parts["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer", "description": _scopes()}}
    schema["tags"] = [{"name": room.title.en, "description": room.title.zh} for room in rooms]
    return schema


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and description of every operation."""
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            yield path, method, operation


def schema_text(schema: dict[str, Any]) -> str:
    """Return the description as the file that is kept with the program: sorted, so that a change is small."""
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True, default=str) + "\n"


def _complete(operation: dict[str, Any]) -> None:
    operation["responses"] = {str(status): told for status, told in operation["responses"].items()}
    scope, once = operation.get("x-scope", ""), operation.get("x-once", False)
    operation["security"] = [{"token": [scope] if scope else []}] if scope else [{}, {"token": []}]
    about = {"zh": ABOUT[operation["operationId"]], "en": " ".join(operation["description"].split())}
    operation["x-about"], operation["description"] = about, f"{about['zh']}\n\n{about['en']}"
    if media := operation.pop("x-media", ""):
        operation["responses"]["200"] = {"description": "OK", "content": {media: {"schema": _BINARY}}}
    statuses = [*ALWAYS, *WITH_A_TOKEN, *(CHANGING if operation.get("requestBody") or once else ())]
    for status in sorted(statuses):
        operation["responses"][str(status)] = {"$ref": "#/components/responses/Problem"}
    if once:
        operation.setdefault("parameters", []).append({"$ref": "#/components/parameters/IdempotencyKey"})


def _scopes() -> str:
    lines = (f"`{scope.value}` {scope.label.zh} · {scope.label.en}" for scope in Scope)
    return "Authorization: Bearer zq_…\n\n" + "\n\n".join(lines)


_TEXT = {
    "type": "object",
    "properties": {"zh": {"type": "string"}, "en": {"type": "string"}},
    "required": ["zh", "en"],
    "title": "Text",
}
_PROBLEM = {
    "title": "Problem",
    "description": "RFC 9457 problem details; `code` is stable, `detail` is in the language asked for.",
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"type": "string"},
        "detail": {"type": "string"},
        "text": {"$ref": "#/components/schemas/Text"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "field": {"type": "string"},
                    "detail": {"type": "string"},
                    "text": {"$ref": "#/components/schemas/Text"},
                },
                "required": ["field", "detail", "text"],
            },
        },
    },
    "required": ["type", "title", "status", "code", "detail", "text"],
}
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": "同一请求、同一标识只办一次，得到同一答复"
    " · The same request with the same key is done once and answered alike.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 80, "pattern": "^[!-~]+$"},
}
