"""A declared form on a page: from fields to rows of the page, and from what was posted to what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.http import QueryDict

from zhiquan.definitions.divisions import divisions
from zhiquan.portal.web.numbers import whole
from zhiquan.rules.forms.fields import Field, FieldType
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


MOST_PLACES = 300
"""A province with its counties is chosen from a list; the whole country is typed by code."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table: the column asked for, its input's name, what stands in it."""

    column: Field
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody of the case who can be chosen."""

    id: str
    role: str
    name: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A question as the page asks it: what was typed stays, what is wrong stands beside it."""

    field: Field
    id: str
    name: str
    value: str
    chosen: tuple[str, ...]
    errors: tuple[Text, ...]
    table: tuple[tuple[Cell, ...], ...] = ()
    parties: tuple[Party, ...] = ()

    @property
    def widget(self) -> str:
        """Which part of the page asks: table, parties, choices, radios, lines, long, date, or one line."""
        field = self.field
        if field.type in _OWN:
            return _OWN[field.type]
        if field.type is FieldType.CHOICE:
            return "checks" if field.many else "radios"
        if field.many:
            return "lines"
        if field.type is FieldType.TEXT and field.max_length > LONG_TEXT:
            return "long"
        if field.type is FieldType.DIVISION and self.places:
            return "place"
        return "date" if field.type is FieldType.DATE else "line"

    @property
    def places(self) -> tuple[tuple[str, Text], ...]:
        """The places to choose from, in the order of their codes; none where there are too many for one list."""
        table = divisions(settings.DATA.region)
        return tuple((code, table.name(code)) for code in sorted(table)) if len(table) <= MOST_PLACES else ()

    @property
    def inputmode(self) -> str:
        """Which keyboard a phone shows."""
        return "decimal" if self.field.type in {FieldType.MONEY, FieldType.NUMBER} else "text"


_OWN = {FieldType.TABLE: "table", FieldType.PARTY: "parties"}
SPARE_ROWS = 3
"""Empty rows that a table offers below those that are filled; saving offers more."""


def rows(
    fields: Sequence[Field],
    typed: Mapping[str, Any],
    errors: Iterable[Wrong] = (),
    *,
    prefix: str = "",
    parties: Sequence[Party] = (),
) -> tuple[FieldRow, ...]:
    """Return the rows of a form; ``prefix`` keeps two forms of one page apart.

    ``parties`` are those of the case, for questions that ask for one. What is reckoned is not asked.
    """
    wrong: dict[str, list[Text]] = {}
    for error in errors:
        wrong.setdefault(error.field, []).append(error.text)
    asked = (field for field in fields if field.formula is None)
    return tuple(
        _row(field, typed.get(field.key), tuple(wrong.get(field.key, ())), prefix, tuple(parties)) for field in asked
    )


def typed(posted: QueryDict, fields: Iterable[Field]) -> dict[str, Any]:
    """Return what was typed, unread: rows of a table, lists where several may be taken, else text."""
    return {field.key: _typed(posted, field) for field in fields if field.formula is None}


def _typed(posted: QueryDict, field: Field) -> Any:
    if field.type is FieldType.TABLE:
        return _typed_rows(posted, field)
    if field.many and field.type in {FieldType.CHOICE, FieldType.PARTY}:
        return posted.getlist(field.key)
    return posted.get(field.key, "")


def _typed_rows(posted: QueryDict, field: Field) -> list[dict[str, str]]:
    """Return the rows in which something was typed, in their order."""
    numbers = {name.split(".")[1] for name in posted if name.startswith(f"{field.key}.")}
    found = []
    for number in sorted((one for one in numbers if whole(one, -1) >= 0), key=whole):
        row = {column.key: str(posted.get(f"{field.key}.{number}.{column.key}", "")) for column in field.columns}
        if any(cell.strip() for cell in row.values()):
            found.append(row)
    return found


def _table(field: Field, value: Any) -> tuple[tuple[Cell, ...], ...]:
    held = [dict(row) for row in value] if isinstance(value, list | tuple) else []
    shown = held + [{} for _ in range(min(SPARE_ROWS, field.most_rows - len(held)))]
    return tuple(
        tuple(
            Cell(column, f"{field.key}.{number}.{column.key}", str(row.get(column.key) or ""))
            for column in field.columns
        )
        for number, row in enumerate(shown)
    )


def _row(field: Field, value: Any, errors: tuple[Text, ...], prefix: str, parties: tuple[Party, ...] = ()) -> FieldRow:
    if field.type is FieldType.TABLE:
        return FieldRow(field, f"f-{prefix}{field.key}", field.key, "", (), errors, table=_table(field, value))
    listed = [str(one) for one in value] if isinstance(value, list | tuple) else []
    shown = "\n".join(listed) if listed else "" if value is None or isinstance(value, list | tuple) else str(value)
    chosen = tuple(listed) or ((shown,) if shown else ())
    able = tuple(party for party in parties if party.role == field.party) if field.party else ()
    return FieldRow(field, f"f-{prefix}{field.key}", field.key, shown, chosen, errors, parties=able)
