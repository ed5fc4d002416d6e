"""The book: one version per day and place, nothing contradictory, every change dated."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import ACTS, book, day, entry

from zhiquan.rules.law import Book, Bracket, Limit, Unit
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

OLD = entry(value=20, to="2020-12-31")
NEW = entry(value=10, from_="2021-01-01", note={"zh": "放管服改革", "en": "shortened"})


def test_the_version_in_force_on_the_day_answers() -> None:
    rules = book(NEW, OLD)
    assert rules.at("some.limit", day("2020-12-31")).number == 20
    assert rules.at("some.limit", day("2021-01-01")).limit == Limit(10, Unit.WORKING_DAY)
    assert [p.number for p in rules] == [20, 10]
    assert len(rules) == 2


@pytest.mark.parametrize(
    ("key", "when", "said"), [("other.limit", "2021-01-01", "search"), ("some.limit", "1999-12-31", "1999-12-31")]
)
def test_a_question_the_book_cannot_answer_is_refused(key: str, when: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        book(OLD, NEW).at(key, day(when))
    assert refused.value.code == "law.no-provision"
    assert said in refused.value.text.zh


def test_a_place_falls_back_to_prefecture_province_and_nation() -> None:
    rules = book(
        entry(value=15),
        entry(value=12, scope="430000"),
        entry(value=9, scope="430100", from_="2022-01-01"),
        entry(value=7, scope="430102", from_="2023-01-01"),
    )
    when = day("2026-01-01")
    asked = {place: rules.at("some.limit", when, place).number for place in ("430102", "430103", "430200", "429004")}
    assert asked == {"430102": 7, "430103": 9, "430200": 12, "429004": 15}
    assert rules.at("some.limit", day("2021-01-01"), "430102").number == 12


@pytest.mark.parametrize("scope", ["43", "4301021", "cn", "４３０１００"])
def test_a_place_that_is_no_division_code_is_refused(scope: str) -> None:
    with pytest.raises(Refusal, match="行政区划代码"):
        book(OLD).in_force("some.limit", day("2020-01-01"), scope)


def test_two_versions_on_one_day_are_a_fault() -> None:
    with pytest.raises(ValueError, match="overlap"):
        book(OLD, entry(value=10, from_="2020-12-31"))
    with pytest.raises(ValueError, match="overlap"):
        book(entry(), NEW)


def test_a_gap_must_be_declared() -> None:
    later = entry(value=10, from_="2021-02-01")
    with pytest.raises(ValueError, match="2021-01-01 to 2021-02-01"):
        book(OLD, later)
    rules = book(OLD | {"gap_note": {"zh": "停止施行", "en": "suspended"}}, later)
    assert rules.in_force("some.limit", day("2021-01-15")) is None


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"key": "Some Limit"}, "pattern"),
        ({"scope": "43"}, "pattern"),
        ({"to": day("1999-01-01")}, "before it begins"),
        ({"value": [{"zh": "一", "en": "one"}]}, "one whole number"),
        ({"sure": False}, "needs a note"),
        ({"unit": "cny", "value": [{"first": 1, "last": 3, "amount": 1}, {"first": 5, "last": 6, "amount": 2}]}, "gap"),
        ({"unit": "cny", "value": [{"first": 3, "last": 1, "amount": 1}]}, "backwards"),
        ({"unit": "cny", "value": [{"first": 1, "last": 1, "amount": 0.1}]}, "not exact"),
        ({"note": {"zh": "只有中文"}}, "zh and en"),
        ({"unit": "fortnight"}, "unit"),
        ({"colour": "red"}, "colour"),
        ({"source": {"act": "unknown", "article": "第一条"}}, "not listed"),
    ],
)
def test_a_faulty_entry_is_named_with_its_file(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=rf"(?s)test\.yaml: .*{said}"):
        book(entry() | fields)


def test_a_table_gives_the_line_of_a_year() -> None:
    fee = book(entry(unit="cny", value=[{"first": 1, "last": 3, "amount": "900.50"}])).at(
        "some.limit", day("2020-01-01")
    )
    assert fee.bracket(3) == Bracket(1, 3, Decimal("900.50"))
    assert fee.bracket(4) is None
    with pytest.raises(Refusal, match="不是单一数值"):
        _ = fee.number
    with pytest.raises(Refusal, match="不是期限"):
        _ = fee.limit


def test_a_single_value_has_no_table() -> None:
    assert book(OLD).at("some.limit", day("2020-01-01")).bracket(1) is None


def test_a_provision_is_found_by_key_act_note_and_listed_text() -> None:
    rules = book(OLD, NEW, entry("some.grounds", [{"zh": "已经出质", "en": "Pledged already"}], "source"))
    assert {p.key for p in rules.find("某法")} == {"some.limit", "some.grounds"}
    assert [p.number for p in rules.find("SHORTENED")] == [10]
    assert [p.key for p in rules.find("出质")] == ["some.grounds"]
    assert rules.find("没有这个词") == ()
    assert rules.find("第一条")[0].source.text() == Text("《某法》第一条", "Some Act, art. 1")


def test_fees_are_searchable_by_their_key() -> None:
    assert book(entry("some.fee", [{"first": 1, "last": 1, "amount": 5}], "cny")).find("fee")


def test_changes_show_what_ends_and_what_begins() -> None:
    rules = book(OLD, NEW, entry("gone.limit", to="2020-12-31"))
    found = rules.changes(day("2021-01-01"), day("2021-12-31"))
    told = [(c.key, c.before and c.before.number, c.after and c.after.number) for c in found]
    assert told == [("gone.limit", 5, None), ("some.limit", 20, 10)]
    assert rules.changes(day("2021-01-02"), day("2021-12-31")) == ()


def test_another_article_alone_is_no_other_content() -> None:
    again = entry(value=20, from_="2021-01-01", source={"act": "act", "article": "第二条"})
    assert [c.same_content for c in book(OLD, again).changes(day("2000-01-02"), day("2022-01-01"))] == [True]
    span = day("2000-01-01"), day("2022-01-01")
    assert [c.same_content for c in book(OLD, NEW).changes(*span)] == [False, False]
    ended = book(OLD, entry("gone.limit", to="2020-12-31")).changes(*span)
    assert not any(c.same_content for c in ended)


def test_a_declared_gap_is_an_end_and_a_beginning() -> None:
    rules = book(OLD | {"gap_note": {"zh": "停止", "en": "suspended"}}, entry(value=10, from_="2021-02-01"))
    told = [(str(c.on), c.before is None, c.after is None) for c in rules.changes(day("2000-01-02"), day("2022-01-01"))]
    assert told == [("2021-01-01", False, True), ("2021-02-01", True, False)]


@given(st.lists(st.integers(1, 400), min_size=1, max_size=6), st.integers(0, 2500))
def test_every_day_has_at_most_one_version(lengths: list[int], offset: int) -> None:
    start, entries = day("2020-01-01"), []
    for n, length in enumerate(lengths):
        end = start + timedelta(days=length - 1)
        entries.append(entry(value=n, from_=str(start), to=str(end)))
        start = end + timedelta(days=1)
    rules = book(*entries)
    asked = day("2020-01-01") + timedelta(days=offset)
    holding = [p for p in rules if p.holds_on(asked)]
    assert len(holding) == (asked < start)
    assert rules.in_force("some.limit", asked) == (holding[0] if holding else None)


def test_an_empty_book_has_nothing_in_force() -> None:
    rules = Book.from_documents({"empty.yaml": {"acts": ACTS, "provisions": []}})
    assert list(rules) == []
    assert rules.versions("some.limit") == ()
