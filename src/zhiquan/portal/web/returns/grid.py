"""The rows of a sheet as a page asks for them: what was typed stays, what is wrong stands in its cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.rows import CellError, Typed
from zhiquan.portal.web.numbers import whole
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.text import Text

BLANKS = 3
_NAME = re.compile(r"r([0-9]{1,5})\.([a-z][a-z0-9_-]{0,39}|\#)")


@dataclass(frozen=True, slots=True)
class GridCell:
    """One input: its column, its name, what stands in it, what is said about it."""

    column: Field
    name: str
    value: str
    errors: tuple[Text, ...]
    doubts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row: its place from 1, the input's name of its line number, its cells."""

    at: int
    line_name: str
    line: int | None
    cells: tuple[GridCell, ...]


def grid(definition: Return, typed: Sequence[Typed], told: Iterable[CellError]) -> list[GridRow]:
    """Return the rows typed so far and a few empty ones after them."""
    said: dict[tuple[int, str], list[CellError]] = {}
    for error in told:
        said.setdefault((error.at, error.field), []).append(error)
    rows = [*typed, *(Typed(None, {}) for _ in range(min(BLANKS, definition.most_rows - len(typed))))]
    return [
        GridRow(at + 1, f"r{at}.#", row.line, tuple(_cell(column, at, row, said) for column in definition.columns))
        for at, row in enumerate(rows)
    ]


def typed_in(posted: QueryDict) -> list[Typed]:
    """Return the rows of a posted grid in their order; names of another form are passed over."""
    rows: dict[int, dict[str, str]] = {}
    for name, value in posted.items():
        if (found := _NAME.fullmatch(name)) is not None:
            rows.setdefault(int(found[1]), {})[found[2]] = str(value)
    return [_row(cells) for _, cells in sorted(rows.items())]


def _row(cells: dict[str, str]) -> Typed:
    line = cells.pop("#", "")
    return Typed(whole(line) or None, cells)


def _cell(column: Field, at: int, row: Typed, said: dict[tuple[int, str], list[CellError]]) -> GridCell:
    told = said.get((at, column.key), [])
    return GridCell(
        column,
        f"r{at}.{column.key}",
        str(row.cells.get(column.key, "") or ""),
        tuple(one.text for one in told if not one.doubt),
        tuple(one.text for one in told if one.doubt),
    )
