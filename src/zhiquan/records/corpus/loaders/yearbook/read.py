"""Reads a table whole, repairs the names of places by what the table itself tells, then gives row by row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.yearbook.sniff import form_of, mapping
from zhiquan.records.corpus.places import Place, read_places
from zhiquan.records.corpus.reading.table import xlsx_rows
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LABEL = Text("科技统计年鉴分省数据（.xlsx）", "Yearbook tables by province (.xlsx)")

Table = tuple[str, str, str]
"""Dataset, measure, period."""


@dataclass(frozen=True, slots=True)
class _Cell:
    """One figure as written, and the table it stands in."""

    at: str
    table: Table
    item: str
    place: str
    value: str
    unit: str
    raw: Mapping[str, str]


def expected(path: Path) -> None:
    """Return nothing: the claims in these workbooks are wrong."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every figure with its place read and the place as written."""
    cells = list(_cells(path))
    tables: defaultdict[Table, defaultdict[str, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for cell in cells:
        held = tables[cell.table][cell.place]
        if (figure := _figure(cell.value)) is not None:
            held[cell.item] = figure
    places = {table: read_places(by_place) for table, by_place in tables.items()}
    for cell in cells:
        yield RawRow(cell.at, _fields(cell, places[cell.table][cell.place]), cell.raw, "statistics")


def _cells(path: Path) -> Iterator[_Cell]:
    heading: list[str] = []
    form: dict[str, int] = {}
    sheet = ""
    for count, (title, number, texts) in enumerate(xlsx_rows(path)):
        if count > mapping()["largest"]:
            text = Text("{f} 的行数超过 {n}，请拆分后再导入。", "{f} has more than {n} rows; split it.")
            raise Refusal("import.too-large", text.format(f=path.name, n=mapping()["largest"]))
        if title != sheet:
            sheet, heading, form = title, texts, form_of(texts) or {}
        elif form:
            raw = {name: text for name, text in zip(heading, texts, strict=False) if name and text}
            yield _cell(f"{title}!{number}", {field: raw.get(heading[at], "") for field, at in form.items()}, raw)


def _cell(at: str, told: Mapping[str, str], raw: Mapping[str, str]) -> _Cell:
    known: Mapping[str, str] = mapping()["without"]
    if variable := told.get("variable", ""):
        begin = next((begin for begin in mapping()["measures"] if variable.startswith(begin)), "")
        known = mapping()["measures"].get(begin) or {"dataset": "cn-yearbook", "measure": variable.rpartition("_")[0]}
    table = (known["dataset"], known["measure"], told.get("period", ""))
    item, unit = told.get("item") or known.get("item", ""), told.get("unit") or known.get("unit", "")
    return _Cell(at, table, item, told.get("place", ""), told.get("value", ""), unit, raw)


def _figure(text: str) -> Decimal | None:
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _fields(cell: _Cell, place: Place) -> dict[str, Value]:
    dataset, measure, period = cell.table
    return {
        "dataset": dataset,
        "measure": measure,
        "item": cell.item,
        "place": cell.place,
        "place_read": place.name,
        "division": place.code,
        "candidates": place.candidates,
        "repair": place.how.value,
        "period": period,
        "value": cell.value,
        "unit": cell.unit,
    }
