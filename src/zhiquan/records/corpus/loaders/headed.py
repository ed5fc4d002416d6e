"""Tables that one service exports under its own fixed headings: separated values or workbooks, alone or packed.

A loader names the headings it needs; headings are compared by their letters and digits only. What comes back are the
cells by heading and the row as it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.members import Member, members
from zhiquan.records.corpus.reading.streams import joined, read_fully
from zhiquan.records.corpus.reading.table import csv_rows, xls_rows, xlsx_rows
from zhiquan.records.corpus.reading.xls import OLD_MAGIC
from zhiquan.rules.refusal import Refusal

WITHIN = 10
"""Rows within which the headings stand: exports put a title or the search above them."""
BEYOND = "+"
"""Name in the row as it was of what stands right of the last heading."""
_LEGACY = "latin-1"
"""Encoding of exports that are neither UTF-8 nor GB18030: every byte is a character, so a damaged
name costs no row."""
_NO_TABLE = frozenset({"import.encoding", "import.unreadable"})
"""Refusals of what simply is no table of text; loaders of that format say it better."""
_ZIP = b"PK\x03\x04"
_DAMAGED = dict.fromkeys(range(0x80, 0xA0), "\ufffd")
_NOT_HEADING = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, its cells by folded heading, and by heading as written; empty cells are left out."""

    place: str
    cells: dict[str, str]
    raw: dict[str, str]

    def get(self, *headings: str) -> str:
        """Return the first cell that holds something under one of some folded headings."""
        return next((self.cells[heading] for heading in headings if heading in self.cells), "")


def folded(heading: str) -> str:
    """Return a heading by which columns are found: its letters and digits, small."""
    return _NOT_HEADING.sub("", heading).casefold()


def look(path: Path, needs: Sequence[str]) -> Look:
    """Say whether the first member is a table with all the headings needed."""
    try:
        with closing(members(path)) as found:
            for member in islice(found, 1):
                top = islice(_cells(member), WITHIN)
                return Look(fits=any(_has(cells, needs) for _, cells in top))
    except Refusal as refusal:
        return Look(fits=False, nearly=None if refusal.code in _NO_TABLE else refusal.text)
    return Look(fits=False)


def rows(path: Path, needs: Sequence[str]) -> Iterator[Row]:
    """Yield every row below the headings, of every member and sheet that has them."""
    for member in members(path):
        yield from _table(member, needs)


def _table(member: Member, needs: Sequence[str]) -> Iterator[Row]:
    headings: list[str] = []
    sheet, seen = None, 0
    for place, cells in _cells(member):
        here, _, number = place.rpartition("!")
        if here != sheet:
            headings, sheet, seen = [], here, 0
        if not headings:
            seen += 1
            headings = cells if seen <= WITHIN and _has(cells, needs) else []
        elif any(cells):
            yield _row(f"{member.name}!{here}!{number}" if here else f"{member.name}:{number}", headings, cells)


def _row(place: str, headings: list[str], cells: list[str]) -> Row:
    found: dict[str, str] = {}
    raw: dict[str, str] = {}
    for heading, cell in zip(headings, cells, strict=False):
        if cell:
            raw.setdefault(heading, cell)
            found.setdefault(folded(heading), cell.translate(_DAMAGED).strip())
    if beyond := [cell for cell in cells[len(headings) :] if cell]:
        raw[BEYOND] = " | ".join(beyond)
    return Row(place, found, raw)


def _has(cells: Sequence[str], needs: Sequence[str]) -> bool:
    return set(needs) <= {folded(cell) for cell in cells}


def _cells(member: Member) -> Iterator[tuple[str, list[str]]]:
    """Yield the place of every row (``sheet!number`` or ``!line``) and its cells."""
    with member.open() as stream:
        first = read_fully(stream, len(OLD_MAGIC))
        whole = stream if stream.seekable() and not stream.seek(0) else joined(first, stream)
        if first.startswith((OLD_MAGIC, _ZIP)):
            read = xls_rows if first.startswith(OLD_MAGIC) else xlsx_rows
            yield from ((f"{sheet}!{number}", cells) for sheet, number, cells in read(whole))
        else:
            for number, cells in csv_rows(whole, legacy=_LEGACY):
                yield f"!{number}", [cell.strip() for cell in cells]
