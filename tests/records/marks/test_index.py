"""Similar marks found among many, compared with looking at every mark one by one."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from zhiquan.records.marks import Bucket, Goods, Mark, MarkIndex, candidates, compare, similar
from zhiquan.records.marks.index import STEP, class_mask
from zhiquan.records.marks.searching import MOST
from zhiquan.rules.refusal import Refusal

MARKS = [
    Mark("雷神山医院", frozenset({5}), frozenset({"0501"}), "1001", "申请中"),
    Mark("雷神山", frozenset({35}), frozenset({"3503"}), "1002"),
    Mark("擂神山", frozenset({5}), frozenset({"0502"}), "1003"),
    Mark("山神雷", frozenset({5, 10}), frozenset(), "1004"),
    Mark("LEISHENSHAN", frozenset(), frozenset(), "1005"),
    Mark("", frozenset({5}), frozenset(), "1006"),
    Mark("矛台", frozenset({33}), frozenset(), "1007"),
    Mark("五粮液", frozenset({33}), frozenset(), "1008"),
    Mark("崇庆", frozenset({33}), frozenset(), "1009"),
    Mark("Adidos", frozenset({25}), frozenset(), "1010"),
    Mark("BA", frozenset({25}), frozenset(), "1011"),
    Mark("3712", frozenset({9}), frozenset(), "1012"),
    Mark("华为HUAWEI", frozenset({9}), frozenset(), "1013"),
    Mark("湖南新华为集团", frozenset({9}), frozenset(), "1014"),
    Mark("雷", frozenset({9}), frozenset(), "1015"),
]
INDEX = MarkIndex.of(MARKS)
INDEX_OF_ONE = 14


def numbers(text: str, *classes: int, limit: int = 50) -> list[str]:
    return [match.mark.number for match in similar(INDEX, Mark(text, frozenset(classes)), limit=limit)]


def test_similar_marks_come_ranked_the_likeliest_first() -> None:
    assert numbers("雷神山") == ["1002", "1003", "1001", "1005", "1004"]
    assert numbers("雷神山", limit=2) == ["1002", "1003"]


def test_a_class_narrows_to_its_marks_and_to_those_of_unknown_class() -> None:
    assert numbers("雷神山", 5) == ["1003", "1001", "1005", "1004"]
    assert numbers("雷神山", 10, 35) == ["1002", "1005", "1004"]


def test_a_lead_with_goods_apart_stands_behind_one_with_goods_in_common() -> None:
    found = similar(INDEX, Mark("雷神山", frozenset({5}), frozenset({"0501"})))
    assert [match.mark.number for match in found] == ["1001", "1003", "1005", "1004"]
    assert [match.comparison.goods for match in found[:2]] == [Goods.SIMILAR, Goods.APART]


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("茅台", "1007"),
        ("重庆", "1009"),
        ("ADIDAS", "1010"),
        ("AB", "1011"),
        ("3721", "1012"),
        ("HUAWEI", "1013"),
        ("华为", "1014"),
        ("新华为科技", "1014"),
        ("雷雷", "1015"),
        ("雷雨", "1015"),
        ("癗", "1015"),
        ("maotai", "1007"),
        ("饕餮", ""),
        ("ΩΩΩ", ""),
    ],
)
def test_marks_are_found_by_sound_shape_part_letters_and_digits(query: str, number: str) -> None:
    found = numbers(query)
    assert number in found if number else found == []


def test_what_has_too_little_in_common_is_no_lead_though_it_was_looked_at() -> None:
    assert MARKS[INDEX_OF_ONE].text == "雷"
    assert INDEX_OF_ONE in candidates(INDEX, Mark("雷神医院"))
    assert "1015" not in numbers("雷神医院")


def test_a_mark_comes_back_as_it_was_given() -> None:
    assert [INDEX[at] for at in range(len(INDEX))] == MARKS
    assert INDEX.without_words == 1
    assert class_mask([1, 45, 45]) == 1 << 1 | 1 << 45


def test_an_empty_index_answers_with_nothing() -> None:
    empty = MarkIndex.of([])
    assert (len(empty), similar(empty, Mark("雷神山")), similar(empty, Mark("ABC"))) == (0, (), ())


def test_a_query_without_words_or_with_a_wild_limit_is_refused() -> None:
    with pytest.raises(Refusal, match="没有可以比较的文字"):
        similar(INDEX, Mark("★"))
    assert candidates(INDEX, Mark("★")) == ()
    for limit in (0, MOST + 1):
        with pytest.raises(Refusal, match="结果条数应在 1 到 500 之间"):
            similar(INDEX, Mark("雷"), limit=limit)


def test_progress_is_told_while_the_index_is_built_and_its_memory_is_known() -> None:
    told: list[int] = []
    index = MarkIndex.of((Mark("雷神山", number=str(at)) for at in range(2 * STEP)), told.append)
    assert told == [STEP, 2 * STEP]
    assert 20 < index.nbytes / len(index) < 200


def test_of_more_marks_than_are_compared_the_likeliest_are_taken() -> None:
    marks = [Mark(f"雷{chr(0x4E00 + at)}山", number=str(at)) for at in range(2_000)]
    index = MarkIndex.of([*marks, Mark("雷神山", number="same")])
    assert len(candidates(index, Mark("雷神山"), size=10)) == 10
    assert similar(index, Mark("雷神山"), limit=1)[0].mark.number == "same"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.text(alphabet="雷神山医院茅矛台大小太白兔免ABCab12 ", max_size=6), max_size=30),
    st.text(alphabet="雷擂神山医院茅矛台大小太白兔免ABCab12 ", min_size=1, max_size=6).filter(str.strip),
)
@example(["B"], "A1B")
@example(["b"], "a B")
def test_no_strong_lead_is_lost_by_the_index(texts: list[str], query: str) -> None:
    marks = [Mark(text, number=str(at)) for at, text in enumerate(texts)]
    asked = Mark(query)
    found = {match.mark.number: match.comparison for match in similar(MarkIndex.of(marks), asked, limit=500)}
    plain = {mark.number: compare(asked, mark) for mark in marks}
    assert all(found[number] == plain[number] for number in found)
    assert {number for number, one in plain.items() if one.bucket is Bucket.HIGH} <= set(found)
