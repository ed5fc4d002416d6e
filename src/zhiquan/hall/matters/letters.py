"""What the letter room is handed to draft a letter, and answers as letters print them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiquan.hall.matters.schema import LetterKind
from zhiquan.rules.forms.fields import Field, FieldType
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class LetterSource:
    """What the letter room needs to draft a letter: the template, its values, and who drafts, reviews and signs.

    ``repeats``: it is made as often as needed.
    ``parties`` are those each of whom has a letter of its own; without them there is one for the case.
    """

    key: str
    label: Text
    kind: LetterKind
    template: Mapping[str, Any]
    values: Mapping[str, Any]
    drafters: tuple[str, ...]
    reviewers: tuple[str, ...]
    signers: tuple[str, ...]
    parties: tuple[str, ...] = ()
    repeats: bool = False


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
            return day_in_words(date.fromisoformat(value))
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


def day_in_words(day: date) -> Text:
    """Write a day as people read it: 2026年9月1日, 1 September 2026."""
    return Text(chinese_date(day), f"{day.day} {day:%B %Y}")


def chinese_date(day: date) -> str:
    """Write a date as letters do: 2026年9月1日."""
    return f"{day.year}年{day.month}月{day.day}日"
