"""Reading what somebody typed: each field type has one reader; errors are values, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from zhiquan.rules.expressions import compile_expression
from zhiquan.rules.forms.fields import FEN, Field, FieldType, FormRule
from zhiquan.rules.forms.reading import READERS, UnreadableError
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Law: TypeAlias = Callable[[str], int]
"""Provision → its number, as formulas reckon with it."""


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
    law: Law | None = None,
) -> Reading:
    """Read the answers to ``fields``; expressions see them as ``root`` beside the names of ``context``.

    Rules between answers are asked, and formulas reckoned, only where the answers themselves are in order. What was
    typed for a reckoned answer is passed over: it is never taken from outside.
    """
    values: dict[str, Any] = {}
    errors = [FieldError(key, _UNKNOWN.format(key=key)) for key in typed if key not in {f.key for f in fields}]
    asked = [field for field in fields if field.formula is None]
    for field in asked:
        try:
            values |= _one(field, typed.get(field.key))
        except UnreadableError as wrong:
            errors.append(FieldError(field.key, wrong.text))
    names = {**(context or {}), root: computed(fields, values)}
    wrong_keys = {error.field for error in errors}
    errors += [
        FieldError(field.key, _MISSING.format(label=field.label), missing=True)
        for field in asked
        if field.key not in values and field.key not in wrong_keys and _required(field, names)
    ]
    if not errors:
        for field in fields:
            if field.formula is not None:
                values[field.key] = _reckoned(field, names, law)
                names = {**names, root: computed(fields, values)}
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
    if field.type is FieldType.TABLE:
        return [computed(field.columns, row) for row in value or []]
    if field.many:
        return list(value or [])
    if field.type in {FieldType.MONEY, FieldType.NUMBER}:
        return value or "0"
    return value or ""


def _reckoned(field: Field, names: Mapping[str, Any], law: Law | None) -> str:
    """Return the value of a formula: an amount from whole fen, a number as it comes out, never below zero."""
    given = {**names, "law": {name: law(key) for name, key in field.law.items()} if law else {}}
    value = compile_expression(str(field.formula), frozenset(given)).value(given)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise Refusal("matters.formula", _NO_NUMBER.format(label=field.label))
    if field.type is FieldType.MONEY:
        return str((Decimal(max(0, int(value))) / FEN).quantize(Decimal("0.01")))
    return f"{Decimal(str(value)):f}"


def _required(field: Field, names: Mapping[str, Any]) -> bool:
    return field.required or bool(field.required_when and holds(field.required_when, names))


def _one(field: Field, typed: Any) -> dict[str, Any]:
    """Return ``{key: value}``, or nothing where nothing was typed."""
    if field.type is FieldType.TABLE:
        rows = read_rows(field, typed)
        return {field.key: rows} if rows else {}
    reader = READERS[field.type]
    if not field.many:
        text = "" if typed is None else str(typed).strip()
        return {field.key: reader(text, field)} if text else {}
    several = typed if isinstance(typed, list | tuple) else str(typed or "").splitlines()
    texts = [str(one).strip() for one in several if str(one).strip()]
    values = list(dict.fromkeys(reader(text, field) for text in texts))
    return {field.key: values} if values else {}


def read_rows(field: Field, typed: Any) -> list[dict[str, Any]]:
    """Read a table: rows as mappings, or as lines of cells parted by tabs (pasted from a sheet); empty rows go.

    ``UnreadableError`` names the first wrong row.
    """
    rows = typed if isinstance(typed, list | tuple) else [_cells(field, line) for line in str(typed or "").splitlines()]
    kept = [row for row in rows if any(str(cell or "").strip() for cell in dict(row).values())]
    if len(kept) > field.most_rows:
        raise UnreadableError(_ROWS.format(label=field.label, most=field.most_rows))
    values = []
    for number, row in enumerate(kept, 1):
        reading = read(field.columns, dict(row), root="row")
        if reading.errors:
            raise UnreadableError(_ROW.format(label=field.label, row=number, why=reading.errors[0].text))
        values.append(dict(reading.values))
    if len(values) < field.least_rows:
        raise UnreadableError(_FEW_ROWS.format(label=field.label, least=field.least_rows))
    return values


def _cells(field: Field, line: str) -> dict[str, str]:
    cells = line.split("\t")
    return {column.key: cells[at] if at < len(cells) else "" for at, column in enumerate(field.columns)}


_UNKNOWN = Text("没有“{key}”这一项。", "There is no field “{key}”.")
_MISSING = Text("请填写“{label}”。", "Please fill in “{label}”.")
_ROW = Text("“{label}”第 {row} 行：{why}", "“{label}”, row {row}: {why}")
_ROWS = Text("“{label}”最多 {most} 行，请分次提交。", "“{label}” takes {most} rows at most; hand in the rest apart.")
_FEW_ROWS = Text("“{label}”至少 {least} 行。", "“{label}” takes {least} rows at least.")
_NO_NUMBER = Text(
    "“{label}”的算式没有得出数，请检查事项定义。", "The formula of “{label}” gives no number; check the definition."
)
