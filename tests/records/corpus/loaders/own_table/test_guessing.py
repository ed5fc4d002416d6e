"""Guessing what the columns of a table mean: by their headings, then by what they hold, with reasons."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.corpus.loaders.heading_table.making import book
from tests.records.making import number

from zhiquan.records.corpus.loaders.own_table.guess import Sureness, guess
from zhiquan.records.corpus.loaders.own_table.loader import mapped_loader
from zhiquan.records.corpus.loaders.own_table.mapping import as_data, from_data
from zhiquan.rules.identifiers import uscc_check_character
from zhiquan.rules.refusal import Refusal

CODE = "91990101MA0000000"
CODE += uscc_check_character(CODE)
UNKNOWN = ("编", "甲栏", "乙栏", "丙栏", "丁栏", "戊栏", "己栏")
ROWS = [
    (n, number(n), f"2014-05-{n:02}", "H01M10/0525;G06F3/01", f"示例{n}有限公司", "李四;王五", "一种装置，" * 20)
    for n in range(1, 10)
]


def table(path: Path) -> Path:
    return book(path, [("某区的表",), UNKNOWN, *ROWS])


def test_columns_without_known_headings_are_told_by_their_values(tmp_path: Path) -> None:
    found = guess(table(tmp_path / "a.xlsx"))
    assert (found.sheet, found.row, found.shape.key, found.seen) == ("Sheet1", 2, "patents", 9)
    fields = {one.heading: one.field for one in found.columns}
    assert fields == {
        "编": "",
        "甲栏": "application",
        "乙栏": "filing_date",
        "丙栏": "ipc",
        "丁栏": "applicants",
        "戊栏": "inventors",
        "己栏": "abstract",
    }
    by = {one.heading: one for one in found.columns}
    assert by["甲栏"].sureness is Sureness.LIKELY
    assert by["甲栏"].reasons[0].zh == "9 个取值中 9 个是校验位正确的申请号"
    assert by["乙栏"].sureness is Sureness.UNSURE
    assert by["甲栏"].samples == (number(1), number(2), number(3))


def test_known_headings_are_sure_unless_their_values_speak_against_it(tmp_path: Path) -> None:
    lines = [("序号", "专利号", "专利名称", "申请日", "备注"), *((n, number(n), "灯", "不详", "") for n in range(5))]
    by = {one.heading: one for one in guess(book(tmp_path / "a.xlsx", lines)).columns}
    assert by["专利号"].sureness is Sureness.SURE
    assert by["申请日"].sureness is Sureness.UNSURE
    assert by["申请日"].reasons[1].zh == "5 个取值中 0 个是日期"
    assert (by["备注"].field, by["备注"].sureness) == ("", Sureness.NONE)
    assert by["序号"].reasons[0].zh == "序号列"


def test_a_guess_that_is_complete_is_a_mapping_that_reads_the_table(tmp_path: Path) -> None:
    lines = [
        ("专利号", "专利名称", "甲栏"),
        *((number(n), "灯", f"示例{n}有限公司") for n in range(1, 5)),
        ("合计", "", 4),
    ]
    path = book(tmp_path / "a.xlsx", lines)
    mapping = from_data(as_data(guess(path).mapping("own")))
    rows = list(mapped_loader(mapping).rows(path))
    assert [row.fields.get("applicants", "") for row in rows[:4]] == [f"示例{n}有限公司" for n in range(1, 5)]
    assert rows[4].table == "aside"


def test_whoever_knows_better_says_what_kind_of_list_it_is(tmp_path: Path) -> None:
    lines = [("申请号", "让与人", "受让人", "登记日"), (number(1), "甲", "乙", "2026-03-05")]
    path = book(tmp_path / "a.xlsx", lines)
    assert guess(path).reason.en == "not certain, please check"
    found = guess(path, "licences")
    assert found.shape.key == "licences"
    assert {one.heading: one.field for one in found.columns} == {
        "申请号": "application",
        "让与人": "from",
        "受让人": "to",
        "登记日": "effective_on",
    }


def test_credit_codes_make_a_directory_and_many_figures_make_statistics(tmp_path: Path) -> None:
    codes = book(tmp_path / "a.xlsx", [("甲", "乙"), ("示例公司", CODE), ("示例大学", CODE)])
    found = guess(codes)
    assert found.shape.key == "organisations"
    assert {one.heading: one.field for one in found.columns} == {"甲": "name", "乙": "code"}
    figures = book(tmp_path / "b.xlsx", [("甲", "外观", "发明", "2021"), ("示例酒", 1, 2, 3), ("示例电池", 4, None, 5)])
    found = guess(figures)
    assert found.shape.key == "statistics"
    assert [one.field for one in found.columns] == ["item", "value", "value", "value"]


@pytest.mark.parametrize("content", [b"", b"only words", b"a,b\n", b"\x00\x01,\x02"])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        guess(path)
    assert refusal.value.code in {"mapping.no-table", "import.encoding"}
