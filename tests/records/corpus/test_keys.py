"""Keys: the same right has the same key in every source, and nothing is guessed on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.making import number

from zhiquan.records.corpus.keys import (
    indication_key,
    key_as_typed,
    mark_key,
    office_of,
    organisation_key,
    patent_key,
    publication_key,
)
from zhiquan.rules.identifiers import Broken

OFFICES = st.sampled_from(["CN", "US", "EP", "WO", "JP", "DE", "KR"])


@pytest.mark.parametrize(
    ("office", "written", "key"),
    [
        ("CN", "201410000001.6", "CN201410000001.6"),
        ("CN", "ZL 2014 1 0000001.6", "CN201410000001.6"),
        ("CN", "102014000000001", "CN201410000001.6"),  # the fifteen digits of PATENTSCOPE
        ("US", "16/123,456", "US.16123456"),
        ("US", "US 16123456", "US.16123456"),
        ("EP", "16123456.7", "EP.16123456"),  # a check digit stands behind a dot
        ("EP", "EP16123456", "EP.16123456"),
        ("DE", "10 2010 012 345.6", "DE.102010012345"),
        ("WO", "PCT/CN2016/084836", "WO.CN2016084836"),
        ("WO", "PCT/US98/12345", "WO.US1998012345"),
        ("KR", "10-2015-0012345", "KR.1020150012345"),
        ("JP", "特願2010-123456", "JP.特願2010123456"),  # 実願 with the same digits is another right
    ],
)
def test_one_right_written_in_many_ways_has_one_key(office: str, written: str, key: str) -> None:
    assert patent_key(office, written) == key


@pytest.mark.parametrize("written", ["20141000001", "CN20051012345", "", "?", "2014100000016X"])
def test_a_chinese_number_that_lacks_a_digit_is_not_filled_up(written: str) -> None:
    assert isinstance(patent_key("CN", written), Broken)


@pytest.mark.parametrize(
    ("office", "written", "code", "key"),
    [
        ("CN", "CN 104282860 A", "", "CN104282860A"),
        ("CN", "104282860", "", "CN104282860"),  # lists of PATENTSCOPE: neither country nor kind code
        ("CN", "104282860", "B", "CN104282860B"),
        ("CN", "CN104282860B", "B", "CN104282860B"),
        ("US", "US-10123456-B2", "", "US10123456B2"),
        ("US", "20170071586", "A1", "US20170071586A1"),
        ("US", "US20170071586A1", "A1", "US20170071586A1"),
        ("WO", "WO 98/12345", "A1", "WO1998012345A1"),
        ("WO", "2009043854", "", "WO2009043854"),
        ("WO", "WO/2009/043854", "", "WO2009043854"),
        ("EP", "1000000", "A1", "EP1000000A1"),
    ],
)
def test_a_publication_has_one_key_with_its_kind_code_once(office: str, written: str, code: str, key: str) -> None:
    assert publication_key(office, written, code) == key


def test_a_kind_code_that_is_none_is_told() -> None:
    broken = publication_key("EP", "1000000", "first")
    assert isinstance(broken, Broken)
    assert broken.rule == "kind-code"


@pytest.mark.parametrize(
    ("number", "office"),
    [("ZL201410000001.6", "CN"), ("PCT/US98/12345", "WO"), ("US-10123456-B2", "US"), ("WO 98/12345", "WO")],
)
def test_a_number_says_its_office_where_it_begins_with_it(number: str, office: str) -> None:
    assert office_of(number) == office


@pytest.mark.parametrize("number", ["104282860", "USRE043035", "", "电池"])
def test_a_number_that_does_not_begin_with_an_office_names_none(number: str) -> None:
    assert office_of(number) == ""


def test_marks_are_keyed_by_office_and_number_for_all_their_classes() -> None:
    assert mark_key("CN", "第12345678号") == mark_key("CN", "12345678/09") == "tm.CN.12345678"
    assert mark_key("CN", "12345678A") == "tm.CN.12345678A"
    assert mark_key("US", "76/044,902") == "tm.US.76044902"
    assert isinstance(mark_key("CN", "1234567890"), Broken)


def test_indications_keep_the_hyphens_of_their_numbers() -> None:
    assert indication_key("EU", "PGI-CN-1234") == "gi.EU.PGI-CN-1234"
    assert indication_key("UK", "Aguardente de Vinho Douro") == "gi.UK.AGUARDENTE-DE-VINHO-DOURO"
    assert isinstance(indication_key("EU", " / "), Broken)


def test_organisations_are_keyed_by_code_before_name_and_names_only_as_folded() -> None:
    assert organisation_key("91110000MA00000000", "甲") == "org.91110000MA00000000"
    assert organisation_key("", "示例（北京）公司") == organisation_key("", "示例(北京) 公司")
    assert organisation_key("", "示例公司") != organisation_key("", "示例有限公司")


@pytest.mark.parametrize("typed", ["US.16123456", "pub.WO2009043854A1", "ref.00ff"])
def test_a_key_that_is_typed_stays_as_it_is(typed: str) -> None:
    assert key_as_typed(typed) == typed


def test_a_number_that_is_typed_becomes_its_key() -> None:
    assert key_as_typed(" zl201410000001.6 ") == "CN201410000001.6"
    assert isinstance(key_as_typed("US 16123456"), Broken)


@given(OFFICES, st.text(max_size=30), st.text(max_size=3))
def test_no_text_breaks_the_reading_of_numbers(office: str, text: str, code: str) -> None:
    for found in (patent_key(office, text), publication_key(office, text, code), mark_key(office, text)):
        assert isinstance(found, Broken) or found
    assert isinstance(indication_key("EU", text), str | Broken)


@given(st.integers(1, 9_999_999), st.sampled_from(["{}", "CN{}", "ZL{}", "zl {}", "cn{}"]))
def test_every_form_of_a_chinese_number_meets_in_one_key(serial: int, form: str) -> None:
    bare = number(serial).removeprefix("CN")
    assert patent_key("CN", form.format(bare)) == patent_key("CN", bare.split(".")[0]) == number(serial)
