"""Marks from a table: CSV (UTF-8 or GB18030; comma, semicolon or tab) or the first sheet of an xlsx workbook.

Columns by their headings, those of lists of marks that can be imported among them: number, text, class, groups, status;
text is required. Several classes or groups of one mark stand in one cell with any separator; several rows of one mark
are several marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from zhiquan.records.corpus.loaders.heading_table.shapes import plain, shapes
from zhiquan.records.corpus.reading.table import csv_rows, xlsx_rows
from zhiquan.records.marks.model import Mark
from zhiquan.rules.identifiers import Broken, ClassSymbol, parse_nice_symbol, parse_trademark_number
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

SHORT = {
    "text": ("text", "name", "mark name", "名称", "文字"),
    "number": ("number", "no", "no.", "application number", "号码"),
    "nice_class": ("classes", "nice", "商品类别", "类"),
    "groups": ("groups", "group", "similar group", "群组"),
    "status": ("legal status",),
}
"""Headings that only a table known to hold marks may have, beside those by which an import knows a list of marks."""
_BETWEEN = re.compile(r"[,，;；、/|\s]+")
_GROUP = 4

Row = Sequence[str]


def read_marks(path: Path) -> Iterator[Mark]:
    """Yield the marks of a table, row by row; rows without anything are passed over.

    A row without words (a figure mark) is yielded as it is. ``Refusal`` where the file, its headings or the class or
    group of a row cannot be read; the sentence names the row.
    """
    if not path.is_file():
        raise NotFound("marks.no-file", Text(f"没有文件 {path}。", f"There is no file {path}."))
    with path.open("rb") as stream:
        workbook = stream.read(2) == b"PK"
    rows = _workbook(path) if workbook else _csv(path)
    fields: dict[str, int] | None = None
    for number, row in rows:
        if not any(row):
            continue
        if fields is None:
            fields = _fields(row, path)
        else:
            yield _mark(row, fields, number)
    if fields is None:
        text = Text("{f} 是空的，请给出带表头的商标表。", "{f} is empty; give a table of marks with headings.")
        raise Refusal("marks.empty", text.format(f=path.name))


def _fields(heading: Row, path: Path) -> dict[str, int]:
    found = shapes()["marks"].columns(heading)
    short = {plain(cell): at for at, cell in reversed(list(enumerate(heading)))}
    for field, names in SHORT.items():
        for name in names:
            if name in short:
                found.setdefault(field, short[name])
    if "text" not in found:
        text = Text(
            "{f} 的表头中没有商标文字一列，请将该列命名为“商标名称”或 text。",
            "{f} has no column of mark texts; name it text or 商标名称.",
        )
        raise Refusal("marks.no-text-column", text.format(f=path.name))
    return found


def _mark(row: Row, fields: dict[str, int], number: int) -> Mark:
    cell = {field: row[at].strip() if at < len(row) else "" for field, at in fields.items()}
    symbols = [symbol.path for symbol in _symbols(cell.get("groups", ""), number)]
    if any(len(path) == 1 or len(path[1]) != _GROUP for path in symbols):
        text = Text(
            "第 {n} 行的“{g}”不是类似群（如 0501），请改正。",
            "Row {n}: “{g}” is no similar group (like 0501); correct it.",
        )
        raise Refusal("marks.group", text.format(n=number, g=cell["groups"]))
    classes = {int(symbol.path[0]) for symbol in _symbols(cell.get("nice_class", ""), number)}
    classes |= {int(path[0]) for path in symbols}
    given = cell.get("number", "")
    known = parse_trademark_number(given)
    if not isinstance(known, Broken):
        given = known.number
        classes |= {known.nice_class} if known.nice_class else set()
    return Mark(cell["text"], frozenset(classes), frozenset(path[1] for path in symbols), given, cell.get("status", ""))


def _symbols(cell: str, number: int) -> Iterator[ClassSymbol]:
    for part in filter(None, _BETWEEN.split(cell)):
        symbol = parse_nice_symbol(part)
        if isinstance(symbol, Broken):
            raise Refusal("marks.class", Text("第 {n} 行：{t}", "Row {n}: {t}").format(n=number, t=symbol.text))
        yield symbol


def _csv(path: Path) -> Iterator[tuple[int, Row]]:
    with path.open("rb") as stream:
        yield from csv_rows(stream)


def _workbook(path: Path) -> Iterator[tuple[int, Row]]:
    first = ""
    for sheet, number, cells in xlsx_rows(path):
        first = first or sheet
        if sheet != first:
            return
        yield number, cells
