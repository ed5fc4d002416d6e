"""A set of hits as a file: CSV, XLSX, JSON Lines or RIS, streamed page by page, so that its size does not matter.

The order is by date, which every hit can be reached by. A cell that a spreadsheet would take for a formula is written
as text: in CSV behind an apostrophe, in XLSX with the type of text.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhiquan.records.corpus.model import Record
from zhiquan.records.search.line import COLUMNS, line
from zhiquan.records.search.ris import reference
from zhiquan.rules.cells import harmless
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

MOST_ROWS = 1_000_000
"""Rows of a workbook: a sheet holds 1,048,576, with the heading."""
LONGEST_CELL = 32_767
"""Characters of one cell of a workbook; longer texts are cut and end in an ellipsis."""
_BLOCK = 1 << 16


class Form(StrEnum):
    """A form of file."""

    CSV = "csv"
    XLSX = "xlsx"
    JSONL = "jsonl"
    RIS = "ris"

    @property
    def media_type(self) -> str:
        """The type of content to serve it as."""
        return _MEDIA[self]

    @property
    def label(self) -> Text:
        """Its name for people."""
        return _LABELS[self]


_MEDIA = {
    Form.CSV: "text/csv; charset=utf-8",
    Form.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.JSONL: "application/x-ndjson; charset=utf-8",
    Form.RIS: "application/x-research-info-systems; charset=utf-8",
}
_LABELS = {
    Form.CSV: Text("CSV 表格", "CSV table"),
    Form.XLSX: Text("Excel 工作簿", "Excel workbook"),
    Form.JSONL: Text("JSON Lines（全部字段）", "JSON Lines (all fields)"),
    Form.RIS: Text("RIS 引文", "RIS references"),
}


def export(form: Form, records: Iterable[Record], language: str = "zh") -> Iterator[bytes]:
    """Yield the file of these records in pieces; headings of tables are in ``language``."""
    return _WRITERS[form](records, language)


def check_size(form: Form, total: int) -> None:
    """Raise ``Refusal`` ``export.too-many`` when so many records do not fit the form."""
    if form is Form.XLSX and total > MOST_ROWS:
        text = Text(
            "Excel 工作簿最多容纳 {n} 行，请改用 CSV，或缩小检索范围。",
            "A workbook holds at most {n} rows; take CSV or narrow the query.",
        )
        raise Refusal("export.too-many", text.format(n=MOST_ROWS))


def _csv(records: Iterable[Record], language: str) -> Iterator[bytes]:
    held = io.StringIO()
    writer = csv.writer(held)
    yield "\ufeff".encode()  # without it Excel takes UTF-8 for the system's encoding
    writer.writerow([label.say(language) for label in COLUMNS.values()])
    for record in records:
        writer.writerow([harmless(text) for text in line(record, language).values()])
        if held.tell() >= _BLOCK:
            yield _taken(held)
    yield _taken(held)


def _taken(held: io.StringIO) -> bytes:
    content = held.getvalue().encode("utf-8", "replace")
    held.seek(0)
    held.truncate()
    return content


def _jsonl(records: Iterable[Record], language: str) -> Iterator[bytes]:
    del language  # fields are named as in the model
    for record in records:
        yield json.dumps(json.loads(record.to_json()), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def _ris(records: Iterable[Record], language: str) -> Iterator[bytes]:
    del language  # tags are the format's
    for record in records:
        yield reference(record).encode("utf-8", "replace")


def _xlsx(records: Iterable[Record], language: str) -> Iterator[bytes]:
    headings = [label.say(language) for label in COLUMNS.values()]
    rows = (line(record, language).values() for record in records)
    return workbook(Text("检索结果", "Results").say(language), headings, rows)


def workbook(title: str, headings: Iterable[str], rows: Iterable[Iterable[Any]]) -> Iterator[bytes]:
    """Yield a workbook of one sheet; texts are texts, whatever they look like, numbers and dates what they are.

    A workbook is a zip, which ends with its directory: it is written to a file of its own and sent from there.
    """
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet: WriteOnlyWorksheet = book.create_sheet(title)
    for row in itertools.chain([headings], rows):
        sheet.append([_cell(sheet, one) if isinstance(one, str) else one for one in row])
    with tempfile.TemporaryDirectory(prefix="zhiquan-export-") as folder:
        path = Path(folder) / "results.xlsx"
        book.save(path)
        with path.open("rb") as stream:
            while block := stream.read(_BLOCK):
                yield block


def _cell(sheet: WriteOnlyWorksheet, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    clean = ILLEGAL_CHARACTERS_RE.sub("", text)
    cell = WriteOnlyCell(sheet, value=clean if len(clean) <= LONGEST_CELL else clean[: LONGEST_CELL - 1] + "…")
    cell.data_type = "s"
    return cell


_WRITERS: dict[Form, Callable[[Iterable[Record], str], Iterator[bytes]]] = {
    Form.CSV: _csv,
    Form.XLSX: _xlsx,
    Form.JSONL: _jsonl,
    Form.RIS: _ris,
}
