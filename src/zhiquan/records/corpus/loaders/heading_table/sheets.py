"""The sheets of a file: of a workbook, old or new, or the one table of separated values; packed ones too."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from zhiquan.records.corpus.loaders.heading_table.headings import Row
from zhiquan.records.corpus.reading.limits import HEAD
from zhiquan.records.corpus.reading.members import Member, head, members
from zhiquan.records.corpus.reading.streams import joined, read_fully
from zhiquan.records.corpus.reading.table import csv_rows, first_claim, xls_rows, xlsx_merges, xlsx_rows
from zhiquan.records.corpus.reading.workbook import is_xlsx
from zhiquan.records.corpus.reading.xls import OLD_MAGIC

_ZIP = b"PK\x03\x04"
_OTHER = (b"<", b"{", b"[", b"%PDF")
"""What text of other formats begins with."""
_LEGACY = "cp1252"
"""What separated values are in that are neither UTF-8 nor GB18030: old Western exports."""
_DELIMITERS = frozenset(b",;\t|")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: its name (empty for separated values) and its rows, to be read once and before the next sheet.

    ``merged`` are the cells merged downwards (column, first and last row, from 1): only their first row holds the text.
    """

    name: str
    rows: Iterator[Row]
    merged: Sequence[tuple[int, int, int]] = ()


def is_table(path: Path) -> bool:
    """Say whether a file may be a table, by its first bytes."""
    first = head(path)
    if first.startswith(_ZIP):
        return is_xlsx(path) or any(_is_book(member) for member in islice(members(path), 1))
    return first.startswith(OLD_MAGIC) or _may_be_separated(first)


def sheets(path: Path, patience: int | None = None) -> Iterator[Sheet]:
    """Yield the sheets of a file; ``Refusal`` where it cannot be read.

    With ``patience`` a sheet whose rows are not all read ends the file after so many more: whoever only looks at the
    beginnings shall not wait for a million rows to find a second sheet.
    """
    with closing(members(path)) as found:
        for place, member in enumerate(found):
            yield from _sheets(member, f"{member.name}/" if place else "", patience)


def rows_claimed(path: Path) -> int | None:
    """Return the number of rows that a workbook claims at its head, without its headings."""
    claimed = first_claim(path) if is_xlsx(path) else None
    return claimed - 1 if claimed else None


def _sheets(member: Member, within: str, patience: int | None) -> Iterator[Sheet]:
    stream = member.open()
    if _holds_sheets(stream):
        merges = {} if patience is not None else xlsx_merges(stream)
        stream.seek(0)
        yield from _titled(xlsx_rows(stream), within, patience, merges)
        return
    first = read_fully(stream, HEAD)
    whole = joined(first, stream)
    if first.startswith(OLD_MAGIC):
        yield from _titled(xls_rows(whole), within, patience)
    elif _may_be_separated(first):
        yield Sheet(within.rstrip("/"), iter(csv_rows(whole, legacy=_LEGACY)))


def _titled(
    rows: Iterable[tuple[str, int, list[str]]],
    within: str,
    patience: int | None,
    merges: Mapping[str, Sequence[tuple[int, int, int]]] = MappingProxyType({}),
) -> Iterator[Sheet]:
    for title, held in groupby(rows, key=itemgetter(0)):
        body = ((number, cells) for _, number, cells in held)
        yield Sheet(f"{within}{title}", body, merges.get(title, ()))
        if patience is not None and next(islice(body, patience, None), None):
            return


def _is_book(member: Member) -> bool:
    with member.open() as stream:
        return _holds_sheets(stream)


def _holds_sheets(stream: BinaryIO) -> bool:
    """Say whether a stream is a workbook; one that can be seeked in stands at its beginning afterwards."""
    if not stream.seekable():
        return False
    try:
        if stream.read(len(_ZIP)) != _ZIP:
            return False
        with zipfile.ZipFile(stream) as parts:
            return any(name.lower() == "xl/workbook.xml" for name in parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False
    finally:
        stream.seek(0)


def _may_be_separated(first: bytes) -> bool:
    bare = first.removeprefix(b"\xef\xbb\xbf").lstrip()
    utf16 = first.startswith((b"\xff\xfe", b"\xfe\xff"))
    return utf16 or (
        bool(bare) and b"\0" not in first and not bare.startswith(_OTHER) and bool(_DELIMITERS & set(bare))
    )
