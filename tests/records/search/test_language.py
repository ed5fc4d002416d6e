"""The query language: what searchers write, and what they are told when it cannot be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.making import number

from zhiquan.records.search.language import parse
from zhiquan.records.search.language.fields import HELP, NAMES, OPERATORS
from zhiquan.records.search.language.parser import DEEPEST, LONGEST, MOST
from zhiquan.records.search.language.tree import (
    And,
    Below,
    Code,
    Dated,
    Day,
    Everything,
    Is,
    Like,
    Mode,
    Near,
    Not,
    Number,
    Or,
    Sign,
    Term,
    TextField,
    Wild,
)
from zhiquan.records.search.numbers import compact
from zhiquan.rules.refusal import Refusal

TI, AB, CL, PA = ((field,) for field in list(TextField)[:4])
TEXT = TI + AB + CL


def term(text: str) -> Term:
    return Term(TEXT, text)


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
        ("IC=H01M10/0525", Below("ipc", "H01M10/0525")),
        ("IC=(H01M OR G)", Or((Below("ipc", "H01M"), Below("ipc", "G")))),
        ("分类号=h01m10/+", Below("ipc", "H01M10")),
        ("LC=06-01", Below("locarno", "06-01")),
        ("AD=2015", Dated(Day.FILED, 20150101, 20151231)),
        ("AD=201502", Dated(Day.FILED, 20150201, 20150228)),
        ("AD=2015-06-30", Dated(Day.FILED, 20150630, 20150630)),
        ("AD=[2010 TO 2015]", Dated(Day.FILED, 20100101, 20151231)),
        ("AD=[* TO 201506]", Dated(Day.FILED, None, 20150630)),
        ("申请日>=2015", Dated(Day.FILED, 20150101, None)),
        ("AD>2015", Dated(Day.FILED, 20151232, None)),
        ("AD<2015", Dated(Day.FILED, None, 20150100)),
        ("AD<=2015", Dated(Day.FILED, None, 20151231)),
        ("KI=发明", Is(Code.KIND, "invention")),
        ("TI=电？池", Wild(TI, (Sign("电"), Sign("?", "han"), Sign("池")))),
        ("TI=*LED#", Wild(TI, (Sign("+", "word"), *map(Sign, "led"), Sign("#", "word")))),
        ("TI=锂?5", Wild(TI, (Sign("锂"), Sign("?", "word"), Sign("5")))),
        ("TI=+電池#", Term(TI, "电池")),
        ('TI="电?池"', Term(TI, "电?池")),
        ("TI=锂*电池", Near(TI, Term(TI, "锂"), Term(TI, "电池"), None, ordered=True)),
        ("PA=+大学", Like(TextField.APPLICANT, ("", "+", "大学"))),
        ("AN=CN2014+", Like("application", ("CN2014", "+", ""))),
        ("AN=zl2014+.x", Like("application", ("CN2014", "+", "X"))),
        ("电池 3w 隔膜", Near(TEXT, term("电池"), term("隔膜"), 3, ordered=True)),
        ("TI=(电池 5D 隔膜)", Near(TI, Term(TI, "电池"), Term(TI, "隔膜"), 5, ordered=False)),
        ("TI=电池 5D 隔膜", Near(TI, Term(TI, "电池"), term("隔膜"), 5, ordered=False)),
        (
            "膜 AND 电池 0W(隔 OR 膜)",
            And((term("膜"), Near(TEXT, term("电池"), Or((term("隔"), term("膜"))), 0, True))),
        ),
        ("3D 打印", And((term("3d"), term("打印")))),
        ("打印 AND 3D", And((term("打印"), term("3d")))),
        ("(打印 3D) 机", And((And((term("打印"), term("3d"))), term("机")))),
        ("类型=实用新型", Is(Code.KIND, "utility_model")),
        ("KI=“地理标志（PGI）”", Is(Code.KIND, "pgi")),
        ("权利=商标", Is(Code.WHAT, "mark")),
        ("OF=us", Is(Code.OFFICE, "US")),
        ("ST=有效", Is(Code.STATUS, "有效")),
        ("ST=+有效+", Like(Code.STATUS, ("", "+", "有效", "+", ""))),
        ("DV=370900", Below("division", "3709")),
        ("DV=37", Below("division", "37")),
        ("DV=370000", Below("division", "37")),
        ('DV="370900"', Is(Code.DIVISION, "370900")),
        ("IN=张+", Term((TextField.INVENTOR,), "张", Mode.BEGINS)),
        ("CL=(膜 AND 池)", And((Term(CL, "膜"), Term(CL, "池")))),
        ("CPC=Y02E60/10", Below("cpc", "Y02E60/10")),
        ("NC=(9 OR 0901)", Or((Below("nice", "09"), Below("nice", "0901")))),
        ("VC=26.1", Below("vienna", "26.1")),
        ("PD=[2010 TO *]", Dated(Day.PUBLISHED, 20100101, None)),
        ("GD<2015", Dated(Day.GRANTED, None, 20150100)),
        ("年份=2015", Dated(Day.DATED, 20150101, 20151231)),
        ("PN=CN204012345U", Number("publication", "CN204012345U")),
        ("AN=US16/123,456", Number("application", "US16123456")),
        ("电池 S 隔膜", Near(TEXT, term("电池"), term("隔膜"), None, ordered=False, inside="sentence")),
        ("CL=(电池 P 膜)", Near(CL, Term(CL, "电池"), Term(CL, "膜"), None, ordered=False, inside="paragraph")),
        ("S 型", And((term("s"), term("型")))),
        ("电池 s 型", And((term("电池"), term("s"), term("型")))),
        (
            "12345678",
            Or((Number("application", "12345678"), Number("publication", "12345678"), term("12345678"))),
        ),
        (
            "US 2019/0012345 A1",
            Or(
                (
                    Number("application", "US20190012345A1"),
                    Number("publication", "US20190012345A1"),
                    term("us 2019/0012345 a1"),
                )
            ),
        ),
    ],
)
def test_a_query_means(query: str, tree: object) -> None:
    assert parse(query) == tree


@pytest.mark.parametrize("written", [number(7), number(7).replace(".", ""), number(7)[2:], f"zl{number(7)[2:]}"])
def test_an_application_number_is_the_right_itself_however_it_is_written(written: str) -> None:
    assert parse(written) == Number("application", compact(number(7)))
    assert parse(f"AN={written}") == Number("application", compact(number(7)))


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
        ("IC=H01M50/4+", 4, "按层级截断"),
        ("AD=201513", 4, "不是日期"),
        ("AD=[2015 TO 2010]", 5, "起点晚于终点"),
        ("TI>=电池", 3, "只有日期"),
        ("KI=商标", 4, "没有类型"),
        ("电???池", 1, "最多连写两个"),
        ("电??", 1, "首尾"),
        ("电?+池", 1, "连写"),
        ("电#电#电#电#电", 1, "最多三个"),
        ("电+电+电+电+电", 1, "最多三个"),
        ("膜 +a", 3, "至少再写两个"),
        ("-?-", 1, "紧挨"),
        ("+", 1, "紧挨"),
        ("PA=+?", 4, "至少要有一个"),
        ("AN=+", 4, "通配写作"),
        ("AN=电池+", 4, "通配写作"),
        ("电池 3W AD=2015", 4, "只能是检索词"),
        ("PA=(示例+ 3W 公司)", 9, "只能是检索词"),
        ("(电池 AND 膜) 3W 膜", 12, "只能是检索词"),
        ("TI=电池 5D AB=隔膜", 7, "同一字段"),
        ("电 1W 电 1W 电 1W 电 1W 电", 18, "最多连写"),
        ("电 S 膜 3W 池", 7, "S、P 之后"),
        ("电 S 膜 P 池", 7, "S、P 之后"),
        ("DV=东湖", 4, "区划写作"),
        ("PN=电池", 4, "不是号码"),
        ("WH=版权", 4, "没有权利"),
        ("NC=46", 4, "NC=9"),
        ("OF=国", 4, "OF=CN"),
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


@given(st.text(alphabet='TIABPADKXN电池非与()[]"=<>+*?#.，2015 TONRWD´', max_size=40))
def test_whatever_is_typed_is_a_tree_or_a_refusal(query: str) -> None:
    assert answered(query) in {"", "search.empty", "search.syntax", "search.number"}


def answered(query: str) -> str:
    """The code of the refusal, empty for a tree; any other exception is a fault of the parser."""
    try:
        parse(query)
    except Refusal as refusal:
        return refusal.code
    return ""


def test_every_field_has_help_whose_example_can_be_read() -> None:
    assert set(HELP) == set(NAMES)
    for help_of in (*HELP.values(), *OPERATORS):
        parse(help_of.example)


def test_names_of_fields_are_each_one_field_and_found_in_capitals() -> None:
    written = [name for names in NAMES.values() for name in names]
    assert len(written) == len(set(written))
    assert all(name == name.upper() for name in written)
