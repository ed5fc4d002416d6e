"""Streams a user's own table by a mapping."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.heading_table.body import Plan, body, distinct
from zhiquan.records.corpus.loaders.heading_table.headings import Row, joined
from zhiquan.records.corpus.loaders.heading_table.manner import Manner
from zhiquan.records.corpus.loaders.heading_table.shapes import heading_within, plain, unit_of
from zhiquan.records.corpus.loaders.heading_table.sheets import Sheet, rows_claimed, sheets
from zhiquan.records.corpus.loaders.own_table.mapping import VALUE, OwnMapping, fingerprint
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_YEAR = re.compile(r"(\D*)((?:19|20)\d{2})年?")
_NUMBER = "数量"
"""The measure of a column that is headed by a year alone."""
LABEL = Text("自有表格（按保存的映射，--mapping）", "A table of one's own (by a saved mapping, --mapping)")


def expected(path: Path) -> int | None:
    """Return the number of rows that the file claims at its head."""
    return rows_claimed(path)


def rows(path: Path) -> Iterator[RawRow]:
    """Refuse: without a mapping nobody knows what the columns mean."""
    raise Refusal(
        "mapping.needed",
        Text(f"{path.name} 需要映射，请用 --mapping 指定。", f"{path.name} needs a mapping; name one with --mapping."),
    )


def mapped_rows(path: Path, mapping: OwnMapping) -> Iterator[RawRow]:
    """Yield what every row tells by the mapping, in every sheet that has its headings; ``Refusal`` if none has."""
    found = False
    names: tuple[str, ...] = ()
    for sheet in sheets(path):
        first = list(islice(sheet.rows, heading_within() + 1))
        place = located(first, mapping)
        if place is None:
            names = names or next((tuple(cells) for _, cells in first if sum(map(bool, cells)) > 1), ())
            continue
        found = True
        yield from body(chain(first, sheet.rows), plan_by(mapping, sheet, *place), sheet.merged)
    if not found:
        raise _not_these(path, mapping, names)


def located(first: Sequence[Row], mapping: OwnMapping) -> tuple[int, tuple[str, ...]] | None:
    """Return row and texts of the headings that the mapping was made for, else of the first that hold all it uses."""
    having = None
    wanted = {plain(heading) for heading in mapping.columns}
    for number, names in candidates(first):
        if fingerprint(names) == mapping.fingerprint:
            return number, names
        if having is None and wanted <= {plain(name) for name in names}:
            having = number, names
    return having


def candidates(first: Sequence[Row]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield every row that may be the headings, alone and with the row below it; each heading once."""
    rows = first[: heading_within()]
    for place, (number, cells) in enumerate(rows):
        yield number, distinct(cells)
        if place + 1 < len(first):
            yield first[place + 1][0], distinct(joined(cells, first[place + 1][1]))


def plan_by(mapping: OwnMapping, sheet: Sheet, row: int, names: tuple[str, ...]) -> Plan:
    """Return how to read a sheet by a mapping."""
    at = {plain(name): index for index, name in reversed(list(enumerate(names))) if name}
    columns = {heading: at[plain(heading)] for heading in mapping.columns if plain(heading) in at}
    fields = {column.field: columns[heading] for heading, column in mapping.columns.items() if column.field != VALUE}
    units = {name: unit_of(names[index]) for name, index in fields.items()}
    shape = mapping.shape
    manner = Manner(shape, units, {**shape.constants, **mapping.constants}, mapping.dates, mapping.separator)
    measures = [heading for heading, column in mapping.columns.items() if column.field == VALUE]
    if not measures:
        return Plan(sheet.name, row, names, ((manner, fields),))
    tellings = tuple(
        (_measuring(manner, heading, mapping.columns[heading].constants), {**fields, VALUE: columns[heading]})
        for heading in measures
    )
    return Plan(sheet.name, row, names, tellings)


def _measuring(manner: Manner, heading: str, constants: Mapping[str, str]) -> Manner:
    """Return the manner for one column of figures: its heading is the measure where nothing else is said.

    A year at its end is the period (``2021年``, ``public2022``).
    """
    year = _YEAR.fullmatch(plain(heading))
    said = {"measure": heading, "unit": unit_of(heading)}
    if year:
        said |= {"measure": year[1].strip("-_ ") or _NUMBER, "period": year[2]}
    said = {**said, **manner.constants, **({"period": year[2]} if year else {}), **constants}
    return Manner(manner.shape, manner.units, said, manner.form, manner.separator)


def _not_these(path: Path, mapping: OwnMapping, names: Sequence[str]) -> Refusal:
    missing = [heading for heading in mapping.columns if plain(heading) not in {plain(name) for name in names}]
    zh, en = "、".join(missing)[:160], ", ".join(missing)[:160]
    return Refusal(
        "mapping.does-not-fit",
        Text(
            f"{path.name} 的表头与映射“{mapping.name}”不符，缺少列：{zh}。",
            f"The headings of {path.name} are not those of the mapping {mapping.name!r}; it lacks {en}.",
        ),
    )
