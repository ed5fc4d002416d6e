"""What the tables of a dump tell of: their columns read as headings of lists are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from zhiquan.definitions import read_yaml
from zhiquan.records.corpus.loaders.heading_table.body import Plan, distinct
from zhiquan.records.corpus.loaders.heading_table.headings import Heading, recognised
from zhiquan.records.corpus.loaders.heading_table.manner import Manner
from zhiquan.records.corpus.loaders.heading_table.read import plan_of
from zhiquan.records.corpus.loaders.heading_table.shapes import shapes
from zhiquan.records.corpus.loaders.mysql_dump.statements import Column

_PATENTS = "patents"
_DESCRIBED = ("title", "applicants", "filing_date")
"""What must be told of patents whose numbers a table leaves out, so that they can be told apart."""


@cache
def told_by() -> Mapping[str, Any]:
    """Return ``map.yaml``."""
    mapping: dict[str, Any] = read_yaml(Path(__file__).with_name("map.yaml"))
    return mapping


@dataclass(frozen=True, slots=True)
class Figures:
    """A table of figures: columns of the value and of the place or the year; ``measure`` is the value's name."""

    measure: str
    value: int
    place: int | None
    year: int | None


@dataclass(frozen=True, slots=True)
class Beside:
    """Columns beside the list's own: column → event, columns of literature, of the province's code, of the office."""

    events: Mapping[int, str]
    literature: tuple[int, ...]
    province: int | None
    office: int | None


def headings(columns: Sequence[Column]) -> tuple[str, ...]:
    """Return the columns' names as headings: the name if lists know it, else what it stands for, else its remark."""
    known = {alias for shape in shapes().values() for names in shape.fields.values() for alias in names}
    aliases: Mapping[str, str] = told_by()["headings"]
    found = []
    for column in columns:
        name = column.name.strip()
        if name.isascii():
            name = aliases.get(name.casefold(), column.comment if column.comment in known else name)
        found.append(name)
    return tuple(found)


def plan(table: str, columns: Sequence[Column], path: Path) -> Plan | Figures | None:
    """Return how to read the rows of a table, or nothing where its columns tell of nothing known."""
    names = headings(columns)
    found = recognised(0, names, table, f"{table} {path.stem}")
    if isinstance(found, Heading):
        return plan_of(found, table, path)
    shape = shapes()[_PATENTS]
    have = shape.columns(names)
    if all(field in have for field in _DESCRIBED):
        return Plan(table, 0, distinct(names), ((Manner(shape, constants=shape.says(table)), have),))
    return figures(columns)


def figures(columns: Sequence[Column]) -> Figures | None:
    """Return how to read a table of figures: one column of values and one of places or years."""
    at = {column.name.casefold(): place for place, column in enumerate(columns)}
    value, place, year = (next((at[name] for name in told_by()[what] if name in at), None) for what in _FIGURES)
    if value is None or (place is None and year is None):
        return None
    return Figures(columns[value].comment or columns[value].name, value, place, year)


_FIGURES = ("values", "places", "years")


def beside(columns: Sequence[Column]) -> Beside:
    """Return the columns that tell something beside the list's own."""
    names = headings(columns)
    events = {at: told_by()["events"][name] for at, name in enumerate(names) if name in told_by()["events"]}
    literature = tuple(at for at, name in enumerate(names) if name in told_by()["literature"])
    province, office = (
        next((at for at, name in enumerate(names) if name in told_by()[what]), None) for what in ("province", "office")
    )
    return Beside(events, literature, province, office)


_PROVINCE = re.compile(r".*[(（]([1-8][0-9])[)）]")


def office(written: str) -> str:
    """Return the ST.3 code of what a column of offices says, or nothing."""
    return str(told_by()["offices"].get(written, ""))


def division(written: str) -> str:
    """Return the division code of a province written with its code (``河南(41)``), or nothing."""
    found = _PROVINCE.fullmatch(written)
    return f"{found[1]}0000" if found else ""
