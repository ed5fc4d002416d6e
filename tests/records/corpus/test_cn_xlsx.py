"""Workbooks with Chinese headings: recognised by content, streamed, refused in words when they cannot be used."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.records.making import HEADING, number, row, workbook

from zhiquan.records.corpus.loaders import loader_for, loaders
from zhiquan.records.corpus.loaders.cn_xlsx import sniff
from zhiquan.rules.refusal import NotFound, Refusal


def test_the_name_of_the_file_says_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "data.bin", [row()])
    assert loader_for(path).key == "cn-xlsx"
    assert [loader.key for loader in loaders()] == ["cn-xlsx"]


@pytest.mark.parametrize(
    "heading",
    [
        ("名称", "申请号", "申请（专利权）人", "申请日", "主分类号", "摘要"),
        ("标题", "申请号", "当前权利人", "申请日", "IPC主分类号", "摘要（中文）"),
        ("發明名稱", "申請號", "申請人", "申請日", "主分類號", "摘要"),
        ("标 题", "专利号", "专利权人", "申请日期", "IPC", "摘要"),
    ],
)
def test_headings_are_known_under_their_usual_names(tmp_path: Path, heading: tuple[str, ...]) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(3)], heading)
    fields = next(loader_for(path).rows(path)).fields
    assert fields["application"] == number(3)
    assert fields["title"] == "一种电池隔膜 3"
    assert fields["applicants"] == "示例大学;示例公司"
    assert fields["main_class"] == "H01M10/0525"


def test_of_several_headings_for_one_field_the_most_telling_wins(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [(*row(3), "ZL1", "当前的人")], (*HEADING, "专利号", "当前权利人"))
    fields = next(loader_for(path).rows(path)).fields
    assert (fields["application"], fields["applicants"]) == (number(3), "示例大学;示例公司")


def test_a_caption_above_blank_rows_and_typed_cells_are_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["示例市专利清单"])
    sheet.append(list(HEADING))
    sheet.append([None] * 6)
    sheet.append(["灯", 2014100000010.0, "示例大学", datetime(2014, 5, 6), None, None])  # noqa: DTZ001 - a cell's date
    path = tmp_path / "a.xlsx"
    book.save(path)
    (only,) = loader_for(path).rows(path)
    assert only.place == "Sheet!4"
    assert only.fields["application"] == "2014100000010"
    assert only.fields["filing_date"] == "2014-05-06"
    assert only.fields["main_class"] == ""
    assert only.raw["专利名称"] == "灯"


def test_rows_of_every_fitting_sheet_are_read_and_other_sheets_are_passed_over(tmp_path: Path) -> None:
    book = Workbook()
    for name, heading in (("说明", ["说明"]), ("一", list(HEADING)), ("二", list(HEADING))):
        sheet = book.create_sheet(name)
        sheet.append(heading)
        sheet.append(list(row()))
    path = tmp_path / "a.xlsx"
    book.save(path)
    assert [item.place for item in loader_for(path).rows(path)] == ["一!2", "二!2"]


def test_a_workbook_without_the_needed_columns_names_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("x", "y")], ("专利名称", "备注"))
    with pytest.raises(Refusal) as refusal:
        loader_for(path)
    assert refusal.value.code == "import.not-usable"
    assert "申请号、申请日" in refusal.value.text.zh
    assert "备注" in refusal.value.text.zh


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0 old excel", "申请号,名称".encode("gb18030")]
)
def test_anything_else_is_refused_with_the_formats_there_are(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        loader_for(path)
    assert refusal.value.code == "import.unknown-format"


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        loader_for(tmp_path / "none.xlsx")


def test_a_damaged_workbook_is_refused_in_one_sentence(tmp_path: Path) -> None:
    whole = workbook(tmp_path / "a.xlsx", [row(serial) for serial in range(50)])
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for part in old.namelist():
            data = old.read(part)
            new.writestr(part, data[: len(data) // 3] if "sheet" in part else data)
    with pytest.raises(Refusal) as refusal:
        list(loader_for(tmp_path / "b.xlsx").rows(tmp_path / "b.xlsx"))
    assert refusal.value.code == "import.unreadable"


def bomb(path: Path, size: int) -> Path:
    workbook(path, [row()])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/media/a.bin", b"\0" * size)
    return path


def test_a_part_that_unpacks_beyond_measure_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = bomb(tmp_path / "a.xlsx", 3 * 1024**2)
    with pytest.raises(Refusal) as refusal:
        loader_for(path)
    assert refusal.value.code == "import.not-usable"
    assert "压缩炸弹" in refusal.value.text.zh
    monkeypatch.setattr(sniff, "HIGHEST_RATIO", 10**6)  # without the guard the same file is opened
    assert loader_for(path).key == "cn-xlsx"
    monkeypatch.setattr(sniff, "LARGEST", 1024**2)
    with pytest.raises(Refusal):
        loader_for(path)
