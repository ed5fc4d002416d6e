"""Saved pages of hits: where a record begins, whose a line of names is, and what the page leaves out."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.patentscope_list import read, sniff
from zhiquan.rules.refusal import Refusal


def record(
    count: str = "1",
    number: str = "104000001",
    title: str = "一种示例装置",
    *,
    office: str = "CN",
    day: str = "27.08.2014",
    symbol: str = "H01M 10/05",
    application: str = "201410000001.0",
    names: tuple[str, ...] = ("示例电池有限公司", "张三"),
    abstract: str = "本发明公开了一种示例装置。",
) -> str:
    first = (f"{symbol} Loading...", symbol, "Loading...") if symbol else ("", "", "")
    tail = (symbol, "Loading...") if symbol else ("", "")
    return "\n".join((f"{count}. {number} {title}", office, day, *first, application, *names, *tail, abstract)) + "\n"


def rows(*records: str, before: str = "") -> list[RawRow]:
    return list(read.page("甲.out", iter((before + "".join(records)).split("\n"))))


def only(*records: str, before: str = "") -> RawRow:
    (row,) = rows(*records, before=before)
    return row


def test_a_record_is_read_line_by_line() -> None:
    assert only(record()).fields == {
        "office": "CN",
        "publication": "104000001",
        "application": "201410000001.0",
        "title": "一种示例装置",
        "publication_date": "2014-08-27",
        "main_class": "H01M 10/05",
        "abstract": "本发明公开了一种示例装置。",
        "applicants": ("示例电池有限公司",),
        "inventors": ("张三",),
    }


def test_the_same_record_on_two_pages_is_the_same_row_whatever_its_count() -> None:
    one, other = only(record("1")), rows(record("1", "104000002"), record("2"))[1]
    assert one.raw == other.raw
    assert other.place == "甲.out#2"


@pytest.mark.parametrize("count", ["1", "2001", "显示 10 1", "Results 1 of 200 200 1"])
def test_the_first_record_is_found_though_the_number_of_hits_shown_is_glued_to_its_count(count: str) -> None:
    assert only(record(count)).fields["publication"] == "104000001"


def test_lines_before_the_first_record_are_no_record() -> None:
    assert only(record(), before="PATENTSCOPE\n\n2 hits\n").fields["publication"] == "104000001"


@pytest.mark.parametrize(
    ("office", "number", "application", "key"),
    [
        ("CN", "206000001", "202016001025240", "CN"),
        ("WO", "WO/2017/000001", "PCT/CN2016/000001", "WO"),
        ("BR", "PI0500001", "PI 0500001-3", "BR"),
        ("JP", "H1000001", "10643091U", "JP"),
        ("mx", "PA/a/2006/000001", "PA/a/2006/000001", "MX"),
        ("su", "00300001", "925649", "SU"),
    ],
)
def test_numbers_of_every_office_are_kept_as_written_and_offices_in_small_letters_count(
    office: str, number: str, application: str, key: str
) -> None:
    fields = only(record(number=number, office=office, application=application)).fields
    assert (fields["office"], fields["publication"], fields["application"]) == (key, number, application)


def test_a_record_without_publication_date_is_a_record() -> None:
    first, second = rows(record(day="", office="CA"), record("2", "104000002"))
    assert "publication_date" not in first.fields
    assert second.fields["publication"] == "104000002"


def test_lines_of_an_abstract_that_look_like_a_head_begin_no_record() -> None:
    row = only(record(abstract="步骤：\n2. 104000009 加热\nof\n\n3. 冷却"))
    assert row.fields["abstract"] == "步骤：\n2. 104000009 加热\nof\n3. 冷却"


def test_records_without_class_or_abstract_keep_their_empty_lines() -> None:
    row = only(record(symbol="", abstract=""))
    assert row.fields["applicants"] == ("示例电池有限公司",)
    assert "main_class" not in row.fields
    assert "abstract" not in row.fields


@pytest.mark.parametrize(
    ("names", "applicants", "inventors"),
    [
        (("示例电池有限公司", ""), ("示例电池有限公司",), ()),
        (("", "张三"), (), ("张三",)),
        (("", ""), (), ()),
        (("SAMPLE, JANE", ""), ("SAMPLE, JANE",), ()),
    ],
)
def test_a_line_left_empty_says_itself_whose_names_are_missing(
    names: tuple[str, ...], applicants: tuple[str, ...], inventors: tuple[str, ...]
) -> None:
    fields = only(record(names=names)).fields
    assert fields.get("applicants", ()) == applicants
    assert fields.get("inventors", ()) == inventors
    assert "doubts" not in fields


@pytest.mark.parametrize(
    "name", ["示例电池有限公司", "示例大学", "Sample Batteries Co., Ltd.", "SAMPLE GMBH", "示例研究院"]
)
def test_a_single_line_that_names_an_organisation_is_the_applicants(name: str) -> None:
    fields = only(record(names=(name,))).fields
    assert fields["applicants"] == (name,)
    assert "doubts" not in fields


@pytest.mark.parametrize("name", ["张三", "SAMPLE, JANE"])
def test_a_single_line_that_names_a_person_keeps_the_doubt(name: str) -> None:
    fields = only(record(names=(name,))).fields
    assert fields["applicants"] == (name,)
    assert fields["doubts"] == ("applicant.or-inventor",)


def test_a_record_without_names_has_none_and_keeps_its_abstract() -> None:
    fields = only(record(names=())).fields
    assert fields["abstract"] == "本发明公开了一种示例装置。"
    assert "applicants" not in fields


def test_a_japanese_applicant_stands_with_the_address() -> None:
    fields = only(record(office="JP", names=("見本電池株式会社; 東京都千代田区見本１－２", "見本 太郎"))).fields
    assert fields["parties"] == (
        {"role": "applicant", "name": "見本電池株式会社", "address": "東京都千代田区見本１－２"},
        {"role": "inventor", "name": "見本 太郎", "address": ""},
    )


def test_several_names_are_parted_and_one_name_parted_in_two_is_put_together() -> None:
    assert only(record(names=("甲公司;乙公司", "张三；李四"))).fields["inventors"] == ("张三", "李四")
    row = only(record(office="US", names=("SAMPLE; JANE ANN", "Sample Jane Ann")))
    assert row.fields["applicants"] == ("Sample Jane Ann",)


def test_a_name_shown_twice_without_a_blank_is_one_name_but_two_characters_may_be_a_name() -> None:
    fields = only(record(office="KR", names=("SAMPLE CO., LTD.SAMPLE CO., LTD.", "叶叶"))).fields
    assert fields["applicants"] == ("SAMPLE CO., LTD.",)
    assert fields["inventors"] == ("叶叶",)


def test_a_page_with_a_single_hit_shows_only_number_and_title() -> None:
    row = only("1. (CN104000001) 一种示例装置")
    assert row.fields == {"office": "CN", "publication": "CN104000001", "title": "一种示例装置"}
    assert only("1. (su00300001) Устройство").fields["office"] == "SU"


def test_an_empty_page_holds_nothing_and_a_page_of_something_else_is_one_row_that_says_nothing() -> None:
    assert rows("\n\n") == []
    assert only("Server error\nTry again later").fields == {}


def test_a_record_without_end_is_refused() -> None:
    with pytest.raises(Refusal) as refusal:
        rows(record(abstract="甲\n" * 600_000))
    assert refusal.value.code == "import.unreadable"


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["", "CN", "cn", "27.08.2014", "1. 104 甲", "H01M 1/05", "Loading...", "201410000001.0", "张三"]
        )
    )
)
def test_lines_in_any_order_are_read_without_fault(lines: list[str]) -> None:
    assert all(row.place for row in read.page("a", iter(lines)))


@pytest.mark.parametrize("filling", [" " * 300_000, ";" * 300_000, "1" * 300_000, "甲" * 300_000 + ";", "a1" * 150_000])
def test_no_filling_makes_the_reader_slow(filling: str) -> None:
    page = record(names=(filling, "张三")) + record("2", filling) + record("3", title=filling) + record(filling)
    assert rows(page)


def archive(path: Path, pages: dict[str, str]) -> Path:
    content = io.BytesIO()
    with tarfile.open(fileobj=content, mode="w") as tar:
        for name, text in pages.items():
            info = tarfile.TarInfo(name)
            info.size = len(text.encode())
            tar.addfile(info, io.BytesIO(text.encode()))
    path.write_bytes(zstandard.compress(content.getvalue()))
    return path


def test_an_archive_of_pages_is_one_file_told_by_the_first_page_that_is_not_empty(tmp_path: Path) -> None:
    pages = {f"{n}.out": "\n\n" for n in range(40)} | {
        "甲.out": record() + record("2", "104000002"),
        "乙.out": record(),
    }
    path = archive(tmp_path / "pages.bin", pages)
    assert sniff.look(path).fits
    assert [row.place for row in read.rows(path)] == ["甲.out#1", "甲.out#2", "乙.out#1"]
    assert read.expected(path) is None


@pytest.mark.parametrize(
    ("content", "fits"),
    [
        (record().encode(), True),
        (b"1. (CN104000001) Sample", True),
        (record().encode("gb18030"), True),
        (b"", False),
        (b"1. Introduction\n\nThis is a text.\n", False),
        (b"\x28\xb5\x2f\xfdbroken", False),
        (b"a,b\n1,2\n", False),
    ],
)
def test_pages_are_told_by_content(tmp_path: Path, content: bytes, fits: bool) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(content)
    assert sniff.look(path).fits is fits
