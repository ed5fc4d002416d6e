"""Concordances: what a pattern takes under each reading, rules with exclusions, hits that leave something open."""

from __future__ import annotations

import re
import sqlite3
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiquan.records.corpus.concordance import Matcher, canonical, compile_rule
from zhiquan.records.corpus.model import ConcordanceRecord
from zhiquan.records.corpus.patterns import Answer, Reading, compile_pattern, like_form
from zhiquan.rules.refusal import Refusal

SYMBOLS = st.builds(
    "{}{:02}{}{}/{}".format,
    st.sampled_from("GH"),
    st.integers(1, 2),
    st.sampled_from("AB"),
    st.integers(1, 12),
    st.sampled_from(["00", "02", "04", "048", "0481", "10", "11"]),
)
PATTERNS = (
    st.builds(
        lambda symbol, cut, star: symbol[:cut] + star,
        SYMBOLS,
        st.sampled_from([1, 3, 4]),
        st.just("*"),
    )
    | st.builds(lambda symbol, star: symbol + star, SYMBOLS, st.sampled_from(["", "*"]))
    | SYMBOLS.map(lambda one: one.partition("/")[0] + "*")
)


def rule(table: str = "sei", code: str = "1.1", number: str = "1", **fields: object) -> ConcordanceRecord:
    base = {"title": "示例产业", "include": (), "exclude": (), "keywords": ()}
    return ConcordanceRecord(
        record=f"{table}:{code}/{number}",
        key=f"{table}:{code}",
        source="test",
        batch="b",
        vintage=date(2026, 1, 1),
        raw_hash="0",
        table=table,
        code=code,
        rule=number,
        **{**base, **fields},  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("pattern", "taken", "left"),
    [
        ("G06F*", ["G06F1/00", "G06F9/44", "G06F"], ["G06Q10/00", "G06"]),
        ("C08*", ["C08L1/00", "C08"], ["C07C1/00"]),
        ("G06F1*", ["G06F1/00", "G06F1/16", "G06F1"], ["G06F11/00", "G06F"]),
        ("G06F9/44", ["G06F9/44"], ["G06F9/445", "G06F9/00"]),
        ("G06F3/048*", ["G06F3/048", "G06F3/0481"], ["G06F3/04", "G06F3/05"]),
        ("G16H", ["G16H10/00", "G16H80/00"], ["G16B5/00"]),
        ("H03M13", ["H03M13/00"], ["H03M13/05", "H03M1/00"]),
    ],
)
def test_patterns_by_digits(pattern: str, taken: list[str], left: list[str]) -> None:
    compiled = compile_pattern(pattern, Reading.DIGITS)
    assert [compiled.takes(symbol) for symbol in taken] == [Answer.YES] * len(taken)
    assert [compiled.takes(symbol) for symbol in left] == [Answer.NO] * len(left)


def test_a_star_behind_group_00_means_the_whole_main_group_by_levels() -> None:
    compiled = compile_pattern("E21F15/00*", Reading.LEVELS)
    assert [compiled.takes(one) for one in ("E21F15/00", "E21F15/08", "E21F1/00")] == [
        Answer.YES,
        Answer.YES,
        Answer.NO,
    ]
    assert compile_pattern("E21F15/00*", Reading.DIGITS).takes("E21F15/08") is Answer.NO


def test_depth_decides_by_levels_and_is_unknown_without_a_source() -> None:
    compiled = compile_pattern("H01L31/04*", Reading.LEVELS)
    assert compiled.takes("H01L31/04") is Answer.YES
    assert compiled.takes("H01L31/06") is Answer.UNKNOWN
    assert compiled.takes("H01L31/00") is Answer.NO
    assert compiled.takes("H01L33/00") is Answer.NO
    assert compiled.takes("H01L31/06", lambda symbol, above: True) is Answer.YES
    assert compiled.takes("H01L31/08", lambda symbol, above: False) is Answer.NO


def test_blank_padded_patterns_are_read_as_sql() -> None:
    compiled = compile_pattern("A61K   8%", Reading.LIKE)
    assert [compiled.takes(one) for one in ("A61K8/00", "A61K8/02", "A61K31/00", "A61K")] == [2, 2, 0, 0]
    assert like_form("H04N21/2343") == "H04N  21/2343"


@given(st.lists(SYMBOLS, min_size=1, max_size=8), SYMBOLS, st.integers(4, 12))
def test_sql_patterns_agree_with_sql(symbols: list[str], of: str, cut: int) -> None:
    pattern = like_form(of)[:cut].rstrip() + "%" if not like_form(of)[:cut].endswith(" ") else like_form(of)[:cut] + "%"
    base = sqlite3.connect(":memory:")
    compiled = compile_pattern(pattern, Reading.LIKE)
    for symbol in symbols:
        (expected,) = base.execute("SELECT ? LIKE ?", (like_form(symbol), pattern)).fetchone()
        assert compiled.takes(symbol) == 2 * expected
    base.close()


@given(PATTERNS, SYMBOLS)
def test_patterns_by_digits_agree_with_their_definition(pattern: str, symbol: str) -> None:
    stem = pattern.rstrip("*")
    if not pattern.endswith("*"):
        expected = symbol == stem
    elif "/" in stem:
        expected = symbol.startswith(stem)
    else:
        expected = re.match(re.escape(stem) + (r"(?![0-9])" if len(stem) > 4 else ""), symbol) is not None
    assert (compile_pattern(pattern, Reading.DIGITS).takes(symbol) is Answer.YES) == expected


@pytest.mark.parametrize("written", ["", "G06F1/", "锂电池", "G06F1/**", "*"])
def test_what_is_no_pattern_is_refused_by_name(written: str) -> None:
    with pytest.raises(Refusal, match=re.escape(f"“{written}”")):
        compile_pattern(written, Reading.DIGITS)


def test_what_is_no_sql_pattern_is_refused() -> None:
    with pytest.raises(Refusal):
        compile_pattern("DROP TABLE", Reading.LIKE)


def test_a_rule_holds_where_an_include_takes_and_no_exclude_does() -> None:
    compiled = compile_rule(rule(include=("G06F11*", "H04L1*"), exclude=("G06F11/14",)))
    assert [compiled.holds(one) for one in ("G06F11/10", "G06F11/14", "H04L1/00", "H04L9/00")] == [2, 0, 2, 0]


def test_an_exclude_of_unknown_depth_makes_the_hit_uncertain() -> None:
    record = rule("green", include=("H01L31/00*",), exclude=("H01L31/04*",))
    (hit,) = Matcher([record]).match("H01L31/06")
    assert hit.uncertain
    assert Matcher([record]).match("H01L31/04") == ()


@pytest.mark.parametrize("fields", [{"keywords": ("锂电池",)}, {"remark": "部分涉及；第 94 页"}])
def test_a_hit_says_that_a_topic_is_needed(fields: dict[str, object]) -> None:
    (hit,) = Matcher([rule(include=("G06F*",), **fields)]).match("G06F9/44")
    assert hit.needs_topic
    (plain,) = Matcher([rule(include=("G06F*",), remark="全部涉及")]).match("G06F9/44")
    assert not plain.needs_topic


def test_of_several_symbols_the_surest_hit_of_a_branch_is_given() -> None:
    records = [
        rule("green", "1", "1", include=("H01M4/13*",)),
        rule("green", "1", "2", include=("H01M10*",), remark="部分涉及"),
        rule("green", "2", include=("A01B*",)),
    ]
    found = Matcher(records).match_any(["ipc:H01M4/134", "H01M 10/0525", "A01B1/02"])
    assert [(hit.code, hit.rule, hit.uncertain, hit.needs_topic) for hit in found] == [
        ("1", "2", False, True),
        ("2", "1", False, False),
    ]


def test_a_rule_without_title_takes_that_of_its_branch() -> None:
    found = Matcher([rule(title="", include=("G06F*",)), rule("sei-branches", title="信息产业", include=("G06Q*",))])
    (hit,) = found.match("G06F1/00")
    assert hit.title.zh == "信息产业"
    assert len(found) == 2


def test_one_table_can_be_asked_alone() -> None:
    found = Matcher([rule(include=("G06F*",)), rule("digital", include=("G06F1*",))])
    assert [hit.table for hit in found.match("G06F1/00")] == ["sei", "digital"]
    assert [hit.table for hit in found.match("G06F1/00", "digital")] == ["digital"]


def test_symbols_are_taken_as_people_write_them() -> None:
    assert [canonical(one) for one in ("ipc:H01M10/0525", "h01m 10/0525", "xyz")] == [
        "H01M10/0525",
        "H01M10/0525",
        "xyz",
    ]
