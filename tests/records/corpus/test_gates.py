"""Gates: each row's broken rule is named; what is odd but lawful is kept with a doubt."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.making import HEADING, number, row

from zhiquan.records.corpus.gates import DOUBTS, Gate, Origin, Refused, names, read_date, too_many
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.model import PatentRecord, Record

FIELDS = ("title", "application", "applicants", "filing_date", "main_class", "abstract")


def raw(serial: int = 1, **changes: object) -> RawRow:
    cells = [str(cell) for cell in row(serial, **changes)]
    return RawRow("专利!2", dict(zip(FIELDS, cells, strict=True)), dict(zip(HEADING, cells, strict=True)))


@pytest.fixture
def gate() -> Gate:
    return Gate(Origin("test", "b", "990101", date(2020, 1, 1)))


def accepted(outcome: Record | Refused) -> PatentRecord:
    assert isinstance(outcome, PatentRecord), outcome
    return outcome


def test_a_sound_row_becomes_a_record(gate: Gate) -> None:
    record = accepted(gate.check(raw(5)))
    assert record.key == number(5)
    assert record.applicants == ("示例大学", "示例公司")
    assert (record.main_class, record.class_scheme) == ("H01M10/0525", "ipc")
    assert record.filing_date == date(2014, 5, 6)
    assert (record.standing, record.kind, record.doubts) == ("valid", "invention", ())


def test_a_number_without_check_character_gets_the_right_key_and_is_marked_unchecked(gate: Gate) -> None:
    record = accepted(gate.check(raw(申请号=number(5)[:-2])))
    assert (record.key, record.number, record.standing) == (number(5), number(5)[:-2], "unchecked")


def wrong_check(serial: int) -> str:
    right = number(serial)
    return right[:-1] + ("1" if right[-1] != "1" else "2")


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"申请号": wrong_check(1)}, "number.check-digit"),
        ({"申请号": "", "申请人": "", "申请日": ""}, "number.empty"),
        ({"申请号": "20141000"}, "number.year"),
        ({"专利名称": "  "}, "title.missing"),
        ({"申请日": "?"}, "filing-date.unreadable"),
        ({"申请日": "2014-02-30"}, "filing-date.unreadable"),
        ({"申请日": "1985-03-31"}, "filing-date.before-law"),
        ({"申请日": "2020-01-02", "申请号": number(1, 2019)}, "filing-date.future"),
        ({"申请日": "2016-01-01"}, "filing-year.after-number"),
    ],
)
def test_a_broken_rule_is_named(gate: Gate, changes: dict[str, object], rule: str) -> None:
    outcome = gate.check(raw(**changes))
    assert isinstance(outcome, Refused)
    assert outcome.rule == rule
    assert outcome.text.zh
    assert outcome.text.en


@pytest.mark.parametrize(
    ("changes", "doubt"),
    [
        ({"申请日": "2009-10-28"}, "filing-year.earlier"),
        ({"申请日": "2015-01-30"}, "filing-year.later"),
        ({"主分类号": "未知"}, "class.unreadable"),
        ({"申请人": ""}, "applicant.missing"),
        ({"申请日": ""}, "filing-date.missing"),
    ],
)
def test_what_is_odd_but_lawful_is_kept_with_a_doubt(gate: Gate, changes: dict[str, object], doubt: str) -> None:
    assert accepted(gate.check(raw(**changes))).doubts == (doubt,)
    assert doubt in DOUBTS


@pytest.mark.parametrize(
    "text",
    [
        "2015-06-30", "2015.6.30", "20150630", "2015/06/30", "2015年6月30日", "2015-06-30 00:00:00", "2015/6/30 0:00",
        "2015-06-30T00:00:00.000Z", " 2015 年 6 月 30 日 ", "2015-06-30+08:00",
    ],
)  # fmt: skip
def test_dates_are_read_as_exports_write_them(text: str) -> None:
    assert read_date(text) == date(2015, 6, 30)


@pytest.mark.parametrize("text", ["2015630", "2015-06", "30.06.2015", "2015", "20150631", "15-06-30", "二〇一五年"])
def test_a_date_that_could_be_read_in_two_ways_or_in_none_is_not_read(text: str) -> None:
    assert read_date(text) is None


@given(st.text(max_size=12))
def test_no_text_breaks_the_reading_of_dates(text: str) -> None:
    assert read_date(text) is None or isinstance(read_date(text), date)


def test_names_are_split_and_each_is_kept_once() -> None:
    assert names(" 甲;乙；甲|丙\n丁; ") == ("甲", "乙", "丙", "丁")
    assert names("张三、李四公司") == ("张三、李四公司",)


def test_a_batch_is_refused_above_its_share_or_when_nothing_is_left() -> None:
    assert not too_many(100, 5, 0.05)
    assert too_many(100, 6, 0.05)
    assert too_many(3, 3, 1.0)
    assert too_many(0, 0, 0.05)
