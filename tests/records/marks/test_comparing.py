"""Pairs of marks as an examiner would lay them side by side: which are leads, how strong, and why."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zhiquan.records.marks import Bucket, Comparison, Goods, Mark, Side, Signal, compare
from zhiquan.records.marks.comparing import score
from zhiquan.rules.text import Text

TEXTS = st.text(max_size=12) | st.text(alphabet="雷神山医院大小白兔免茅台矛重庆中国新ABCab12 ·科技", max_size=10)


def of(one: str, other: str) -> Comparison:
    return compare(Mark(one), Mark(other))


def codes(one: str, other: str) -> set[str]:
    return {signal.code for signal in of(one, other).signals}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("華為", "华为", "text.same"),
        ("Ｃａｆé", "CAFE", "text.same"),
        ("雷·神·山", "雷神山", "text.same"),
        ("茅台", "矛台", "shape.alike"),
        ("茅台", "矛台", "sound.same"),
        ("大白兔", "大白免", "shape.alike"),
        ("老干妈", "老于妈", "shape.alike"),
        ("康师傅", "康帅傅", "shape.alike"),
        ("娃哈哈", "哇哈哈", "sound.same"),
        ("雷神山", "雷神山医院", "core.same"),
        ("华为HUAWEI", "华为", "text.han"),
        ("小米 MIX", "大米 MIX", "text.latin"),
        ("Gooogle", "Google", "latin.spelling"),
        ("新华为科技", "华为集团", "core.same"),
        ("新茅台酒业", "矛台集团", "core.shape.alike"),
    ],
)
def test_marks_hard_to_tell_apart_are_strong_leads(one: str, other: str, code: str) -> None:
    found = of(one, other)
    assert found.bucket is Bucket.HIGH
    assert code in {signal.code for signal in found.signals}


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("雷神山", "山神雷", "meaning.reversed"),
        ("百度", "度百", "meaning.reversed"),
        ("金太阳", "太金阳", "meaning.order"),
        ("重庆", "崇庆", "sound.same"),
        ("重庆", "中庆", "sound.polyphone"),
        ("世纪", "实际", "sound.same"),
        ("老干妈", "老干爹", "meaning.one-differs"),
        ("张小泉", "张大泉", "meaning.one-differs"),
        ("好友", "好的友", "meaning.one-more"),
        ("雷神山", "雷神火山", "meaning.one-more"),
        ("雷神山", "雷神山火山灰", "meaning.inside"),
        ("茅台", "MAOTAI", "sound.romanised"),
        ("重庆", "CHONGQING", "sound.romanised"),
        ("ABC", "ABD", "latin.spelling"),
        ("Nike", "Mike", "latin.spelling"),
        ("fonix", "phonix", "latin.sound"),
        ("listen", "silent", ""),
        ("North", "The Northern", "core.latin.inside"),
        ("3721", "3712", "digits.one"),
    ],
)
def test_marks_that_may_be_mixed_up_are_leads_of_the_middle(one: str, other: str, code: str) -> None:
    found = of(one, other)
    if code:
        assert found.bucket is Bucket.MEDIUM
        assert code in {signal.code for signal in found.signals}
    else:
        assert (found.bucket, codes(one, other)) == (Bucket.LOW, {"latin.order"})


@pytest.mark.parametrize(
    ("one", "other", "code"),
    [
        ("火神山", "雷神山", "meaning.one-differs"),
        ("雷神", "雷", "meaning.one-inside"),
        ("四零", "是林", "sound.near"),
        ("360", "361", "digits.one"),
        ("360杀毒", "360安全", "digits.same"),
        ("AB", "BA", "latin.reversed"),
        ("雷A", "雷B", "text.han"),
    ],
)
def test_little_in_common_is_a_weak_lead(one: str, other: str, code: str) -> None:
    found = of(one, other)
    assert found.bucket is Bucket.LOW
    assert code in {signal.code for signal in found.signals}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("茅台", "五粮液"),
        ("长城", "长征"),
        ("苹果", "小米"),
        ("红牛", "黄牛"),
        ("AB", "AC"),
        ("A", "AB"),
        ("ABC", "XYZ"),
        ("APPLE", "BANANA"),
        ("12", "13"),
        ("360", "789"),
        ("茅台", "WULIANGYE"),
        ("雷", "雷神山"),
        ("雷", "雷神医院"),
        ("あさひ", "きりん"),
    ],
)
def test_marks_with_nothing_in_common_are_no_lead(one: str, other: str) -> None:
    assert of(one, other).bucket is Bucket.NONE


def test_what_was_left_out_is_named_in_the_reason() -> None:
    (same,) = (s for s in of("雷神山", "雷神山医院").signals if s.code == "core.same")
    assert same.text == Text("除“医院”外相同：雷神山", "the same but for “医院”: 雷神山")


def test_a_place_alone_is_not_left_out_of_itself() -> None:
    assert codes("上海", "北京") == set()
    assert "core.same" not in codes("上海", "上海滩")


def test_two_letters_are_compared_only_as_they_stand() -> None:
    assert of("AB", "ab").score == 100
    assert of("AB", "AD").score == of("AB", "ABC").score == 0


def test_another_initial_weighs_more_than_another_letter_inside() -> None:
    assert of("KODAK", "KOTAK").score > of("KODAK", "RODAK").score


def test_a_weak_character_exchanged_weighs_less_than_a_telling_one() -> None:
    assert of("张小泉", "张大泉").score > of("张小泉", "张火泉").score


def test_signals_of_two_sides_add_up_and_of_one_side_do_not() -> None:
    sound = Signal("a", Side.SOUND, 60, Text("音", "sound"))
    shape = Signal("b", Side.SHAPE, 60, Text("形", "shape"))
    assert score(()) == 0
    assert score((sound, sound)) == score((sound,)) == 60
    assert score((sound, shape)) == 68


def test_goods_known_to_be_apart_lower_the_lead_and_unknown_ones_do_not() -> None:
    one = Mark("雷神山", frozenset({5}), frozenset({"0501"}))
    apart = compare(one, Mark("雷神山", frozenset({35}), frozenset({"3503"})))
    unknown = compare(one, Mark("雷神山", frozenset({35})))
    assert (apart.bucket, apart.goods, apart.score) == (Bucket.MEDIUM, Goods.APART, 100)
    assert (unknown.bucket, unknown.goods) == (Bucket.HIGH, Goods.UNKNOWN)


@given(TEXTS, TEXTS)
@example("", "")
@example("\ud800", "雷")
@example("İ", "i")
def test_any_two_texts_compare_alike_both_ways_round(one: str, other: str) -> None:
    there, back = of(one, other), of(other, one)
    assert 0 <= there.score <= 100
    assert (there.score, there.bucket) == (back.score, back.bucket)
    assert [(s.code, s.strength) for s in there.signals] == [(s.code, s.strength) for s in back.signals]
    assert all(s.text.zh and s.text.en and 0 <= s.strength <= 100 for s in there.signals)


@given(TEXTS)
def test_a_mark_is_the_same_as_itself_unless_it_has_no_words(text: str) -> None:
    found = of(text, text)
    assert found.score == (100 if found.signals else 0)
    assert bool(found.signals) == any(char.isalnum() for char in text) or not text.isprintable()


def test_long_texts_are_compared_in_bounded_time() -> None:
    assert of("雷" * 100_000, "雷" * 100_000 + "山").bucket is Bucket.HIGH
    assert of("A" * 100_000, "B" * 100_000).score == 0
