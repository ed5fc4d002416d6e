"""Numbers as texts print them: bound, scale, unit, ranges, ranks, fractions, rows of awards."""

from __future__ import annotations

from decimal import Decimal

import pytest

from zhiquan.insight.readings.numbers.lexer import quantities
from zhiquan.insight.readings.numbers.names import blanked, names
from zhiquan.insight.readings.text.folding import fold


def said(text: str) -> list[tuple[str, str, str]]:
    folded = fold(text)
    return [(f"{q.value.normalize():f}", q.unit, q.bound.value) for q in quantities(blanked(folded, names(folded)), [])]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("270余家企业", [("270", "家", ">")]),
        ("近1.2亿条数据", [("120000000", "条", "<~")]),
        ("结案率超90%", [("90", "%", ">")]),
        ("100亿元以上且增长20%以上", [("10000000000", "元", ">="), ("20", "%", ">=")]),
        ("不少于３０件", [("30", "件", ">=")]),
        ("142个(件)地理标志", [("142", "个", "")]),
        ("獲1金2銀7優秀", [("1", "金", ""), ("2", "银", ""), ("7", "优秀", "")]),
        ("排名第2位", [("2", "位", "")]),
        ("百分之二十以上", [("20", "%", ">=")]),
        ("增长近三成", [("30", "%", "<~")]),
        ("不足三分之一", [("33.3", "%", "<")]),
        ("比2020年翻了一番", [("100", "%", "")]),
        ("分别为-2.3%", [("-2.3", "%", "")]),
        ("实现全覆盖", [("100", "%", "")]),
    ],
)
def test_a_number_is_read_with_what_belongs_to_it(text: str, read: list[tuple[str, str, str]]) -> None:
    found = said(text)
    assert [one for one in found if one[1] not in {"年", ""}][-len(read) :] == read


def test_a_range_keeps_both_ends() -> None:
    (found,) = quantities(fold("每年新增3—5万件"), [])
    assert (found.value, found.upper) == (30_000, Decimal(50_000))


@pytest.mark.parametrize(
    "text",
    [
        "应对337调查",
        "围绕“1355”推进",
        "“1+3+N”体系",
        "iPhone14系列",
        "第二十五次会议",
        "《2023年工作要点》",
        "1.深入学习。2.巩固成果",
        "索引号 1134160073302996XP/202311-00118",
        "三年行动方案",
        "10:11:37",
        "一件好事",
    ],
)
def test_names_that_hold_digits_are_no_figures(text: str) -> None:
    assert said(text) == []


def test_a_number_never_takes_its_unit_from_the_next_line() -> None:
    assert said("共18\n件数不详") == [("18", "", "")]
