"""Tables of marks as people have them, and what is said where they cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from zhiquan.records.marks import Mark, read_marks
from zhiquan.rules.refusal import NotFound, Refusal

HEAD = "注册号,商标名称,国际分类,类似群,状态"
ROWS = [
    Mark("雷神山", frozenset({5, 10}), frozenset({"0501", "0502"}), "12345678", "已注册"),
    Mark("LED", frozenset(), frozenset(), "内部-7", ""),
    Mark("", frozenset({35}), frozenset({"3503"}), "G123456", ""),
]
LINES = [HEAD, "第12345678号,雷神山,5；第10类,0501、0502,已注册", ",,,,", "内部-7, LED", "G123456/35,,,3503,"]


def written(folder: Path, lines: list[str], *, encoding: str = "utf-8", ends: str = "\n") -> Path:
    path = folder / "marks.csv"
    path.write_bytes(ends.join(lines).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_csv_is_read_in_the_usual_encodings_and_line_ends(tmp_path: Path, encoding: str, ends: str) -> None:
    assert list(read_marks(written(tmp_path, LINES, encoding=encoding, ends=ends))) == ROWS


@pytest.mark.parametrize("separator", [";", "\t"])
def test_other_separators_and_english_headings_are_known(tmp_path: Path, separator: str) -> None:
    lines = [separator.join(cells) for cells in (("Mark", "Remarks", "CLASS", "No."), ("ABC", "x", "9", "7"))]
    assert list(read_marks(written(tmp_path, lines))) == [Mark("ABC", frozenset({9}), number="7")]


def test_headings_by_which_lists_are_imported_are_known_here_too(tmp_path: Path) -> None:
    for number, text, nice_class, status in (
        ("申请/注册号", "商标名称", "国际分类", "商标流程状态"),
        ("Registration Number", "Trademark", "Nice Class", "Status"),
    ):
        lines = [f"{number},{text},{nice_class},{status}", "12345678,雷神山,5,已注册"]
        expected = Mark("雷神山", frozenset({5}), frozenset(), "12345678", "已注册")
        assert list(read_marks(written(tmp_path, lines))) == [expected]


def test_a_workbook_is_read_like_a_csv(tmp_path: Path) -> None:
    book = Workbook()
    for cells in ([], ["申请号", "商标", "类别"], [12345678, "雷神山", 5.0], [None, None, None]):
        book.active.append(cells)
    book.save(tmp_path / "marks.xlsx")
    found = list(read_marks(tmp_path / "marks.xlsx"))
    assert found == [Mark("雷神山", frozenset({5}), number="12345678")]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "是空的，请给出带表头的商标表"),
        (["注册号,类别", "1,5"], "表头中没有商标文字一列"),
        (["text,class", "ABC,99"], "第 2 行：“99”的类别 99 不存在"),
        (["text,class", "", "ABC,9", "ABC,药品"], "第 4 行：“药品”不是类别"),
        (["text,groups", "ABC,5"], "第 2 行的“5”不是类似群"),
        (["text,groups", "ABC,050001"], "第 2 行的“050001”不是类似群"),
        (["text", '"ABC'], "引号"),
    ],
)
def test_what_cannot_be_read_is_said_with_its_row(tmp_path: Path, lines: list[str], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        list(read_marks(written(tmp_path, lines)))


@pytest.mark.parametrize(("content", "said"), [(b"PK\x03\x04 broken", "已损坏"), (b"\xff\xff\xff\x80", "不是 UTF-8")])
def test_damaged_files_are_refused_in_one_sentence(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "marks.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=said):
        list(read_marks(path))


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="没有文件"):
        list(read_marks(tmp_path / "none.csv"))
