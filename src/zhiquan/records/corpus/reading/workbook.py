"""Excel workbooks (.xlsx), streamed: the current row and the shared strings are all that is in memory."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, BinaryIO, cast

from lxml import etree

from zhiquan.records.corpus.reading import zips
from zhiquan.records.corpus.reading.cells import Dates, Sheet, Strings, column_of
from zhiquan.records.corpus.reading.limits import CHUNK, HEAD, LARGEST_BOOK, LARGEST_STRINGS, LIMITS, MIB
from zhiquan.records.corpus.reading.markup import pieces
from zhiquan.records.corpus.reading.refusing import damaged, name_of, refusing, shown, too_large
from zhiquan.records.corpus.reading.streams import Budget
from zhiquan.records.corpus.reading.xml import items

_BOOK_LIMITS = replace(LIMITS, total=LARGEST_BOOK, free=MIB)
_MERGE = re.compile(rb'<(?:[a-z]+:)?mergeCell\s+ref="([A-Z]{1,3})([0-9]{1,7}):[A-Z]{1,3}([0-9]{1,7})"')
_LONGEST_MERGE = 128
_MOST_MERGES = 500_000
"""Merged places of one sheet, about 100 bytes each in memory; a form with every second row merged has as many."""
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]+)"')


def xlsx_rows(source: Path | BinaryIO) -> Iterator[tuple[str, int, list[str]]]:
    """Yield sheet, row number (from 1) and cells of every row that holds anything, sheet after sheet.

    Cells are text: dates as ISO dates, whole numbers without a point; a row ends with its last filled cell.
    """
    with _book(source) as book:
        strings = book.strings()
        dates = book.dates()
        for title, part in book.sheets():
            sheet = Sheet(book.name, strings, dates)
            for number, cells in book.fed(part, sheet):
                yield title, number, cells


def xlsx_merges(source: Path | BinaryIO) -> dict[str, list[tuple[int, int, int]]]:
    """Return, by sheet, what is merged downwards: column, first and last row, all from 1, in the order of the rows.

    Workbooks write it behind all rows, so this takes a pass of its own over the packed sheets, without parsing them.
    """
    with _book(source) as book:
        found = {title: sorted(book.merged(part), key=lambda merge: merge[1]) for title, part in book.sheets()}
    return {title: merges for title, merges in found.items() if merges}


def first_claim(source: Path | BinaryIO) -> int | None:
    """Return the last row that the first sheet claims at its head to have, if it claims more than one."""
    with _book(source) as book:
        first = next(book.sheets(), None)
        if first is None:
            return None
        with book.open(first[1]) as stream:
            claimed = _DIMENSION.search(stream.read(HEAD))
    return int(claimed[1]) if claimed and int(claimed[1]) > 1 else None


def is_xlsx(path: Path) -> bool:
    """Say whether a file is an Excel workbook; ``Refusal`` where it is one that should not be opened."""
    try:
        if not zipfile.is_zipfile(path):
            return False
        with path.open("rb") as file, zips.careful(file, shown(path.name)) as parts:
            return any(name.lower() == "xl/workbook.xml" for name in parts.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


@contextmanager
def _book(source: Path | BinaryIO) -> Iterator[_Book]:
    name = shown(source.name) if isinstance(source, Path) else name_of(source)
    with refusing(name), _seekable(source) as file:
        size = file.seek(0, 2)
        file.seek(0)
        budget = Budget(name, size, _BOOK_LIMITS)
        archive, entries = zips.opened(file, budget)
        yield _Book(name, archive, {entry.name: entry for entry in entries}, budget)


@contextmanager
def _seekable(source: Path | BinaryIO) -> Iterator[IO[bytes]]:
    if isinstance(source, Path):
        with source.open("rb") as file:
            yield file
    elif source.seekable():
        yield source
    else:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(source, copy, CHUNK)
            yield copy


@dataclass(frozen=True, slots=True)
class _Book:
    """The parts of an opened workbook."""

    name: str
    archive: zipfile.ZipFile
    parts: dict[str, zips.Entry]
    budget: Budget

    def open(self, part: str) -> BinaryIO:
        """Open a part by its path."""
        return zips.member(self.archive, self.parts[part], self.budget)

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Yield title and part of every worksheet, in the order of the book."""
        targets = self._targets("xl/_rels/workbook.xml.rels", "/worksheet")
        with self.open("xl/workbook.xml") as stream:
            named = [(one.get("name", ""), _relation(one)) for one in items(stream, "{*}sheet")]
        for title, relation in named:
            part = targets.get(relation, "")
            if part in self.parts:
                yield title, part

    def strings(self) -> list[str]:
        """Return the shared strings."""
        part = self._single("/sharedStrings", "xl/sharedStrings.xml")
        if not part:
            return []
        if self.parts[part].size > LARGEST_STRINGS:
            most = LARGEST_STRINGS // MIB
            raise too_large(self.name, f"的文本超过 {most} MiB", f"holds more than {most} MiB of strings")
        target = Strings(self.name)
        for _ in self.fed(part, target):
            pass
        return target.strings

    def dates(self) -> Dates:
        """Return which formats of cells are dates, and from when days count."""
        with self.open("xl/workbook.xml") as stream:
            late = any(one.get("date1904") in ("1", "true") for one in items(stream, "{*}workbookPr"))
        part = self._single("/styles", "xl/styles.xml")
        formats: dict[str, str] = {}
        styles: list[str] = []
        if part:
            with self.open(part) as stream:
                for one in items(stream, "{*}numFmt", "{*}cellXfs"):
                    if etree.QName(one).localname == "numFmt":
                        formats.setdefault(one.get("numFmtId", ""), one.get("formatCode", ""))
                    else:
                        styles = [str(style.get("numFmtId", "0")) for style in one]
        return Dates.of(styles, formats, late=late)

    def merged(self, part: str) -> Iterator[tuple[int, int, int]]:
        """Yield column, first and last row of the cells of a part that are merged downwards."""
        rest, count = b"", 0
        with self.open(part) as stream:
            while data := stream.read(CHUNK):
                data, done = rest + data, 0
                for one in _MERGE.finditer(data):
                    count, done = count + 1, one.end()
                    if count > _MOST_MERGES:
                        zh, en = (
                            f"合并单元格超过 {_MOST_MERGES:,} 处",
                            f"merges cells in more than {_MOST_MERGES:,} places",
                        )
                        raise too_large(self.name, zh, en)
                    if int(one[3]) > int(one[2]):
                        yield column_of(one[1].decode()), int(one[2]), int(one[3])
                last = data.rfind(b"<", done)  # a tag that is cut here is read again with what follows
                rest = b"" if last < 0 else data[last:][:_LONGEST_MERGE]

    def fed(self, part: str, target: Sheet | Strings) -> Iterator[tuple[int, list[str]]]:
        """Feed a part to a target and yield the rows that become ready."""
        parser = etree.XMLParser(
            target=cast("Any", target),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            encoding="utf-8",
        )
        try:
            with self.open(part) as stream:
                for piece in pieces(stream):
                    if piece:
                        parser.feed(piece)
                        yield from target.ready()
            parser.close()
        except (etree.LxmlError, ValueError, IndexError) as error:
            raise damaged(self.name, part, part) from error
        yield from target.ready()

    def _single(self, kind: str, usual: str) -> str:
        targets = self._targets("xl/_rels/workbook.xml.rels", kind)
        part = next(iter(targets.values()), usual)
        return part if part in self.parts else ""

    def _targets(self, part: str, kind: str) -> dict[str, str]:
        with self.open(part) as stream:
            return {
                one.get("Id", ""): _path(one.get("Target", ""))
                for one in items(stream, "{*}Relationship")
                if str(one.get("Type", "")).endswith(kind)
            }


def _path(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl", target))


def _relation(sheet: etree._Element) -> str:
    return next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
