"""A declared form on a page: from fields to rows of the page, and from what was posted to what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.http import QueryDict

from zhiquan.hall.matters.fields import Field, FieldType
from zhiquan.rules.text import Text

LONG_TEXT = 300
"""A text that may be longer than this is asked for in several lines."""


class Wrong(Protocol):
    """What is wrong with one answer."""

    @property
    def field(self) -> str:
        """The field's key."""

    @property
    def text(self) -> Text:
        """The sentence to show."""


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A question as the page asks it: what was typed stays, what is wrong stands beside it."""

    field: Field
    id: str
    name: str
    value: str
    chosen: tuple[str, ...]
    errors: tuple[Text, ...]

    @property
    def widget(self) -> str:
        """Which part of the page asks: choices, radios, lines, long, date, or one line."""
        field = self.field
        if field.type is FieldType.CHOICE:
            return "checks" if field.many else "radios"
        if field.many:
            return "lines"
        if field.type is FieldType.TEXT and field.max_length > LONG_TEXT:
            return "long"
        return "date" if field.type is FieldType.DATE else "line"

    @property
    def inputmode(self) -> str:
        """Which keyboard a phone shows."""
        return "decimal" if self.field.type in {FieldType.MONEY, FieldType.NUMBER} else "text"


def rows(
    fields: Sequence[Field],
    typed: Mapping[str, Any],
    errors: Iterable[Wrong] = (),
    *,
    prefix: str = "",
) -> tuple[FieldRow, ...]:
    """Return the rows of a form; ``prefix`` keeps two forms of one page apart."""
    wrong: dict[str, list[Text]] = {}
    for error in errors:
        wrong.setdefault(error.field, []).append(error.text)
    return tuple(_row(field, typed.get(field.key), tuple(wrong.get(field.key, ())), prefix) for field in fields)


def typed(posted: QueryDict, fields: Iterable[Field]) -> dict[str, Any]:
    """Return what was typed, unread: lists for choices of which several may be taken, else text."""
    return {
        field.key: posted.getlist(field.key)
        if field.many and field.type is FieldType.CHOICE
        else posted.get(field.key, "")
        for field in fields
    }


def _row(field: Field, value: Any, errors: tuple[Text, ...], prefix: str) -> FieldRow:
    listed = [str(one) for one in value] if isinstance(value, list | tuple) else []
    shown = "\n".join(listed) if listed else "" if value is None or isinstance(value, list | tuple) else str(value)
    chosen = tuple(listed) or ((shown,) if shown else ())
    return FieldRow(field, f"f-{prefix}{field.key}", field.key, shown, chosen, errors)
