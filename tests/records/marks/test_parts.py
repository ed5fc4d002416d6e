"""Sound, shape, words and goods by themselves."""

from __future__ import annotations

import pytest

from zhiquan.records.marks import Bucket, Goods, Mark
from zhiquan.records.marks.goods import relation
from zhiquan.records.marks.latin import skeleton
from zhiquan.records.marks.lexicon import lexicon
from zhiquan.records.marks.model import HIGH, LOW, MEDIUM, bucket_of
from zhiquan.records.marks.sound import MOST_SPELLINGS, merged, near_sound, readings, same_sound, spellings, spoken
from zhiquan.records.marks.words import core, word, worded
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def test_a_word_is_read_in_its_context_and_a_character_in_every_way() -> None:
    assert spoken("重庆") == ("chong", "qing")
    assert spoken("重量") == ("zhong", "liang")
    assert {"zhong", "chong"} <= set(readings("重"))
    assert {"chongqing", "zhongqing"} <= set(spellings("重庆"))
    assert readings("あ") == ()


def test_spellings_of_a_word_full_of_polyphones_are_capped() -> None:
    assert len(spellings("重行乐和了重行乐")) == MOST_SPELLINGS


def test_characters_sound_alike_by_a_common_reading_or_by_an_accent() -> None:
    assert same_sound("重", "虫")
    assert not same_sound("四", "是")
    assert near_sound("四", "是")
    assert not near_sound("山", "海")
    assert (merged("zhuang"), merged("ling"), merged("fan")) == ("zuan", "lin", "fan")


def test_little_words_fall_off_the_ends_but_never_everything() -> None:
    assert core("正宗北京雷神山生物科技有限公司").text == "雷神山"
    assert core("雷神山医院").dropped == ("医院",)
    assert core("上海").text == "上海"
    assert core("医院科技").text == "医院"
    assert core("").text == ""


def test_a_mark_is_taken_apart_into_scripts() -> None:
    found = word("雷神 Shan-360 号 Group")
    assert (found.han, found.latin, found.digits, found.rest) == ("雷神号", "shangroup", "360", "shan360group")
    assert (found.latin_core.text, found.latin_core.dropped) == ("shan", ("group",))
    assert word("The Group").latin_core.dropped == ()


def test_a_mark_without_words_is_refused_where_words_are_needed() -> None:
    assert worded("a").folded == "a"
    with pytest.raises(Refusal, match="没有可以比较的文字"):
        worded(" ·★ ")


def test_letters_of_one_sound_are_written_alike() -> None:
    assert skeleton("coffee") == skeleton("kofe" + "e")
    assert skeleton("phonix") == skeleton("fonics")
    assert skeleton("nike") != skeleton("mike")


def mark(classes: set[int], groups: set[str]) -> Mark:
    return Mark("雷", frozenset(classes), frozenset(groups))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (mark({5}, {"0501"}), mark({5}, {"0501", "0502"}), Goods.SIMILAR),
        (mark({5}, {"0501"}), mark({5}, {"0502"}), Goods.APART),
        (mark({5}, {"0501"}), mark({5}, set()), Goods.SAME_CLASS),
        (mark({5, 30}, set()), mark({30}, set()), Goods.SAME_CLASS),
        (mark({5}, set()), mark({35}, set()), Goods.UNKNOWN),
        (mark({5}, {"0501"}), mark({35}, set()), Goods.UNKNOWN),
        (mark(set(), set()), mark({35}, set()), Goods.UNKNOWN),
    ],
)
def test_goods_are_apart_only_when_groups_of_both_say_so(one: Mark, other: Mark, expected: Goods) -> None:
    assert relation(one, other) == relation(other, one)
    assert relation(one, other)[0] is expected


def test_buckets_have_edges_and_names() -> None:
    edges = [HIGH, HIGH - 1, MEDIUM, MEDIUM - 1, LOW, LOW - 1]
    high, medium, low, none = Bucket
    assert [bucket_of(edge) for edge in edges] == [high, medium, medium, low, low, none]
    assert Bucket.HIGH.label == Text("近似可能：高", "similarity likely: high")
    assert Goods.APART.label.zh == "无相同类似群"


def test_the_word_list_is_in_folded_simplified_form() -> None:
    given = lexicon()
    for entry in given.before | given.latin | given.weak:
        assert word(entry).folded == entry
