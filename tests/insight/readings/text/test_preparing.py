"""Before a text is read: folded place for place, spun words decoded, page frame and second copies left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.insight.readings.audit import audit
from zhiquan.insight.readings.text.doubles import repeated
from zhiquan.insight.readings.text.folding import fold
from zhiquan.insight.readings.text.frame import frame
from zhiquan.insight.readings.text.spun import decode, read_table


@given(st.text(max_size=60))
def test_every_place_of_the_folded_text_is_a_place_of_the_original(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def test_traditional_script_and_wide_digits_fold() -> None:
    assert fold("專利產業化７．６１萬件，擁有") == "专利产业化7.61万件，拥有"


def test_a_comma_separates_thousands_only_before_three_digits() -> None:
    assert fold("1,234件,7件") == "1,234件，7件"


def test_spun_words_are_read_back_and_the_original_kept() -> None:
    text = "全省学问产权聚会：招牌代庖机构增至30家，地舆标记增加12%，发觉专利具有量500件。"
    found = audit(text)
    assert found.spun
    assert found.text == text
    assert [one.topic for one in found.readings] == ["agency.mark", "gi.count", "invention.valid"]
    assert {(one.written, one.read) for one in found.decoded} >= {("学问产权", "知识产权"), ("地舆标记", "地理标志")}


def test_a_text_with_a_shop_sign_is_not_taken_for_a_spun_one() -> None:
    assert decode("老字号换了新招牌，操纵简单，编制表格3份。")[1] == ()


def test_a_table_of_spun_words_that_would_shift_places_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "spun.yaml"
    table.write_text("enough: 1\nmarks: {学问: 知识}\nwords: {招牌字: 商标}\n", encoding="utf-8")
    with pytest.raises(ValueError, match="招牌字"):
        read_table(table)


def test_the_second_copy_of_a_document_is_left_out_however_its_lines_break() -> None:
    once = (
        "主要目标：有效发明专利突破22件，有效商标突破100万件，质押融资超100亿元，保护水平居第一方阵。重点做好以下工作。"
    )
    text = once + "\n\n附：\n" + once.replace("，", "，\n")
    (found,) = repeated(fold(text))
    assert found.start > len(once)
    assert len(audit(text).readings) == len(audit(once).readings)


def test_a_headline_that_repeats_a_sentence_is_read_and_held_against_it() -> None:
    found = audit("每万人发明专利拥有量72.42件\n2024年，全市每万人发明专利拥有量72.42件。")
    assert [one.period.code for one in found.readings if one.period] == ["@2024-12-31", "@2024-12-31"]
    assert [one.outcome.value for one in found.findings if one.check == "said-twice"] == ["pass"]


@pytest.mark.parametrize(
    "line",
    [
        "登录 注册 退出",
        "分享到：微信 微博",
        "·某地查处148元面膜案...",
        "足球直播，高清直播在线观看",
        "责任编辑：周一",
        "本文系转载，版权归原作者，本网不承担责任，请在30日内联系",
    ],
)
def test_the_frame_of_a_page_is_no_text(line: str) -> None:
    text = fold(f"全市专利授权量100件，同比增长5%。\n{line}\n")
    assert [text[one.start : one.end] for one in frame(text)] == [fold(line)]


def test_what_follows_the_end_is_left_out_unless_it_reads_like_the_text() -> None:
    real = "全市" + "持续推进知识产权工作" * 7 + "，专利授权量100件。"
    text = fold(f"正文。\n相关阅读\n江西启动4项机制\n{real}")
    left = [text[one.start : one.end] for one in frame(text)]
    assert left == ["相关阅读", "江西启动4项机制"]
