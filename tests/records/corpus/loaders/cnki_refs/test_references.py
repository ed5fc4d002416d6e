"""References to patents: names, title, place, number and date, whatever stops and dots are inside them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.cnki_refs import read, sniff
from zhiquan.records.corpus.loaders.cnki_refs.references import parse
from zhiquan.rules.refusal import Refusal

PLAIN = "[1]张三,李四. 一种示例装置[P]. 江苏：CN104000001A,2014-08-27.\r\n\r\n"


def rows(tmp_path: Path, text: str, encoding: str = "utf-8") -> list[RawRow]:
    path = tmp_path / "refs.txt"
    path.write_bytes(text.encode(encoding))
    assert sniff.look(path).fits
    return list(read.rows(path))


def only(tmp_path: Path, text: str) -> RawRow:
    (row,) = rows(tmp_path, text)
    return row


def test_a_reference_is_read(tmp_path: Path) -> None:
    row = only(tmp_path, PLAIN)
    assert row.fields == {
        "office": "CN",
        "publication": "CN104000001A",
        "title": "一种示例装置",
        "publication_date": "2014-08-27",
        "inventors": ("张三", "李四"),
        "division": "320000",
    }
    assert row.raw == {"reference": "张三,李四. 一种示例装置[P]. 江苏：CN104000001A,2014-08-27."}


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_encodings_of_chinese_programs_are_read(tmp_path: Path, encoding: str) -> None:
    assert rows(tmp_path, PLAIN, encoding)[0].fields["inventors"] == ("张三", "李四")


def test_names_with_dots_and_titles_with_stops_are_kept_whole(tmp_path: Path) -> None:
    text = "[1]埃斯特·H.·示例,小L·J·样本. 蛋白 9.02 和 VEGF. 及其应用: 一种方法[P]. 美国：CN1000001,2002-12-25.\n"
    fields = only(tmp_path, text).fields
    assert fields["inventors"] == ("埃斯特·H.·示例", "小L·J·样本")
    assert fields["title"] == "蛋白 9.02 和 VEGF. 及其应用: 一种方法"


def test_a_reference_broken_over_lines_is_one(tmp_path: Path) -> None:
    text = "[1]甲·乙,\r\n丙·丁,\r\n戊·己. 一种方法[P]. 德国：CN1000001,1999-10-13.\r\n\r\n" + PLAIN.replace(
        "[1]", "[2]"
    )
    first, second = rows(tmp_path, text)
    assert first.fields["inventors"] == ("甲·乙", "丙·丁", "戊·己")
    assert second.place == "refs.txt#2"


@pytest.mark.parametrize(
    ("place", "division"),
    [
        ("上海", "310000"),
        ("内蒙古", "150000"),
        ("香港", "810000"),
        ("中国台湾", "710000"),
        ("美国", None),
        ("中国", None),
        ("待定", None),
    ],
)
def test_a_place_gives_a_division_only_where_it_is_a_province(tmp_path: Path, place: str, division: str | None) -> None:
    assert only(tmp_path, PLAIN.replace("江苏", place)).fields.get("division") == division


def test_the_order_of_the_standard_is_read_too_and_names_those_who_applied(tmp_path: Path) -> None:
    text = "[1]示例公司. 一种示例装置：中国，201410000001.0[P]. 2014-08-27.\n"
    fields = only(tmp_path, text).fields
    assert fields["application"] == "201410000001.0"
    assert fields["applicants"] == ("示例公司",)
    assert "office" not in fields
    fields = only(tmp_path, "[1]示例公司. 一种示例装置:CN104000001A[P]. 2014-08-27[2020-01-01].\n").fields
    assert (fields["publication"], fields["office"]) == ("CN104000001A", "CN")


def test_a_reference_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "refs.txt"
    path.write_text(PLAIN + "甲,\n" * 60_000)
    with pytest.raises(Refusal) as refusal:
        list(read.rows(path))
    assert refusal.value.code == "import.unreadable"


@pytest.mark.parametrize("filling", [" ", ". ", "[P]. ", "：", ",", "1"])
def test_no_filling_makes_the_reader_slow(filling: str) -> None:
    assert parse(filling * 15_000) is None
    assert parse(f"甲. {filling * 15_000}[P]. 江苏：CN104000001A,2014-08-27.") is not None


def test_a_reference_to_something_else_is_a_row_that_says_nothing(tmp_path: Path) -> None:
    other = "[2]张三. 一篇文章[J]. 示例学报,2014,1(1):1-2.\n"
    assert rows(tmp_path, PLAIN + other)[1].fields == {}


@pytest.mark.parametrize(
    "text",
    ["", "张三. 一篇文章\n", "[1]张三. 一篇文章[J]. 示例学报,2014,1(1):1-2.\n", '[{"a": 1}]\n', "[section]\nkey=1\n"],
)
def test_other_texts_are_not_such_a_list(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text)
    assert not sniff.look(path).fits
