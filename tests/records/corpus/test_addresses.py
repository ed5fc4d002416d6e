"""Addresses: a division where the names at the beginning leave no choice, and nothing where they do."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.definitions.divisions import Division, Divisions, divisions
from zhiquan.records.corpus.gates.addresses import Addresses

DEMO, CODES = Addresses(divisions()), {"", *divisions()}


@pytest.fixture(scope="module")
def addresses() -> Addresses:
    return DEMO


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("示例省示例市东湖区某路1号", "990101"),
        ("990001 示例省示例市南川县某镇", "990103"),
        ("(990001)中国示例省 示例市 西山区", "990102"),
        ("中国，示例省，示例市，北原县", "990104"),
        ("示例省示例市高新区某路1号", "990100"),  # the county is not in the table: certain as far as it goes
        ("示例省东湖区某路1号", "990101"),  # the prefecture left out
        ("示例省", "990000"),
    ],
)
def test_the_deepest_certain_division_is_taken(addresses: Addresses, address: str, code: str) -> None:
    assert addresses.division(address) == code


@pytest.mark.parametrize(
    "address",
    [
        "",
        "东湖区某路1号",
        "示例市东湖区",
        "某公司转示例省示例市东湖区",
        "1600 Amphitheatre Parkway",
        "省市区",
        "990001",
    ],
)
def test_what_does_not_begin_with_a_province_stays_without_division(addresses: Addresses, address: str) -> None:
    assert addresses.division(address) == ""


def test_without_a_table_nothing_is_read() -> None:
    assert Addresses().division("示例省示例市东湖区") == ""


def names(**codes: Division) -> Divisions:
    return Divisions({code[1:]: one for code, one in codes.items()}, {})


def test_of_two_codes_with_one_name_the_one_in_force_counts() -> None:
    table = names(
        c980000=Division(zh="甲省", en="A"),
        c980101=Division(zh="乙县", en="B", valid_to=date(2010, 1, 1), successors=("980102",)),
        c980102=Division(zh="乙县", en="B", valid_from=date(2010, 1, 2)),
    )
    assert Addresses(table, date(2020, 1, 1)).division("甲省乙县") == "980102"
    assert Addresses(table, date(2005, 1, 1)).division("甲省乙县") == "980101"
    assert Addresses(table).division("甲省乙县") == "980000"


def test_two_counties_of_one_name_in_a_province_need_their_prefecture() -> None:
    table = names(
        c980000=Division(zh="甲省", en="A"),
        c980100=Division(zh="丙市", en="C"),
        c980200=Division(zh="丁市", en="D"),
        c980101=Division(zh="城区", en="E"),
        c980201=Division(zh="城区", en="F"),
    )
    found = Addresses(table, date(2020, 1, 1))
    assert found.division("甲省城区某路") == "980000"
    assert found.division("甲省丁市城区某路") == "980201"


@given(st.text(max_size=60))
def test_no_text_breaks_the_reading_of_addresses(text: str) -> None:
    assert DEMO.division(text) in CODES
