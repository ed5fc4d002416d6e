"""Tables with headings: recognised by content, streamed, refused in words when they cannot be used."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from tests.records.making import HEADING, number, row, workbook

from zhiquan.records.corpus.loaders import loader_for
from zhiquan.records.corpus.loaders.heading_table.read import rows as rows_of
from zhiquan.records.corpus.loaders.heading_table.shapes import labels, shapes
from zhiquan.rules.refusal import NotFound, Refusal


def test_the_name_of_the_file_says_nothing(tmp_path: Path) -> None:
    path = workbook(tmp_path / "data.bin", [row()])
    assert loader_for(path).key == "heading-table"


@pytest.mark.parametrize(
    "heading",
    [
        ("名称", "申请号", "申请（专利权）人", "申请日", "主分类号", "摘要"),
        ("标题（中文）", "申请号", "原始申请（专利权）人", "申请日", "IPC主分类号", "摘要（中文）"),
        ("發明名稱", "申請號", "申請人", "申請日", "主分類號", "摘要"),
        ("标 题*", "专利号", "申请人（必填）", "申请日期（年月日）", "主IPC", "文摘"),
        ("Title", "Application Number", "Original Assignee", "Application Date", "Main IPC", "Abstract"),
    ],
)
def test_headings_are_known_under_their_usual_names(tmp_path: Path, heading: tuple[str, ...]) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(3)], heading)
    fields = next(rows_of(path)).fields
    assert fields["application"] == number(3)
    assert fields["title"] == "一种电池隔膜 3"
    assert fields["applicants"] == "示例大学;示例公司"
    assert fields["main_class"] == "H01M10/0525"
    assert fields["filing_date"] == "2014-05-06"


def test_of_several_headings_for_one_field_the_most_telling_wins(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [(*row(3), "ZL1", "当前的人")], (*HEADING, "专利号", "当前权利人"))
    fields = next(rows_of(path)).fields
    assert (fields["application"], fields["applicants"], fields["owners"]) == (
        number(3),
        "示例大学;示例公司",
        "当前的人",
    )


def test_within_a_shape_no_heading_means_two_fields() -> None:
    for shape in shapes().values():
        aliases = [alias for names in shape.fields.values() for alias in names]
        assert sorted({alias for alias in aliases if aliases.count(alias) > 1}) == [], shape.key


def test_every_field_has_a_name_for_people_and_every_need_is_a_field() -> None:
    for shape in shapes().values():
        assert set(shape.fields) <= set(labels())
        assert {name for group in shape.needs for name in group} <= set(shape.fields)


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
    (only,) = rows_of(path)
    assert only.place == "Sheet!4"
    assert only.fields["application"] == "2014100000010"
    assert only.fields["filing_date"] == "2014-05-06"
    assert "main_class" not in only.fields
    assert only.raw["专利名称"] == "灯"


def test_every_fitting_sheet_is_read_and_another_one_is_set_aside_once(tmp_path: Path) -> None:
    book = Workbook()
    for name, heading in (("说明", ["说明"]), ("一", list(HEADING)), ("二", list(HEADING))):
        sheet = book.create_sheet(name)
        sheet.append(heading)
        sheet.append(list(row()))
    path = tmp_path / "a.xlsx"
    book.save(path)
    rows = list(rows_of(path))
    assert [(item.place, item.table) for item in rows] == [
        ("说明!1", "aside"),
        ("一!2", "patents"),
        ("二!2", "patents"),
    ]
    assert rows[0].fields == {"rule": "sheet.unknown"}


def test_a_table_without_the_needed_columns_names_them(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [("x", "y", "z")], ("专利名称", "申请日", "备注"))
    with pytest.raises(Refusal) as refusal:
        loader_for(path)
    assert refusal.value.code == "import.not-usable"
    assert "申请号或公开（公告）号" in refusal.value.text.zh.replace("(", "（").replace(")", "）")
    assert "备注" in refusal.value.text.zh
    assert "mapping guess" in refusal.value.text.en


@pytest.mark.parametrize("content", [b"", b"{}", "<a>申请号,名称</a>".encode(), b"plain words without any column"])
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
        list(rows_of(tmp_path / "b.xlsx"))
    assert refusal.value.code == "import.unreadable"
