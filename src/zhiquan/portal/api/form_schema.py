"""The JSON Schema of the answers to a form, from its declaration: for programs that fill it in."""

from __future__ import annotations

from typing import Any

from zhiquan.hall.matters.schema import Matter
from zhiquan.rules.forms.fields import Field, FieldType

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT_OR_NUMBER = ["string", "number"]
_PLAIN: dict[FieldType, dict[str, Any]] = {
    FieldType.MONEY: {"type": _TEXT_OR_NUMBER},
    FieldType.NUMBER: {"type": _TEXT_OR_NUMBER},
    FieldType.DATE: {"type": "string", "format": "date"},
    FieldType.DIVISION: {"type": "string", "pattern": "^[0-9]{6}$"},
    FieldType.FILE: {"type": "integer", "minimum": 1},
}


def form_schema(matter: Matter) -> dict[str, Any]:
    """Return the schema of the answers; each property carries its label in both languages."""
    asked = [field for field in matter.fields if field.formula is None]
    return {
        "$schema": DIALECT,
        "title": matter.title.zh,
        "description": matter.title.en,
        "type": "object",
        "properties": {field.key: _schema(field) for field in asked},
        "required": [field.key for field in asked if field.required],
        "additionalProperties": False,
    }


def _schema(field: Field) -> dict[str, Any]:
    one = _one(field)
    made = {"type": "array", "items": one} if field.many else one
    told: dict[str, Any] = {"title": field.label.zh, "description": field.label.en, "x-type": field.type.value}
    if field.required_when:
        told["x-required-when"] = field.required_when
    return {**told, **made}


def _one(field: Field) -> dict[str, Any]:
    if field.type is FieldType.CHOICE:
        return {"enum": [choice.key for choice in field.choices]}
    if field.type is FieldType.TABLE:
        rows = {
            "type": "object",
            "properties": {column.key: _schema(column) for column in field.columns},
            "required": [column.key for column in field.columns if column.required],
        }
        return {"type": "array", "items": rows, "minItems": field.least_rows, "maxItems": field.most_rows}
    return dict(_PLAIN.get(field.type, {"type": "string", "maxLength": field.max_length}))
