"""Lists as offices send them, made here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from openpyxl import Workbook

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.heading_table.read import rows

Cells = Sequence[object]


def book(path: Path, lines: Iterable[Cells], *, title: str = "Sheet1", merged: Sequence[str] = ()) -> Path:
    """Write a workbook with one sheet, line by line as given; ``merged`` are ranges of cells."""
    held = Workbook()
    sheet = held.active
    assert sheet is not None
    sheet.title = title
    for cells in lines:
        sheet.append(list(cells))
    for place in merged:
        sheet.merge_cells(place)
    held.save(path)
    return path


def told(path: Path) -> list[RawRow]:
    """Return everything that a file tells."""
    return list(rows(path))


def only(path: Path, table: str) -> RawRow:
    """Return the one row that a file tells of, which is of the table."""
    (row,) = told(path)
    assert row.table == table
    return row
