"""The beginning of a table: where its headings stand and what its columns hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from zhiquan.records.corpus.loaders.heading_table.body import Plan, distinct, set_aside
from zhiquan.records.corpus.loaders.heading_table.headings import Ambiguous, Heading, Row, heading, is_serial
from zhiquan.records.corpus.loaders.heading_table.manner import Manner
from zhiquan.records.corpus.loaders.heading_table.shapes import heading_within, shapes
from zhiquan.records.corpus.loaders.heading_table.sheets import is_table, sheets
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LOOKED_AT = 200
"""So many rows are looked at."""


@dataclass(frozen=True, slots=True)
class Table:
    """The beginning of a table: where its headings stand, and the values of each column below."""

    sheet: str
    row: int
    names: tuple[str, ...]
    words: str
    values: tuple[tuple[str, ...], ...]
    seen: int


def beginning(path: Path) -> Table:
    """Return the first table of a file."""
    if is_table(path):
        for sheet in sheets(path, LOOKED_AT):
            first = list(islice(sheet.rows, heading_within() + 1))
            words = f"{path.stem} {sheet.name}"
            if found := _headings(first, words):
                row, names = found
                names = distinct(names)
                below = [cells for number, cells in islice(chain(first, sheet.rows), LOOKED_AT) if number > row]
                return _table(sheet.name, row, names, words, below)
    raise Refusal(
        "mapping.no-table",
        Text(
            f"{path.name} 中没有带表头的表格，请上传 .xlsx、.xls 或 .csv。",
            f"{path.name} holds no table with headings; give an .xlsx, .xls or .csv.",
        ),
    )


def _table(sheet: str, row: int, names: tuple[str, ...], words: str, below: Sequence[Sequence[str]]) -> Table:
    used = [at for at, name in enumerate(names) if name and not is_serial(name)]
    plan = Plan(sheet, row, names, ((Manner(shapes()["statistics"]), {str(at): at for at in used}),))
    kept = [cells for cells in below if any(cells) and not set_aside(cells, plan)]
    values = tuple(tuple(cells[at].strip() if at < len(cells) else "" for cells in kept) for at in range(len(names)))
    return Table(sheet, row, names, words, values, len(kept))


def _headings(first: Sequence[Row], words: str) -> tuple[int, tuple[str, ...]] | None:
    """Return row and texts of the headings: the known ones, else the fullest row of texts with something below it."""
    found = heading(first, words)
    if isinstance(found, Heading | Ambiguous):
        return found.row, tuple(found.names)
    rows = [(number, cells) for number, cells in first if any(cells)]
    texts = [len({text for text in cells if text and not text.replace(".", "").isdigit()}) for _, cells in rows[:-1]]
    if not texts or max(texts) < 2:  # noqa: PLR2004 - a single text is a caption
        return None
    number, cells = rows[texts.index(max(texts))]
    return number, tuple(cells)
