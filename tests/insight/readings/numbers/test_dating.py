"""Periods as texts write them, and as damaged texts wrote them."""

from __future__ import annotations

from datetime import date

import pytest

from zhiquan.insight.readings.numbers.dating import whens
from zhiquan.insight.readings.text.folding import fold

TODAY = date(2023, 11, 30)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2020年，", "2020"),
        ("二〇二〇年，", "2020"),
        ("2023年1—10月，", "2023-01/10"),
        ("1-9月", "2023-01/09"),
        ("上半年", "2023-01/06"),
        ("2022年前三季度", "2022-01/09"),
        ("去年三季度", "2022-07/09"),
        ("截至8月底", "@2023-08-31"),
        ("截至2024年12月31日", "@2024-12-31"),
        ("今年以来", "2023-01-01.."),
        ("自2021年6月1日起", "2021-06-01.."),
        ("2021—2023年", "2021/2023"),
        ("“十三五”时期", "2016/2020"),
        ("“十四五”以来", "2021-01-01.."),
        ("2024年2月", "2024-02"),
        ("二〇二四年三月五日", "2024-03-05"),
        ("目前", "@2023-11-30"),
    ],
)
def test_a_period_is_two_days(text: str, code: str) -> None:
    (found,) = whens(fold(text), TODAY)
    assert found.period.code == code
    assert not found.repaired


@pytest.mark.parametrize(
    ("text", "code", "read"),
    [
        ("20231-10月，全市", "2023-01/10", "2023年1-10月"),
        ("2023426日，国家", "2023-04-26", "2023年4月26日"),
        ("510日国家知识产权局", "2023-05-10", "5月10日"),
    ],
)
def test_a_date_that_lost_characters_is_repaired_where_one_reading_is_left(text: str, code: str, read: str) -> None:
    (found,) = whens(fold(text), TODAY)
    assert (found.period.code, found.repaired) == (code, read)


@pytest.mark.parametrize("text", ["2023111日", "111日", "1355日", "在30日内", "12个月", "“十四五”规划"])
def test_what_could_be_two_dates_or_is_none_is_left_alone(text: str) -> None:
    assert [one for one in whens(fold(text), TODAY) if one.period.first == one.period.last] == []


def test_a_base_is_no_period_of_the_figure() -> None:
    (found,) = whens(fold("比2015年增长"), TODAY)
    assert found.reach.value == "base"
