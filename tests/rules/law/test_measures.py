"""What provisions measure: ranges, shares, lists, limits with their extensions."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import book, day, entry

from zhiquan.rules.law import OFFICIAL, Bounds, Lapse, Share, Span
from zhiquan.rules.text import Text

WORDS = {"zh": "文", "en": "text"}
LONGER = entry("some.limit.extension", 10, extends="some.limit", order=1, approver=WORDS)


def only(**fields: Any) -> Any:
    return next(iter(book(entry(**fields))))


@pytest.mark.parametrize(
    ("bounds", "inside", "outside"),
    [
        (Bounds(least=Decimal(3)), (3, 9), (2,)),
        (Bounds(most=Decimal(3)), (0, 3), (4,)),
        (Bounds(above=Decimal(3)), (4,), (3, 2)),
        (Bounds(below=Decimal(3)), (2,), (3, 4)),
        (Bounds(least=Decimal(1), most=Decimal(5)), (1, 3, 5), (0, 6)),
        (Bounds(above=Decimal(1), below=Decimal(5)), (2, 4), (1, 5)),
    ],
)
def test_what_belongs_to_a_range(bounds: Bounds, inside: tuple[int, ...], outside: tuple[int, ...]) -> None:
    assert all(bounds.holds(amount) for amount in inside)
    assert not any(bounds.holds(Decimal(amount)) for amount in outside)


@given(st.integers(0, 100), st.integers(0, 100))
def test_an_included_bound_belongs_and_an_excluded_one_does_not(bound: int, amount: int) -> None:
    assert Bounds(least=Decimal(bound)).holds(amount) is not Bounds(below=Decimal(bound)).holds(amount)
    assert Bounds(most=Decimal(bound)).holds(amount) is not Bounds(above=Decimal(bound)).holds(amount)


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"unit": "cny", "value": {"least": 5, "above": 4}}, "given twice"),
        ({"unit": "cny", "value": {"most": 5, "below": 4}}, "given twice"),
        ({"unit": "cny", "value": {}}, "at least one bound"),
        ({"unit": "cny", "value": {"least": 5, "most": 5}}, "is empty"),
        ({"unit": "cny", "value": {"least": 9, "below": 5}}, "is empty"),
        ({"unit": "cny", "value": {"least": 0.5}}, "not exact"),
        ({"unit": "cny", "value": -1}, "greater than or equal"),
        ({"unit": "cny", "value": []}, "list is empty"),
        ({"unit": "source", "value": 5}, "needs a list"),
        ({"unit": "share", "value": 5}, "needs a list"),
        ({"unit": "choice", "value": {"least": 5}}, "needs a list"),
        ({"unit": "cny", "value": [WORDS]}, "cannot measure"),
        ({"unit": "source", "value": [{"party": WORDS, "percent": 100}]}, "cannot measure"),
        ({"unit": "share", "value": [{"party": WORDS, "percent": 60}]}, "add up to 60"),
        ({"sure": False, "note": WORDS, "verified_in": OFFICIAL}, "verified is sure"),
        ({"order": 1}, "order belongs to an extension"),
        ({"approver": WORDS}, "approver belongs to an extension"),
        ({"unit": "cny", "starts": WORDS}, "starts belongs to a limit of time"),
        ({"unit": "cny", "excludes": ["hearing"]}, "excludes belongs to a limit of time"),
        ({"excludes": ["lunch"]}, "excludes"),
        ({"source": {"act": "act", "article": "年费"}}, "give article_en"),
        ({"extends": "no.such"}, "not in the book"),
    ],
)
def test_a_faulty_entry_is_told(fields: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        only(**fields)


def test_shares_are_the_whole() -> None:
    found = only(unit="share", value=[{"party": WORDS, "percent": 60}, {"party": WORDS, "percent": "40.0"}])
    assert found.value == (Share(Text("文", "text"), Decimal(60)), Share(Text("文", "text"), Decimal(40)))
    assert found.texts == ()


def test_a_limit_says_what_it_runs_from_what_does_not_count_and_what_follows() -> None:
    found = only(starts=WORDS, excludes=["hearing", "testing"], on_expiry={"does": "deemed", "text": WORDS})
    assert found.excludes == (Span.HEARING, Span.TESTING)
    assert found.on_expiry.does is Lapse.DEEMED
    assert only(value={"least": 6, "most": 12}, unit="month").value.holds(6)


def test_every_span_and_measure_has_a_name() -> None:
    assert {span.label.zh for span in Span} == {span.label.zh for span in set(Span)}
    assert all(span.label.en for span in Span)


def test_a_value_is_verified_in_the_text_of_its_act() -> None:
    acts = {"act": {"zh": "《某法》", "en": "Some Act", "text": "某法.md"}}
    from zhiquan.rules.law import Book

    unsure = entry("other.limit", sure=False, note=WORDS)
    own = entry("third.limit", verified_in=OFFICIAL)
    rules = Book.from_documents({"test.yaml": {"acts": acts, "provisions": [entry(), unsure, own]}})
    assert {p.key: p.verified_in for p in rules} == {
        "some.limit": "某法.md",
        "other.limit": None,
        "third.limit": OFFICIAL,
    }


def test_an_extension_prolongs_a_provision_of_the_book() -> None:
    rules = book(entry(), LONGER)
    found = rules.at("some.limit.extension", day("2020-01-01"))
    assert (found.extends, found.order, found.approver) == ("some.limit", 1, Text("文", "text"))


def test_two_extensions_have_two_places() -> None:
    other = LONGER | {"key": "some.limit.again"}
    with pytest.raises(ValueError, match="both are extension 1"):
        book(entry(), LONGER, other)
    with pytest.raises(ValueError, match="both are extension 1"):
        book(entry(), LONGER, {**other, "from": day("2010-01-01")})
    assert len(book(entry(), LONGER, other | {"order": 2})) == 3
    assert len(book(entry(), LONGER | {"to": day("2009-12-31")}, {**other, "from": day("2010-01-01")})) == 3
    assert len(book(entry(), LONGER, LONGER | {"scope": "430000"})) == 3


def test_what_a_provision_says_in_words_is_found() -> None:
    rules = book(entry(starts={"zh": "立案之日", "en": "the filing of the case"}), entry("other.limit"))
    assert [p.key for p in rules.find("立案之日")] == ["some.limit"]
    assert [p.key for p in rules.find("FILING OF")] == ["some.limit"]
