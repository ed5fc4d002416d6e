"""Letter templates as a matter knows them: their parts, the variables they use, and where the values come from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinja2 import TemplateSyntaxError, meta
from jinja2.sandbox import SandboxedEnvironment
from pydantic import Field as Attribute

from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.rules.forms.base import Model
from zhiquan.rules.forms.fields import Field, FieldType
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_JINJA = SandboxedEnvironment()
CASE_VALUES = ("number", "opened_on")
ORGANISATION_VALUES = ("name", "uscc")
FAILED = "failed"
"""Stands for all checks that failed, as a source of a letter's variable."""


class LetterFile(Model):
    """A template: title, recipient and paragraphs, each a small Jinja template."""

    title: str
    to: str
    body: tuple[str, ...] = Attribute(min_length=1)


@dataclass(frozen=True, slots=True)
class LetterSource:
    """What the letter room needs to draft a letter: the template, its values, and who drafts, reviews and signs."""

    key: str
    label: Text
    template: Mapping[str, Any]
    values: Mapping[str, str]
    drafters: tuple[str, ...]
    reviewers: tuple[str, ...]
    signers: tuple[str, ...]


def variables(template: LetterFile) -> frozenset[str]:
    """Return the names a template uses; a paragraph that is not Jinja is refused with its line."""
    names: set[str] = set()
    for part in (template.title, template.to, *template.body):
        try:
            names |= meta.find_undeclared_variables(_JINJA.parse(part))
        except TemplateSyntaxError as wrong:
            raise Refusal("matters.template", _SYNTAX.format(part=part[:40], why=wrong.message)) from None
    return frozenset(names)


def source_known(definition: Matter, source: str) -> bool:
    """Return whether a variable's source exists: case.…, organisation.…, form.<field>, results.<action>.<field>,
    parties.<role> (the names of all of them), checks.<key> (what a check found), checks.failed (what all failed ones
    found).
    """
    match source.split("."):
        case ["case", name]:
            return name in CASE_VALUES
        case ["organisation", name]:
            return name in ORGANISATION_VALUES
        case ["parties", role]:
            return any(use.key == role for use in definition.parties)
        case ["checks", key]:
            return key == FAILED or any(use.key == key for use in definition.checks)
        case ["form", key]:
            return any(field.key == key for field in definition.fields)
        case ["results", action, key]:
            return any(a.key == action and any(f.key == key for f in a.fields) for a in definition.actions)
        case _:
            return False


def values(definition: Matter, snapshot: Snapshot, number: str, template: str) -> dict[str, str]:
    """Return the values of a letter's variables, written as a Chinese letter writes them; "" for what is not there."""
    sources = definition.letter(template).variables
    return {name: _value(definition, snapshot, number, source) for name, source in sources.items()}


def _value(definition: Matter, snapshot: Snapshot, number: str, source: str) -> str:
    match source.split("."):
        case ["case", "number"]:
            return number
        case ["case", "opened_on"]:
            return chinese_date(snapshot.opened_on) if snapshot.opened_on else ""
        case ["organisation", name]:
            return str(snapshot.organisation.get(name, ""))
        case ["parties", role]:
            return "、".join(party.name for party in snapshot.of_role(role))
        case ["checks", key]:
            return "；".join(check["text"]["zh"] for check in snapshot.checks if _told(check, key))
        case ["form", key]:
            return shown(definition.fields, key, snapshot.form).zh
        case ["results", action, key]:
            return shown(definition.action(action).fields, key, snapshot.results.get(action, {})).zh
        case _:
            raise KeyError(source)


def _told(check: Mapping[str, Any], key: str) -> bool:
    return check["outcome"] == CheckOutcome.FAIL if key == FAILED else bool(check["key"] == key)


def shown(fields: Sequence[Field], key: str, answers: Mapping[str, Any]) -> Text:
    """Return one answer as people read it: dates in words, amounts with separators, choices by label."""
    field = next(field for field in fields if field.key == key)
    value = answers.get(key)
    if value is None:
        return Text("", "")
    if field.type is FieldType.TABLE:
        rows = [_row(field, row) for row in value]
        return Text("；".join(row.zh for row in rows), "; ".join(row.en for row in rows))
    parts = [_shown(field, part) for part in (value if field.many else [value])]
    return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def _shown(field: Field, value: str) -> Text:
    match field.type:
        case FieldType.DATE:
            return Text(chinese_date(date.fromisoformat(value)), value)
        case FieldType.MONEY:
            whole, _, fen = value.partition(".")
            return Text(f"{int(whole):,}.{fen}", f"{int(whole):,}.{fen}")
        case FieldType.CHOICE:
            return next(choice.label for choice in field.choices if choice.key == value)
        case _:
            return Text(value, value)


def _row(field: Field, row: Mapping[str, Any]) -> Text:
    cells = [shown(field.columns, column.key, row) for column in field.columns if column.key in row]
    return Text("，".join(cell.zh for cell in cells), ", ".join(cell.en for cell in cells))


def chinese_date(day: date) -> str:
    """Write a date as letters do: 2026年9月1日."""
    return f"{day.year}年{day.month}月{day.day}日"


_SYNTAX = Text("文书模板“{part}…”有语法错误：{why}", "The template “{part}…” is not valid: {why}")
