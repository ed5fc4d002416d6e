"""Reading what somebody typed: each field type has one reader; errors are values, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiquan.hall.matters.fields import Field, FieldType, FormRule
from zhiquan.hall.matters.reading import READERS, UnreadableError
from zhiquan.rules.expressions import compile_expression
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one answer; ``missing`` when nothing was typed where something must be."""

    field: str
    text: Text
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The answers that could be read (JSON values by key) and what is wrong with the others."""

    values: Mapping[str, Any]
    errors: tuple[FieldError, ...]


def read(
    fields: Sequence[Field],
    typed: Mapping[str, Any],
    *,
    root: str = "form",
    context: Mapping[str, Any] | None = None,
    rules: Sequence[FormRule] = (),
) -> Reading:
    """Read the answers to ``fields``; expressions see them as ``root`` beside the names of ``context``.

    Rules between answers are asked only where the answers themselves are in order.
    """
    values: dict[str, Any] = {}
    errors = [FieldError(key, _UNKNOWN.format(key=key)) for key in typed if key not in {f.key for f in fields}]
    for field in fields:
        try:
            values |= _one(field, typed.get(field.key))
        except UnreadableError as wrong:
            errors.append(FieldError(field.key, wrong.text))
    names = {**(context or {}), root: computed(fields, values)}
    wrong_keys = {error.field for error in errors}
    errors += [
        FieldError(field.key, _MISSING.format(label=field.label), missing=True)
        for field in fields
        if field.key not in values and field.key not in wrong_keys and _required(field, names)
    ]
    if not errors:
        errors = [FieldError(rule.field, rule.message) for rule in rules if not holds(rule.holds, names)]
    return Reading(values, tuple(errors))


def holds(expression: str, names: Mapping[str, Any]) -> bool:
    """Return whether a condition of a definition holds; ``names`` are its variables."""
    return compile_expression(expression, frozenset(names)).holds(names)


def computed(fields: Sequence[Field], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers as an expression sees them: every key is there, in the JSON value it is kept as.

    What was not answered is "" ("0" for amounts and numbers, [] for many), so that a condition always has a value;
    amounts are compared with ``fen(form.amount)``.
    """
    return {field.key: _computed(field, values.get(field.key)) for field in fields}


def _computed(field: Field, value: Any) -> Any:
    if field.many:
        return list(value or [])
    if field.type in {FieldType.MONEY, FieldType.NUMBER}:
        return value or "0"
    return value or ""


def _required(field: Field, names: Mapping[str, Any]) -> bool:
    return field.required or bool(field.required_when and holds(field.required_when, names))


def _one(field: Field, typed: Any) -> dict[str, Any]:
    """Return ``{key: value}``, or nothing where nothing was typed."""
    reader = READERS[field.type]
    if not field.many:
        text = "" if typed is None else str(typed).strip()
        return {field.key: reader(text, field)} if text else {}
    rows = typed if isinstance(typed, list | tuple) else str(typed or "").splitlines()
    texts = [str(row).strip() for row in rows if str(row).strip()]
    values = list(dict.fromkeys(reader(text, field) for text in texts))
    return {field.key: values} if values else {}


_UNKNOWN = Text("没有“{key}”这一项。", "There is no field “{key}”.")
_MISSING = Text("请填写“{label}”。", "Please fill in “{label}”.")
