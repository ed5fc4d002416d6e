"""Streams the rows of a workbook; nothing but the current row and the shared strings are in memory."""

from __future__ import annotations

import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError

from zhiquan.definitions import read_yaml
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.search.text import fold
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LABEL = Text("中文表头的 Excel 工作簿（.xlsx）", "Excel workbook with Chinese headings (.xlsx)")

Cells = Sequence[object]

_HEAD = 4_096
_DIMENSION = re.compile(rb'<dimension ref="[A-Z]+[0-9]+:[A-Z]+([0-9]+)"')


@cache
def _map() -> dict[str, Any]:
    mapping: dict[str, Any] = read_yaml(Path(__file__).with_name("map.yaml"))
    return mapping


def columns(heading: Cells) -> dict[str, int]:
    """Return field → column index for a row of headings; of several candidates the most telling wins."""
    at = {fold(as_text(cell)): index for index, cell in reversed(list(enumerate(heading)))}
    return {
        field: next(at[fold(alias)] for alias in aliases if fold(alias) in at)
        for field, aliases in _map()["fields"].items()
        if any(fold(alias) in at for alias in aliases)
    }


def missing(heading: Cells) -> list[str]:
    """Return the first name of every required column that the headings lack."""
    have = columns(heading)
    return [_map()["fields"][field][0] for field in _map()["required"] if field not in have]


def first_heading(path: Path) -> list[str]:
    """Return the headings of the first usable sheet, else of the first row that holds anything."""
    fallback: list[str] = []
    with _open(path) as book:
        for sheet in book.worksheets:
            for row in _top(sheet):
                texts = [as_text(cell) for cell in row]
                if not missing(texts):
                    return [text for text in texts if text]
                fallback = fallback or [text for text in texts if text]
    return fallback


def expected(path: Path) -> int | None:
    """Return the number of rows that the first sheet claims at its head, if it claims more than a heading."""
    with zipfile.ZipFile(path) as parts:
        sheets = sorted(name for name in parts.namelist() if name.startswith("xl/worksheets/"))
        if not sheets:
            return None
        with parts.open(sheets[0]) as sheet:
            claimed = _DIMENSION.search(sheet.read(_HEAD))
    return int(claimed[1]) - 1 if claimed and int(claimed[1]) > 1 else None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every row below the headings of every sheet that has them; empty rows are passed over."""
    with _open(path) as book:
        for sheet in book.worksheets:
            yield from _sheet(sheet)


def _sheet(sheet: Any) -> Iterator[RawRow]:
    heading: list[str] | None = None
    have: dict[str, int] = {}
    sheet.reset_dimensions()  # exports are known to claim a single cell
    for number, cells in enumerate(sheet.iter_rows(values_only=True), start=1):
        texts = [as_text(cell) for cell in cells]
        if heading is None:
            if not missing(texts):
                heading, have = texts, columns(texts)
            elif number >= _map()["heading_within"]:
                return
        elif any(texts):
            fields = {field: texts[index] if index < len(texts) else "" for field, index in have.items()}
            raw = {name: text for name, text in zip(heading, texts, strict=False) if name and text}
            yield RawRow(f"{sheet.title}!{number}", fields, raw)


def _top(sheet: Any) -> Iterator[Cells]:
    sheet.reset_dimensions()
    return islice(sheet.iter_rows(values_only=True), int(_map()["heading_within"]))


def as_text(cell: object) -> str:
    """Return a cell as text: dates as ISO dates, whole numbers without a point, nothing as empty."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()


@contextmanager
def _open(path: Path) -> Iterator[Any]:
    try:
        with path.open("rb") as stream:  # a stream: openpyxl refuses by the file's name otherwise
            book = _loaded(stream)
            try:
                yield book
            finally:
                book.close()
    except _UNREADABLE as error:
        raise _unreadable(path) from error


def _loaded(stream: BinaryIO) -> Any:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # missing styles and the like do not concern the data
        return load_workbook(stream, read_only=True, data_only=True)


_UNREADABLE = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, ParseError, EOFError, OSError)
"""What openpyxl raises on damaged workbooks; it has no error of its own for them."""


def _unreadable(path: Path) -> Refusal:
    text = Text(
        f"{path.name} 已损坏或不是有效的工作簿，请重新导出。",
        f"{path.name} is damaged or no valid workbook; export it again.",
    )
    return Refusal("import.unreadable", text)
