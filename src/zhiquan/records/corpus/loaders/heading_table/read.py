"""Streams the rows of every sheet whose headings are known."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain, islice
from pathlib import Path

from zhiquan.records.corpus.loaders import ASIDE, RawRow
from zhiquan.records.corpus.loaders.heading_table.body import Plan, body, distinct
from zhiquan.records.corpus.loaders.heading_table.headings import Ambiguous, Heading, heading
from zhiquan.records.corpus.loaders.heading_table.manner import Manner
from zhiquan.records.corpus.loaders.heading_table.shapes import Shape, heading_within, unit_of
from zhiquan.records.corpus.loaders.heading_table.sheets import rows_claimed, sheets
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LABEL = Text(
    "有表头的表格（.xlsx、.xls、.csv）：专利、转让、许可、质押、商标、地理标志、单位",
    "Tables with headings (.xlsx, .xls, .csv): patents, transfers, licences, pledges, marks, GIs, organisations",
)


def expected(path: Path) -> int | None:
    """Return the number of rows that the file claims at its head, if it claims more than a heading."""
    return rows_claimed(path)


def rows(path: Path) -> Iterator[RawRow]:
    """Yield what every row below known headings tells.

    A sheet with rows but without known headings is set aside as a whole; one whose headings fit several kinds of list
    refuses the file, as nobody may choose silently.
    """
    for sheet in sheets(path):
        first = list(islice(sheet.rows, heading_within() + 1))
        found = heading(first, f"{sheet.name} {path.stem}")
        if isinstance(found, Ambiguous):
            raise Refusal("import.ambiguous", found.text(sheet.name))
        if isinstance(found, Heading):
            yield from body(chain(first, sheet.rows), plan_of(found, sheet.name, path), sheet.merged)
        elif place := next((number for number, cells in first if any(cells)), 0):
            raw = {str(number): " ".join(filter(None, cells)) for number, cells in first[:3]}
            yield RawRow(f"{sheet.name}!{place}", {"rule": "sheet.unknown"}, raw, ASIDE)


def plan_of(found: Heading, sheet: str, path: Path) -> Plan:
    """Return how to read the rows below headings that were recognised."""
    words = f"{path.stem} {sheet} {found.caption}"
    tellings = [(_manner(found, found.shape, found.columns, words), found.columns)]
    for shape in found.beside:
        columns = shape.columns(found.names)
        tellings.append((_manner(found, shape, columns, words), columns))
    return Plan(sheet, found.row, distinct(found.names), tuple(tellings))


def _manner(found: Heading, shape: Shape, columns: Mapping[str, int], words: str) -> Manner:
    units = {name: unit_of(found.names[at]) for name, at in columns.items()}
    return Manner(shape, units=units, constants=shape.says(words))
