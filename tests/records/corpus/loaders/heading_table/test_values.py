"""Values as lists write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.loaders.heading_table.values import DateForm, by_scheme, day, days, money, period, tidy


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2015-06-30", "2015-06-30"),
        ("2015.6.30", "2015-06-30"),
        ("2015/6/3 00:00:00", "2015-06-03"),
        ("20150630", "2015-06-30"),
        ("2015年6月30日", "2015-06-30"),
        ("42185", "2015-06-30"),
        ("0", ""),
        ("00000000", ""),
        ("0000-00-00", ""),
        ("2015-02-30", "2015-02-30"),
        ("30/06/2015", "30/06/2015"),
        ("不详", "不详"),
    ],
)
def test_dates_become_iso_and_what_is_none_stays_for_the_gates(text: str, iso: str) -> None:
    assert day(text) == iso


@given(st.dates(date(1985, 1, 1), date(2099, 12, 31)))
def test_the_order_of_a_date_is_the_mappings(on: date) -> None:
    assert day(f"{on.day}/{on.month}/{on.year}", DateForm.DAY_FIRST) == on.isoformat()
    assert day(f"{on.month}/{on.day}/{on.year}", DateForm.MONTH_FIRST) == on.isoformat()
    assert day(on.isoformat(), DateForm.MONTH_FIRST) == on.isoformat()


def test_several_dates_of_a_cell() -> None:
    assert days("2019.1.2; 2021-03-04") == ["2019-01-02", "2021-03-04"]
    assert days("") == []


@pytest.mark.parametrize(
    ("text", "unit", "amount", "currency"),
    [
        ("500", "万元", "5000000", "CNY"),
        ("500万元", "", "5000000", "CNY"),
        ("1,234.50", "元", "1234.5", "CNY"),
        ("￥1,000", "", "1000", "CNY"),
        ("1.2亿元", "万元", "120000000", "CNY"),
        ("USD 3000", "", "3000", "USD"),
        ("20万美元", "万元", "200000", "USD"),
        ("面议", "万元", "面议", ""),
        ("", "万元", "", ""),
    ],
)
def test_amounts_are_in_whole_units_of_their_currency(text: str, unit: str, amount: str, currency: str) -> None:
    assert money(text, unit) == (amount, currency)


@pytest.mark.parametrize(
    "text", ["2019-01-21 至 2029-01-20", "2019年1月21日-2029年1月20日", "20190121~20290120", "2019.01.21—2029.01.20"]
)
def test_a_period_is_from_its_first_to_its_last_date(text: str) -> None:
    assert period(text) == ("2019-01-21", "2029-01-20")


def test_a_period_that_names_no_two_dates_is_none() -> None:
    assert period("5年") == period("2019-01-21起") == ("", "")


@pytest.mark.parametrize("text", ["-", "——", "无", " NULL ", "/", "N/A", ""])
def test_signs_for_nothing_are_nothing(text: str) -> None:
    assert tidy(text) == ""


def test_symbols_that_share_a_column_are_parted_by_their_form() -> None:
    assert by_scheme("H01M10/0525; 26-05;G06F 3/01") == ("H01M10/0525;G06F 3/01", "26-05")
