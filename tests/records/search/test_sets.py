"""Earlier queries in a query."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.making import number

from zhiquan.records.search.language import parse
from zhiquan.records.search.language.parser import MOST
from zhiquan.records.search.language.sets import MOST_OPEN
from zhiquan.rules.refusal import Refusal

SETS = ("TI=电池", "PA=大学", "#1 OR #2", number(7))


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("#1 AND #2", "TI=电池 AND PA=大学"),
        ("＃1 #2", "TI=电池 AND PA=大学"),
        ("#3 NOT KI=发明", "(TI=电池 OR PA=大学) NOT KI=发明"),
        ("#4 OR #1", f"AN={number(7)} OR TI=电池"),
        ("#1 3W 隔膜", "TI=电池 3W 隔膜"),
        ("#电池", "电池"),
        ("#5g", "#5g"),
    ],
)
def test_an_earlier_query_stands_for_what_was_written(query: str, written: str) -> None:
    assert parse(query, SETS) == parse(written)


def refused(query: str, *sets: str) -> str:
    with pytest.raises(Refusal) as refusal:
        parse(query, sets)
    assert refusal.value.code == "search.syntax"
    return refusal.value.text.zh


def test_what_cannot_be_meant_is_told() -> None:
    assert "还没有先前的检索集" in refused("#1")
    assert "第 4 个字符“#3”处：没有检索集 #3，现有 #1 至 #2" in refused("池  #3", "电", "池")
    assert "没有检索集 #0" in refused("#0", "电")
    assert "没有检索集 #999" in refused("#" + "9" * 5000, "电")
    assert "不能再写字段" in refused("TI=(#1)", "电")
    assert "检索集 #1 读不懂（检索式第 6 个字符处：此处应为" in refused("#1", "TI=(电")
    assert "读不懂（请输入检索词）" in refused("#1", " ")


@pytest.mark.parametrize("sets", [("#1",), ("#2", "#1"), ("电 OR #2", "膜 NOT (#3)", "#1")])
def test_a_query_that_names_itself_is_refused(sets: tuple[str, ...]) -> None:
    assert "引用了自己" in refused("#1", *sets)


def test_earlier_queries_cannot_multiply_or_deepen_beyond_the_bounds() -> None:
    doubling = ("电", *(f"#{at} AND #{at}" for at in range(1, 13)))
    assert f"最多 {MOST} 个" in refused("#13", *doubling)
    chain = ("电", *(f"#{at}" for at in range(1, 40)))
    assert f"{MOST_OPEN} 层" in refused("#40", *chain)
    assert parse(f"#{MOST_OPEN}", chain) == parse("电")
    nested = ("电", *(f"#{at} OR " + "NOT (膜 AND " * 60 + f"#{at}" + ")" * 60 for at in range(1, 9)))
    assert "最多" in refused("#9", *nested)


@given(
    st.lists(st.text(alphabet="#123 电ANDORT()=", max_size=12), max_size=3), st.text(alphabet="#1234 电()", max_size=9)
)
def test_whatever_is_kept_is_a_tree_or_a_refusal(sets: list[str], query: str) -> None:
    assert answered(query, sets).startswith("search.") or parse(query, sets) == parse(query, list(sets))


def answered(query: str, sets: list[str]) -> str:
    """The code of the refusal, empty for a tree; any other exception is a fault of the parser."""
    try:
        parse(query, sets)
    except Refusal as refusal:
        return refusal.code
    return ""
