"""The query language: what searchers write, and what they are told when it cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.making import number

from zhiquan.records.search.language import parse
from zhiquan.records.search.language.parser import DEEPEST, LONGEST, MOST
from zhiquan.records.search.language.tree import (
    And,
    ClassBelow,
    Everything,
    Filed,
    KindIs,
    Mode,
    Not,
    Number,
    Or,
    Term,
    TextField,
)
from zhiquan.rules.refusal import Refusal

TI, AB, PA = (TextField.TITLE,), (TextField.ABSTRACT,), (TextField.APPLICANT,)
BOTH = TI + AB


def term(text: str) -> Term:
    return Term(BOTH, text)


@pytest.mark.parametrize(
    ("query", "tree"),
    [
        ("锂電池", term("锂电池")),
        ("*", Everything()),
        ('"电池 隔膜"', term("电池隔膜")),
        ("电池 隔膜", And((term("电池"), term("隔膜")))),
        ("电池 与 隔膜", And((term("电池"), term("隔膜")))),
        ("电池与隔膜", term("电池与隔膜")),
        ("非晶 合金", And((term("非晶"), term("合金")))),
        ("电池 或 隔膜 AND 膜", Or((term("电池"), And((term("隔膜"), term("膜")))))),
        ("电池 NOT 隔膜", And((term("电池"), Not(term("隔膜"))))),
        ("非 电池", Not(term("电池"))),
        ("NOT NOT 电池", term("电池")),
        ("TI=(电池 AND 隔膜)", And((Term(TI, "电池"), Term(TI, "隔膜")))),
        ("名称＝（电池 OR AB=膜）", Or((Term(TI, "电池"), Term(AB, "膜")))),
        ("ti=电池", Term(TI, "电池")),
        ("申请人=示例", Term(PA, "示例")),
        ("PA=示例+", Term(PA, "示例", Mode.BEGINS)),
        ('PA="示例大学"', Term(PA, "示例大学", Mode.EXACT)),
        ("IC=H01M10/0525", ClassBelow("ipc", "H01M10/0525")),
        ("IC=(H01M OR G)", Or((ClassBelow("ipc", "H01M"), ClassBelow("ipc", "G")))),
        ("分类号=h01m10/+", ClassBelow("ipc", "H01M10")),
        ("LC=06-01", ClassBelow("locarno", "06-01")),
        ("AD=2015", Filed(20150101, 20151231)),
        ("AD=201502", Filed(20150201, 20150228)),
        ("AD=2015-06-30", Filed(20150630, 20150630)),
        ("AD=[2010 TO 2015]", Filed(20100101, 20151231)),
        ("AD=[* TO 201506]", Filed(None, 20150630)),
        ("申请日>=2015", Filed(20150101, None)),
        ("AD>2015", Filed(20151232, None)),
        ("AD<2015", Filed(None, 20150100)),
        ("AD<=2015", Filed(None, 20151231)),
        ("KI=发明", KindIs("invention")),
        ("类型=实用新型", KindIs("utility_model")),
    ],
)
def test_a_query_means(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize("written", [number(7), number(7).replace(".", ""), number(7)[2:], f"zl{number(7)[2:]}"])
def test_an_application_number_is_the_right_itself_however_it_is_written(written: str) -> None:
    assert parse(written) == Number(number(7))
    assert parse(f"AN={written}") == Number(number(7))


def test_a_number_with_a_wrong_check_character_is_refused_with_the_right_one() -> None:
    right = number(7)
    wrong = right[:-1] + ("1" if right[-1] != "1" else "2")
    with pytest.raises(Refusal) as refusal:
        parse(wrong)
    assert refusal.value.code == "search.number"
    assert right[-1] in refusal.value.text.zh


@pytest.mark.parametrize(
    ("query", "place", "expected"),
    [
        ("TI=(电池 AND)", 11, "检索词"),
        ("(电池", 4, "右括号"),
        ("电池)", 3, "检索式结束"),
        ("AD=[2010 2015]", 10, "TO"),
        ('TI="电池', 4, "引号没有成对"),
        ("XX=电池", 1, "没有字段"),
        ("电池 OR", 6, "检索词"),
        ("IC=电池", 4, "分类号"),
        ("IC=06-01", 4, "LC=06-01"),
        ("AD=201513", 4, "不是日期"),
        ("AD=[2015 TO 2010]", 5, "起点晚于终点"),
        ("TI>=电池", 3, "只有申请日"),
        ("KI=商标", 4, "没有类型"),
        ("电?池", 1, "通配符"),
        ("电池 3W 隔膜", 4, "邻近检索"),
        ("TI=(电池 5d 隔膜)", 8, "邻近检索"),
        ("隔膜 ，", 4, "至少要有一个"),
        ("PA=+", 4, "至少要有一个"),
    ],
)
def test_a_fault_is_told_with_its_place_and_what_was_expected(query: str, place: int, expected: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(query)
    assert refusal.value.code == "search.syntax"
    assert f"第 {place} 个字符" in refusal.value.text.zh
    assert f"character {place} " in refusal.value.text.en.replace(":", " ")
    assert expected in refusal.value.text.zh


@pytest.mark.parametrize("query", ["", "  ", "　"])
def test_an_empty_query_is_refused(query: str) -> None:
    with pytest.raises(Refusal) as refusal:
        parse(query)
    assert refusal.value.code == "search.empty"


@pytest.mark.parametrize(
    "query",
    [
        "(" * (DEEPEST + 1) + "电" + ")" * (DEEPEST + 1),
        "(" * 3000 + "电" + ")" * 3000,
        "NOT " * 1500 + "电",
        "电" * (LONGEST + 1),
        "电 " * (MOST + 1),
        "(NOT " * 64 + "电" + ")" * 64,
    ],
)
def test_a_query_built_to_exhaust_the_parser_is_answered(query: str) -> None:
    assert answered(query) in {"", "search.syntax", "search.too-long"}


@given(st.text(alphabet='TIABPADKX电池非与()[]"=<>+*.，2015 TONR', max_size=40))
def test_whatever_is_typed_is_a_tree_or_a_refusal(query: str) -> None:
    assert answered(query) in {"", "search.empty", "search.syntax", "search.number"}


def answered(query: str) -> str:
    """The code of the refusal, empty for a tree; any other exception is a fault of the parser."""
    try:
        parse(query)
    except Refusal as refusal:
        return refusal.code
    return ""
