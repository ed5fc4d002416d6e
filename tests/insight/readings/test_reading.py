"""Rules of language: which noun, period, growth, rank or target a number belongs to."""

from __future__ import annotations

import time
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhiquan.insight.readings.audit import audit
from zhiquan.insight.readings.model import Reading, Standing
from zhiquan.insight.readings.numbers.lexer import quantities
from zhiquan.insight.readings.text.folding import fold


def only(text: str) -> Reading:
    (found,) = audit(text).readings
    return found


def topics(text: str) -> list[tuple[str, str]]:
    return [(one.topic, one.quantity.shown if one.quantity else "") for one in audit(text).readings]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("发明专利授权量330件", "invention.granted"),
        ("获授权发明专利330件", "invention.granted"),
        ("330件发明专利获得授权", "invention.granted"),
        ("商标注册申请量18856件", "mark.applied"),
        ("有效注册商标量107757件", "mark.valid"),
        ("每万人口高价值发明专利拥有量31.6件", "highvalue.per10k"),
        ("办理奥林匹克标志案件3件", "case.olympic"),
        ("8家企业通过地理标志专用标志使用核准", "gi.users"),
    ],
)
def test_a_topic_is_told_by_its_words_in_any_order_before_or_after(text: str, topic: str) -> None:
    assert only(f"全市{text}。").topic == topic


def test_a_figure_without_a_noun_of_its_own_speaks_of_the_one_before() -> None:
    assert topics("办理质押融资281笔，涉及专利、商标1556件，金额41.49亿元，惠及企业270余家。") == [
        ("pledge", "281笔"), ("pledge", "1556件"), ("pledge", "41.49亿元"), ("pledge", "270余家"),
    ]  # fmt: skip


def test_parts_in_brackets_are_parts_of_what_stands_before() -> None:
    found = topics("查处知识产权违法案件73件（商标61件、地理标志4件）。")
    assert found == [("case.ip", "73件"), ("case.mark", "61件"), ("gi.cases", "4件")]


def test_a_limit_in_brackets_is_no_figure() -> None:
    assert topics("办理质押贷款（1000万元以下）49笔。") == [("pledge", "49笔")]


def test_a_rate_with_a_name_of_its_own_never_takes_the_one_before() -> None:
    assert [one.topic for one in audit("结案率87.5%；纠纷和解率92%。").readings] == ["case.closing.rate", ""]


def test_respectively_pairs_names_and_numbers() -> None:
    found = audit("发明、实用新型专利授权量分别为12件、30件，同比分别增长8%、3%。").readings
    assert [(one.topic, one.quantity and one.quantity.shown, one.growth[0].quantity.shown) for one in found] == [
        ("invention.granted", "12件", "8%"),
        ("utility.granted", "30件", "3%"),
    ]


def test_respectively_with_unequal_rows_is_a_doubt() -> None:
    found = audit("发明、实用新型、外观设计授权量分别为12件、30件。").readings
    assert {one.standing for one in found} == {Standing.DOUBTFUL}


@pytest.mark.parametrize(
    ("text", "grown"),
    [
        ("专利授权量100件，同比增长5%。", [5]),
        ("专利授权量100件，同比下降5%，环比增长2%。", [-5, 2]),
        ("专利授权量增长到100件。", []),
        ("专利授权量100件，占全省的5%。", []),
        ("结案率95%，比上年提高0.5个百分点。", ["0.5"]),
        ("结案率95%，低于全国平均水平0.5个百分点。", []),
    ],
)
def test_a_change_is_no_value_and_a_value_no_change(text: str, grown: list[object]) -> None:
    found = audit(text).readings
    assert [str(one.amount) for one in found[0].growth] == list(map(str, grown))


def test_the_basis_of_a_growth_is_inherited_and_says_so() -> None:
    found = audit("专利授权量100件，同比增长5%，其中发明专利授权20件，增长3%。").readings
    assert [(one.growth[0].basis.value, one.growth[0].inherited) for one in found] == [("yoy", False), ("yoy", True)]


def test_a_target_ends_with_its_bracket() -> None:
    found = audit("质押融资105亿元（目标超100亿元），惠及企业30家。").readings
    assert [one.target for one in found] == [False, True, False]


def test_everything_a_plan_says_is_meant_not_reached_unless_it_says_so() -> None:
    found = audit("2023年全市知识产权工作要点\n专利转让许可27000次。去年已办理质押融资80亿元。").readings
    assert [(one.topic, one.target) for one in found] == [("transfer.licence", True), ("pledge", False)]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("2024年，全市专利授权量100件。\n商标注册量20件。", ["2024", "2024"]),
        ("2024年，截至8月底，专利授权量100件。有效发明专利20件。", ["2024-01/08", "@2024-08-31"]),
        ("上半年，专利授权量100件。", [None]),
        ("2025年3月1日\n去年，专利授权量100件，有效发明专利20件。", ["2024", "@2024-12-31"]),
        ("2023年11月30日\n5月10日，窗口揭牌，已办理商标业务395件。", ["2023-05-10.."]),
    ],
)
def test_the_period_is_the_nearest_that_governs(text: str, codes: list[str | None]) -> None:
    assert [one.period.code if one.period else None for one in audit(text).readings] == codes


def test_a_lost_unit_is_supplied_and_told() -> None:
    found = audit("处理商标案件2假冒专利案件8件。").readings
    assert [(one.topic, one.standing) for one in found] == [
        ("case.mark", Standing.REPAIRED), ("case.patent.fake", Standing.READ),
    ]  # fmt: skip


def test_a_unit_that_cannot_count_its_noun_is_a_doubt_with_both_readings() -> None:
    found = audit("备案服务网点9批省级服务网点6家。").readings
    assert [one.text.zh for one in found[0].doubts[0].candidates] == ["9 家", "9 批"]
    assert found[0].value is None


def test_a_lone_thousands_comma_among_plain_numbers_is_a_doubt() -> None:
    found = audit("授权1234件、申请5678件、注册9012件、备案3456件，质押登记12,345笔。").readings
    assert found[-1].standing is Standing.DOUBTFUL


def test_every_reading_points_at_its_own_characters() -> None:
    text = "２０２４年，全市專利授權量１，２３４件，同比增長５％，質押融資超３億元。"
    for one in audit(text).readings:
        assert one.quantity
        assert text[one.quantity.start : one.quantity.end].strip("超")[0] in "１３"


def test_a_text_without_figures_has_none() -> None:
    assert audit("一件好事，三个坚持，四个自信。").findings == ()


def test_the_time_grows_with_the_length_and_no_faster() -> None:
    """Four times the text takes four times as long, not sixteen times."""
    page = "第{n}区{n}年专利授权量{n}件，同比增长{n}%，质押融资{n}.5亿元，惠及企业{n}家，受理案件{n}件，结案{n}件。\n"
    short = "".join(page.format(n=n) for n in range(100, 140))
    long = "".join(page.format(n=n) for n in range(100, 260))
    audit(short)
    assert _seconds(long) < 4 * 2.5 * _seconds(short)


def _seconds(text: str) -> float:
    def once() -> float:
        start = time.process_time()
        audit(text)
        return time.process_time() - start

    return min(once() for _ in range(2))


PIECES = """
有效发明专利 每万人发明专利拥有量 质押融资 专利质押 立案 结案 结案率 调解 裁决 分别 同比 增长 下降 从 至 其中 合计
累计 新增 目标 截至 上半年 十四五 去年 第 位 亿元 万件 件 % 倍 翻一番 百分之 三分之零 第十二十 全覆盖 -100% 0件 0%
20231-13月 2023年2月30日 点五 笔 家 （ ） ( ) ， 。 ； 99999999999999999999 7 12.5
"""


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([*PIECES.split(), "\n", "\t", " "]), max_size=60))
def test_whatever_stands_in_a_text_it_is_read_without_a_fault_and_in_its_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    found = audit(text)
    assert all(0 <= one.start <= one.end <= len(text) for one in found.readings)
    assert [one.number for one in found.readings] == list(range(1, len(found.readings) + 1))
    assert all(one.text.zh and one.text.en for one in found.findings)


def doubts(text: str) -> list[tuple[str, list[str]]]:
    """Return the doubts of every figure of a text: its number and their codes."""
    return [
        (one.quantity.shown if one.quantity else "", [doubt.code for doubt in one.doubts])
        for one in audit(text).readings
    ]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("2024年，人民调解委员会收到纠纷118件。", "2024年，调解纠纷118件。"),
        ("2024年，查处商标侵权、假冒专利案件715件。", "2024年，查处商标侵权案件715件。"),
        ("2024年，专利、商标质押融资12亿元。", "2024年，专利质押融资12亿元。"),
        ("2024年，处置质押专利14件。", "2024年，新增质押专利14件。"),
        ("2024年，行政裁决立案26件。", "2024年，作出行政裁决26件。"),
        ("2024年，拥有发明专利98件，注册商标26件。", "2024年，授权发明专利98件，注册商标26件。"),
        ("2024年，最大一单3000万。", "2024年，最大一单3000万元。"),
    ],
    ids=["words between", "two nouns joined", "two rights joined", "a verb that ends", "a stage", "owned", "no unit"],
)
def test_what_the_build_of_a_sentence_leaves_open_is_doubtful(text: str, sure: str) -> None:
    assert audit(text).readings[-1].standing is Standing.DOUBTFUL
    assert audit(sure).readings[-1].standing is Standing.READ


def test_a_comparison_that_nobody_took_is_a_doubt_of_the_number_and_of_the_figure_before() -> None:
    assert doubts("2024年，专利授权330件，同比另有12件。") == [("330件", ["comparison"]), ("12件", ["comparison"])]
    assert doubts("2024年，专利授权330件，同比增加12件。") == [("330件", [])]


def test_figures_without_a_date_in_a_text_of_january_may_be_of_either_year() -> None:
    found = audit("某市简报\n2026年1月20日\n专利授权330件。").readings[-1]
    assert [way.text.zh for doubt in found.doubts for way in doubt.candidates] == ["2026", "2025"]
    assert audit("某市简报\n2026年6月20日\n专利授权330件。").readings[-1].standing is Standing.READ


@pytest.mark.parametrize(
    ("text", "period", "target"),
    [
        ("一、2025年工作回顾\n专利授权330件。", "2025", False),
        ("二、2026年工作安排\n新增专利授权330件。", "2026", True),
        ("记者：明年有什么打算？\n局长：专利授权冲330件。", "2027", True),
        ("2023—2024学年简报\n专利授权330件。", "2023-09/2024-08", False),
        ("专利授权330件（2025年5月）。", "2025-05", False),
        ("2025年9月1日至11月30日，专利授权330件。", "2025-09/11", False),
    ],
)
def test_headings_questions_and_ranges_say_when_and_whether_it_is_meant(text: str, period: str, target: bool) -> None:
    found = audit(text, on=date(2026, 6, 1)).readings[-1]
    assert (found.period.code if found.period else "", found.target) == (period, target)


@pytest.mark.parametrize(
    ("written", "value", "unit", "bound"),
    [
        ("2.3个亿元", "230000000", "元", ""), ("560多万元", "5600000", "元", ">"), ("3600+人次", "3600", "人次", ">"),
        ("过亿元", "100000000", "元", ">"), ("三成二", "32", "%", ""), ("18.6万㎡", "186000", "平方米", ""),
        ("over 3,200人", "3200", "人", ">"), ("三分之一强", "33.3", "%", ">"),
    ],
)  # fmt: skip
def test_numbers_as_posts_and_brochures_write_them(written: str, value: str, unit: str, bound: str) -> None:
    (quantity,) = quantities(fold(f"规模{written}，"), [])
    assert (quantity.value, quantity.unit, quantity.bound.value) == (Decimal(value), unit, bound)
