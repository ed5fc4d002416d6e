"""A sheet as a workbook: to be filled in a spreadsheet, read back, and given out again with what is wrong marked."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, BinaryIO

from zhiquan.office.returns.definition import Return
from zhiquan.office.returns.models import Sheet
from zhiquan.office.returns.rows import CellError, Typed
from zhiquan.portal.web.numbers import whole
from zhiquan.records.corpus.reading.workbook import xlsx_rows
from zhiquan.rules.forms.fields import Choice, Field, FieldType
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

ROWS_SHEET, ABOUT_SHEET = "填报", "说明"
LINE = "行号"
"""The hidden first column: which line of the sheet a row is, so that what comes back changes that line."""
LARGEST = 5 << 20
_FREE_ROWS = 200
_WRONG, _DOUBT, _HEAD = "FFC7CE", "FFEB9C", "E3EFEA"


def mark_of(sheet: Sheet) -> str:
    """Return what a workbook carries so that it comes back to the sheet that it was made for."""
    round_ = sheet.round
    return f"{round_.code} {round_.definition.version} {round_.period} {sheet.division}"


def written(
    sheet: Sheet, definition: Return, typed: Sequence[Typed], told: Iterable[CellError], language: str
) -> bytes:
    """Return the workbook: the rows as typed, lists to choose from, wrong cells red and doubtful ones yellow."""
    from openpyxl import Workbook

    book = Workbook()
    rows = book.active
    assert rows is not None  # noqa: S101 - a new workbook has a sheet
    rows.title = ROWS_SHEET
    rows.append([LINE, *(_heading(column, language) for column in definition.columns)])
    for row in typed:
        texts = (_out(column, row.cells.get(column.key, ""), language) for column in definition.columns)
        rows.append([row.line or "", *texts])
    _dress(rows, definition, len(typed), language)
    _mark(rows, definition, told, language)
    _explain(book.create_sheet(ABOUT_SHEET), sheet, definition, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read_back(stream: BinaryIO, size: int, sheet: Sheet, definition: Return) -> list[Typed]:
    """Read the rows of a workbook as typed; nothing is judged here except whether it is this sheet's workbook.

    Refusals: ``returns.large``, ``returns.other-sheet``, ``returns.headings``, and those of a damaged workbook.
    """
    if size > LARGEST:
        raise Refusal("returns.large", _LARGE.format(most=LARGEST >> 20))
    marks: set[str] = set()
    found: list[tuple[int, list[str]]] = []
    for title, number, cells in xlsx_rows(stream):
        if title == ABOUT_SHEET and number == 1:
            marks.update(cells)
        elif title == ROWS_SHEET:
            found.append((number, cells))
    if mark_of(sheet) not in marks:
        raise Refusal("returns.other-sheet", _OTHER)
    if not found:
        raise Refusal("returns.headings", _HEADINGS.format(missing=LINE))
    places = _places(found[0][1], definition)
    rows = (_typed(cells, places, definition) for _, cells in found[1:])
    return [row for row in rows if not row.is_empty]


def _places(headings: Sequence[str], definition: Return) -> dict[str, int]:
    known = {heading.strip().removesuffix("*").strip(): at for at, heading in enumerate(headings)}
    places = {}
    for column in definition.columns:
        at = next((known[name] for name in (column.label.zh, column.label.en) if name in known), None)
        if at is None:
            raise Refusal("returns.headings", _HEADINGS.format(missing=column.label))
        places[column.key] = at
    return places


def _typed(cells: Sequence[str], places: Mapping[str, int], definition: Return) -> Typed:
    line = cells[0].strip() if cells else ""
    values = {
        column.key: _in(column, cells[at].strip() if (at := places[column.key]) < len(cells) else "")
        for column in definition.columns
    }
    return Typed(whole(line) or None, values)


def _in(column: Field, cell: str) -> str:
    choice = next((one.key for one in column.choices if cell in {one.label.zh, one.label.en, one.key}), None)
    return choice if choice is not None else cell


def _out(column: Field, cell: str, language: str) -> str:
    return next((one.label.say(language) for one in column.choices if one.key == cell), _plain(cell))


def _plain(cell: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", cell)


def _heading(column: Field, language: str) -> str:
    return f"{column.label.say(language)}{' *' if column.required else ''}"


def _dress(rows: Any, definition: Return, count: int, language: str) -> None:
    """Freeze the heading, hide the line numbers, give choices a list, keep every cell a text."""
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    rows.freeze_panes = "B2"
    rows.column_dimensions["A"].hidden = True
    for at, column in enumerate(definition.columns, 2):
        letter = get_column_letter(at)
        rows.column_dimensions[letter].width = min(40, max(12, 2 * len(column.label.zh) + 4))
        head = rows.cell(row=1, column=at)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD)
        head.alignment = Alignment(wrap_text=True, vertical="top")
        if column.choices:
            listed = DataValidation("list", formula1=f'"{_listed(column.choices, language)}"', allow_blank=True)
            rows.add_data_validation(listed)
            listed.add(f"{letter}2:{letter}{count + _FREE_ROWS}")
    for line in rows.iter_rows(min_row=2, max_row=count + 1, min_col=2):
        for cell in line:
            cell.data_type, cell.number_format = "s", "@"


def _listed(choices: Iterable[Choice], language: str) -> str:
    """Return the labels as a list of a spreadsheet, in which commas part and quotes are doubled."""
    return ",".join(one.label.say(language).replace(",", "，").replace('"', '""') for one in choices)


def _mark(rows: Any, definition: Return, told: Iterable[CellError], language: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    at_of = {column.key: at for at, column in enumerate(definition.columns, 2)}
    said: dict[tuple[int, int], list[str]] = {}
    for one in sorted(told, key=lambda error: not error.doubt):
        place = (one.at + 2, at_of.get(one.field, 2))
        said.setdefault(place, []).append(one.text.say(language))
        rows.cell(*place).fill = PatternFill("solid", fgColor=_DOUBT if one.doubt else _WRONG)
    for place, sentences in said.items():
        rows.cell(*place).comment = Comment("\n".join(sentences), "知全")


def _explain(about: Any, sheet: Sheet, definition: Return, language: str) -> None:
    about.append([mark_of(sheet)])
    for line in _explained(definition, language):
        about.append(line)
    about.column_dimensions["A"].width, about.column_dimensions["C"].width = 30, 70


def _explained(definition: Return, language: str) -> Iterator[list[str]]:
    yield [definition.title.say(language)]
    yield [definition.about.say(language)]
    yield []
    yield [text.say(language) for text in (_COLUMN, _MUST, _HOW)]
    for column in definition.columns:
        must = (_YES if column.required else _NO).say(language)
        yield [column.label.say(language), must, _how(column, language)]


def _how(column: Field, language: str) -> str:
    if column.type is FieldType.CHOICE:
        return _listed(column.choices, language)
    bounds = [f"≥ {column.min}"] * (column.min is not None) + [f"≤ {column.max}"] * (column.max is not None)
    return " ".join([_WAYS[column.type].say(language), *bounds, *([column.help.say(language)] if column.help else [])])


_WAYS = {
    FieldType.TEXT: Text("文字", "text"),
    FieldType.NUMBER: Text("数字", "a number"),
    FieldType.MONEY: Text("金额，单位元", "an amount in yuan"),
    FieldType.DATE: Text("日期，如 2026-09-01", "a day such as 2026-09-01"),
    FieldType.DIVISION: Text("六位行政区划代码", "a division code of six digits"),
    FieldType.CREDIT_CODE: Text("18 位统一社会信用代码", "a credit code of 18 places"),
    FieldType.RIGHT_NUMBER: Text("申请号或专利号", "a number of a filing"),
    FieldType.CLASS_SYMBOL: Text("分类号", "a class symbol"),
}
_COLUMN, _MUST, _HOW = Text("列", "Column"), Text("必填", "Required"), Text("填法", "How")
_YES, _NO = Text("是", "yes"), Text("否", "no")
_LARGE = Text(
    "文件超过 {most} MB，请只上传下载的填报表。",
    "The file is larger than {most} MB; bring the workbook that you downloaded.",
)
_OTHER = Text(
    "这不是本单位本期的填报表；请从本页下载后填写，不要删去“说明”工作表。",
    "This is not the workbook of this sheet; download it from this page and keep its sheet “说明”.",
)
_HEADINGS = Text(
    "表头缺少“{missing}”，请不要改动第一行。", "The heading “{missing}” is missing; leave the first row as it is."
)
