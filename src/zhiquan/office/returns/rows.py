"""Reading a sheet as typed: values, what is wrong and what is doubtful cell by cell, and what the rows come to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from zhiquan.office.returns.definition import ROW, Adding, Measure, Return
from zhiquan.rules.forms.answers import computed, holds, read
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class CellError:
    """What is wrong in a row (``at``: its place from 0) and column; ``doubt``: only to be looked at again."""

    at: int
    field: str
    text: Text
    doubt: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """A row as typed: its line number where it had one before, and its cells by column key."""

    line: int | None
    cells: Mapping[str, str]

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed."""
        return not any(str(cell or "").strip() for cell in self.cells.values())


@dataclass(frozen=True, slots=True)
class Read:
    """The rows that could be read, by their place; errors keep a sheet from being handed in, doubts do not."""

    values: Mapping[int, Mapping[str, Any]]
    errors: tuple[CellError, ...]
    doubts: tuple[CellError, ...]


def read_rows(definition: Return, typed: Sequence[Typed]) -> Read:
    """Read every row; nothing typed is changed, and each error names its row and column."""
    values: dict[int, Mapping[str, Any]] = {}
    errors: list[CellError] = []
    for at, row in enumerate(typed):
        reading = read(definition.columns, dict(row.cells), root=ROW, rules=definition.rules)
        errors += [CellError(at, error.field, error.text) for error in reading.errors]
        if not reading.errors:
            values[at] = dict(reading.values)
    errors += _doubled(definition, values)
    if len(typed) > definition.most_rows:
        text = _MOST.format(most=definition.most_rows)
        errors.append(CellError(definition.most_rows, definition.columns[0].key, text))
    return Read(values, tuple(sorted(errors, key=lambda error: error.at)), tuple(_doubts(definition, values)))


def totals(definition: Return, rows: Iterable[Mapping[str, Any]]) -> dict[str, Decimal]:
    """Return each measure over rows of values, exactly; 0 where there is no row."""
    sums = {measure.key: Decimal(0) for measure in definition.measures}
    seen: dict[str, set[Any]] = {}
    for row in rows:
        for measure in definition.measures:
            if not counts(definition, measure, row):
                continue
            if measure.of is Adding.DISTINCT:
                seen.setdefault(measure.key, set()).add(row.get(measure.column or ""))
            else:
                sums[measure.key] += _share(measure, row)
    return sums | {key: Decimal(len(values - {None, ""})) for key, values in seen.items()}


def counts(definition: Return, measure: Measure, row: Mapping[str, Any]) -> bool:
    """Tell whether a row counts for a measure: the rows behind a figure are those for which this holds."""
    if measure.where is None:
        return True
    return holds(measure.where, {ROW: computed(definition.columns, row)})


def _share(measure: Measure, row: Mapping[str, Any]) -> Decimal:
    if measure.of is Adding.COUNT:
        return Decimal(1)
    return Decimal(str(row.get(measure.column or "") or 0))


def _doubled(definition: Return, values: Mapping[int, Mapping[str, Any]]) -> Iterable[CellError]:
    if not definition.same:
        return
    seen: dict[tuple[Any, ...], int] = {}
    for at, row in values.items():
        key = tuple(row.get(column) for column in definition.same)
        first = seen.setdefault(key, at)
        if first != at:
            yield CellError(at, definition.same[0], _DOUBLED.format(first=first + 1))


def _doubts(definition: Return, values: Mapping[int, Mapping[str, Any]]) -> Iterable[CellError]:
    for at, row in values.items():
        names = {ROW: computed(definition.columns, row)}
        for hint in definition.hints:
            if not holds(hint.holds, names):
                yield CellError(at, hint.field, hint.message, doubt=True)


_DOUBLED = Text("与第 {first} 行重复，请删去其中一行。", "The same as row {first}; remove one of the two.")
_MOST = Text("最多 {most} 行，请删减。", "So many rows ({most}) at most; take some out.")
