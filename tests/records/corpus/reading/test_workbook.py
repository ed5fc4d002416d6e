"""Workbooks, new and old: cells as a person sees them, the same as another reader finds."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from tests.records.corpus.hostile.books import book, corners

from zhiquan.records.corpus.reading import workbook, xls, zips
from zhiquan.records.corpus.reading.cells import number_text
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.table import first_claim, xls_rows, xlsx_merges, xlsx_rows
from zhiquan.records.corpus.reading.workbook import is_xlsx
from zhiquan.rules.refusal import Refusal


def _saved(fill: Any) -> io.BytesIO:
    held, made = io.BytesIO(), Workbook()
    fill(made)
    made.save(held)
    held.seek(0)
    return held


def _cells(value: object, number_format: str | None = None) -> list[list[str]]:
    def fill(made: Workbook) -> None:
        sheet = made.active
        assert sheet is not None
        cell = sheet.cell(row=1, column=1, value=value)  # type: ignore[arg-type]
        if number_format:
            cell.number_format = number_format

    return [cells for _, _, cells in xlsx_rows(_saved(fill))]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  一种电池 ", "一种电池"),
        (201410000001, "201410000001"),
        (2014100000010.0, "2014100000010"),
        (0.1, "0.1"),
        (-3, "-3"),
        (1e20, "1e+20"),
        (True, "TRUE"),
        (date(2014, 5, 6), "2014-05-06"),
        (datetime(2014, 5, 6, 7, 8), "2014-05-06"),  # noqa: DTZ001 - a cell's date
        (date(1900, 1, 5), "1900-01-05"),
        ("#N/A", "#N/A"),
        ("=1+1", ""),
    ],
)
def test_cells_are_text_as_a_person_sees_them(value: object, text: str) -> None:
    assert _cells(value) == ([[text]] if text else [])


def test_a_number_is_a_date_only_in_the_format_of_one() -> None:
    assert _cells(41765, "yyyy-mm-dd") == _cells(41765, 'yyyy"年"m"月"d"日"') == [["2014-05-06"]]
    assert _cells(41765, "0.00") == [["41765"]]
    assert _cells(time(12, 0)) == [["0.5"]]


@pytest.mark.parametrize("number", [27, 31, 57])
def test_formats_that_chinese_excel_keeps_for_dates_are_dates(number: int) -> None:
    """They are nowhere written down in the book."""
    sheet = "<row r='1'><c s='1'><v>41765</v></c></row>"
    styles = f'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    held = io.BytesIO(book(sheet)())
    with zipfile.ZipFile(held, "a") as archive:
        archive.writestr("xl/styles.xml", styles)
    assert [cells for _, _, cells in xlsx_rows(held)] == [["2014-05-06"]]


def test_the_other_day_zero_is_kept() -> None:
    def fill(made: Workbook) -> None:
        made.epoch = CALENDAR_MAC_1904
        assert made.active is not None
        made.active.append([date(2014, 5, 6)])

    assert [cells for _, _, cells in xlsx_rows(_saved(fill))] == [["2014-05-06"]]


def test_rows_of_all_sheets_with_their_numbers_and_without_empty_ends() -> None:
    def fill(made: Workbook) -> None:
        first = made.active
        assert first is not None
        first.title = "一"
        first["B2"] = "x"
        first["A5"] = "y"
        first["D5"] = " "
        made.create_sheet("空")
        made.create_sheet("二").append(["z"])

    assert list(xlsx_rows(_saved(fill))) == [("一", 2, ["", "x"]), ("一", 5, ["y"]), ("二", 1, ["z"])]


def test_reading_aids_beside_the_text_are_left_out() -> None:
    strings = "<si><t>专</t><rPh sb='0' eb='1'><t>zhuan</t></rPh></si><si><r><t>发</t></r><r><t>明</t></r></si>"
    sheet = "<row><c t='s'><v>0</v></c><c t='s'><v>1</v></c><c t='inlineStr'><is><t>新</t></is></c><c t='s'/></row>"
    read = list(xlsx_rows(io.BytesIO(book(sheet, strings=strings)())))
    assert read == [("一", 1, ["专", "发明", "新"])]


def test_a_sheet_says_how_many_rows_it_claims(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    made = Workbook()
    assert made.active is not None
    for at in range(7):
        made.active.append([at])
    made.save(path)
    assert first_claim(path) == 7
    assert is_xlsx(path)
    assert first_claim(io.BytesIO(book("<row><c><v>1</v></c></row>")())) is None
    (tmp_path / "b").write_bytes(b"PK\x05\x06 no")
    (tmp_path / "c").write_bytes(b"text")
    assert not is_xlsx(tmp_path / "b")
    assert not is_xlsx(tmp_path / "c")


@pytest.mark.parametrize("chunk", [1, 7, 25, 100, 10_000])
def test_cells_merged_downwards_are_told_once_wherever_a_block_ends(
    monkeypatch: pytest.MonkeyPatch, chunk: int
) -> None:
    def fill(made: Workbook) -> None:
        sheet = made.active
        assert sheet is not None
        sheet["A1"] = "x"
        for place in ("A2:A4", "C1:D2", "E5:F5", "B7:B9"):
            sheet.merge_cells(place)

    monkeypatch.setattr(workbook, "CHUNK", chunk)
    assert xlsx_merges(_saved(fill)) == {"Sheet": [(3, 1, 2), (1, 2, 4), (2, 7, 9)]}


def test_a_list_of_contents_beyond_any_real_one_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(book("")())
    monkeypatch.setattr(zips, "LARGEST_DIRECTORY", 100)
    for read in (is_xlsx, lambda found: list(xlsx_rows(found)), lambda found: list(members(found))):
        with pytest.raises(Refusal, match="目录异常庞大"):
            read(path)


@pytest.mark.parametrize(
    ("raw", "text"), [("1.5E3", "1500"), ("0.10000000000000001", "0.1"), ("x", "x"), ("1E400", "inf")]
)
def test_numbers_lose_what_only_machines_write(raw: str, text: str) -> None:
    assert number_text(raw) == text


def test_old_workbooks_are_read_by_a_process_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_bytes(corners(3, 4)())
    expected = [("a", 1, ["1.5"]), ("a", 4, ["", "", "", "", "1.5"])]
    assert list(xls_rows(path)) == list(xls_rows(io.BytesIO(path.read_bytes()))) == expected
    assert next(iter(xls_rows(path))) == expected[0]


def test_an_old_workbook_may_only_be_so_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xls, "LARGEST_OLD_BOOK", 1_000)
    with pytest.raises(Refusal, match="请拆分"):
        list(xls_rows(io.BytesIO(corners(3, 4)())))


@pytest.mark.realdata
def test_real_workbooks_read_as_another_reader_reads_them(shared_data: Path) -> None:
    """openpyxl finds the same texts and numbers in every real workbook; dates are compared as days."""
    compared = 0
    for path in sorted(shared_data.rglob("*.xlsx"))[::6]:
        other = load_workbook(path, read_only=True, data_only=True)
        expected = [cells for sheet in other.worksheets for cells in _other(sheet)]
        other.close()
        assert [(title, cells) for title, _, cells in xlsx_rows(path)] == expected, path.name
        compared += len(expected)
    assert compared > 1_000


def _other(sheet: Any) -> list[tuple[str, list[str]]]:
    sheet.reset_dimensions()
    rows = []
    for row in sheet.iter_rows(values_only=True):
        cells = [_as_text(cell) for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            rows.append((sheet.title, cells))
    return rows


def _as_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case _:
            return str(cell).strip()
