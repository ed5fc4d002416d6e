"""Pairs of organisations: reasons for and against, found drawer by drawer; a score proposes and never merges."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.entities import Candidate, Crowded, Entry, candidates, compare, find
from zhiquan.records.corpus.entities.grouping import LARGEST

CODE, OTHER_CODE = "91430100000000001X", "914301000000000028"


def entry(name: str, key: str = "", **fields: object) -> Entry:
    return Entry(key or f"org.{name}", name, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "rule", "score"),
    [
        ("示例（北京）电池有限公司", "示例(北京)电池有限公司", "name.same", 95),
        ("示例电池有限公司", "示例电池股份有限公司", "name.form", 80),
        ("示例电池有限公司", "北京示例电池有限公司", "name.place", 50),
        ("上海示例电池有限公司", "北京示例电池有限公司", "name.places", 25),
        ("中国示例大学（北京）", "中国示例大学（华东）", "name.places", 25),
        ("示例新能源电池有限公司", "示例新能原电池有限公司", "name.near", 40),
        ("甲乙电池有限公司（原名：丙丁电源有限公司）", "丙丁电源有限公司", "name.former", 85),
        ("Example Battery Co., Ltd.", "EXAMPLE BATTERY INC", "name.form", 60),
    ],
)
def test_each_likeness_has_its_reason_and_weight(one: str, other: str, rule: str, score: int) -> None:
    found = compare(entry(one, "a"), entry(other, "b"))
    assert found is not None
    assert (found.reasons[0].rule, found.score) == (rule, score)
    assert found.reasons[0].text.zh
    assert found.pair == ("a", "b")


def test_a_name_that_a_source_gives_beside_is_a_strong_reason() -> None:
    listed = entry("示例电池有限公司", names=("示例电源厂",), names_en=("Example Battery Co., Ltd.",))
    assert compare(listed, entry("示例电源厂")).reasons[0].rule == "name.other"  # type: ignore[union-attr]
    english = compare(listed, entry("EXAMPLE BATTERY CO LTD"))
    assert english is not None
    assert (english.reasons[0].rule, english.score) == ("name.english", 75)


def test_the_official_code_decides_both_ways() -> None:
    same = compare(entry("甲公司", code=CODE), entry("完全不同的名称", code=CODE))
    assert same is not None
    assert same.score == 100
    different = compare(entry("示例电池有限公司", "a", code=CODE), entry("示例电池有限公司", "b", code=OTHER_CODE))
    assert different is not None
    assert different.score == 0
    assert "code.different" in {reason.rule for reason in different.reasons}


def test_other_provinces_speak_against() -> None:
    near, far = (
        compare(entry("示例电池有限公司", "a", division="430100"), entry("示例电池有限公司", "b", division=code))
        for code in ("430200", "330100")
    )
    assert near is not None
    assert far is not None
    assert (near.score, far.score) == (95, 80)


@pytest.mark.parametrize(("one", "other"), [("示例第一电池厂", "示例第二电池厂"), ("甲大学", "乙大学"), ("", "")])
def test_what_differs_in_a_number_or_is_short_is_no_candidate(one: str, other: str) -> None:
    assert compare(entry(one, "a"), entry(other, "b")) is None


NAMES = st.lists(
    st.sampled_from(["示例", "电池", "（北京）", "北京", "有限公司", "股份有限公司", "集团", "A", "Co., Ltd."]),
    max_size=5,
).map("".join)


@given(NAMES, NAMES)
def test_comparing_is_symmetric_in_score_and_rules(one: str, other: str) -> None:
    first, second = compare(entry(one, "a"), entry(other, "b")), compare(entry(other, "b"), entry(one, "a"))
    assert (first is None) == (second is None)
    if first and second:
        assert first.score == second.score
        assert {reason.rule for reason in first.reasons} == {reason.rule for reason in second.reasons}


FIRMS = [
    entry(name)
    for name in (
        "示例电池有限公司",
        "示例电池股份有限公司",
        "北京示例电池公司",
        "样品机械厂",
        "样品机械有限公司",
        "无关单位",
    )
]


@pytest.mark.parametrize("buckets", [1, 3, 16])
def test_pairs_come_once_whatever_the_number_of_passes(buckets: int) -> None:
    found = [one for one in candidates(lambda: FIRMS, buckets=buckets) if isinstance(one, Candidate)]
    assert sorted(one.pair for one in found) == [
        ("org.北京示例电池公司", "org.示例电池有限公司"),
        ("org.北京示例电池公司", "org.示例电池股份有限公司"),
        ("org.样品机械厂", "org.样品机械有限公司"),
        ("org.示例电池有限公司", "org.示例电池股份有限公司"),
    ]


def test_candidates_are_those_of_all_pairs() -> None:
    by_drawer = {one.pair for one in candidates(lambda: FIRMS) if isinstance(one, Candidate)}
    every = (compare(a, b) for index, a in enumerate(FIRMS) for b in FIRMS[index + 1 :])
    assert by_drawer == {one.pair for one in every if one and one.score >= 20}


def test_a_drawer_too_full_is_told_and_not_compared() -> None:
    many = [entry("示例电池有限公司", f"org.{index}") for index in range(LARGEST + 1)]
    assert list(candidates(lambda: many)) == [Crowded("示例电池", LARGEST + 1)]


def test_finding_gives_the_likeliest_first() -> None:
    found = find("示例电池有限责任公司", FIRMS)
    assert [one.other.name for one in found] == ["示例电池有限公司", "示例电池股份有限公司", "北京示例电池公司"]
    assert found[0].score > found[-1].score
    assert find("没有这样的单位", FIRMS) == ()
