"""The running tally against the thresholds of crime: which act reached which figure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rules.law.making import book, day, entry

from zhiquan.definitions.shelf import law_book
from zhiquan.rules.law import Act, tally

BOOK = law_book()


def act(on: str, measure: str, amount: int, about: str = "甲牌", *, dealt_with: bool = False) -> Act:
    return Act(day(on), measure, Decimal(amount), about, dealt_with)


def reached(crime: str, *acts: Act, sanctions: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    found = tally(crime, acts, BOOK, tuple(map(day, sanctions)))
    return [(str(one.act.on), hit.provision.key) for one in found.entries for hit in one.reached]


def test_gains_add_up_until_the_figure_is_reached() -> None:
    acts = (act("2026-03-01", "gain", 15_000), act("2026-01-10", "gain", 14_999), act("2026-04-01", "gain", 1))
    assert reached("counterfeit.goods", *acts) == [("2026-04-01", "crime.counterfeit.goods.gain")]


def test_each_kind_of_amount_is_summed_by_itself() -> None:
    acts = (act("2026-01-10", "gain", 29_999), act("2026-02-10", "turnover", 49_999))
    assert reached("counterfeit.goods", *acts) == []
    found = tally("counterfeit.goods", acts, BOOK)
    assert found.entries[-1].totals == {"gain": 29_999, "turnover": 49_999}


def test_two_marks_lower_the_figure_from_the_second_on() -> None:
    acts = (act("2026-01-10", "gain", 20_000), act("2026-02-10", "gain", 1, "乙牌"))
    assert reached("counterfeit.goods", *acts) == [("2026-02-10", "crime.counterfeit.goods.two.gain")]


@pytest.mark.parametrize(
    ("sanction", "hits"), [("2024-02-10", 1), ("2024-02-09", 0), ("2026-02-09", 1), ("2026-02-10", 0)]
)
def test_repetition_within_two_years_of_a_sanction_lowers_the_figure(sanction: str, hits: int) -> None:
    assert len(reached("counterfeit.goods", act("2026-02-10", "gain", 20_000), sanctions=(sanction,))) == hits


def test_what_was_dealt_with_does_not_count_again() -> None:
    acts = (act("2026-01-10", "gain", 29_000, dealt_with=True), act("2026-02-10", "gain", 29_000, "乙牌"))
    assert reached("counterfeit.goods", *acts) == []


def test_ten_times_the_figure_is_especially_serious() -> None:
    hits = reached("counterfeit.goods", act("2026-01-10", "turnover", 500_000))
    assert [key for _, key in hits] == ["crime.counterfeit.goods.turnover", "crime.counterfeit.serious"]
    # before the interpretation of 2025 the figure was fixed
    hits = reached("counterfeit.goods", act("2024-01-10", "turnover", 250_000))
    assert [key for _, key in hits] == ["crime.counterfeit.goods.turnover", "crime.counterfeit.serious.turnover"]


def test_unsold_goods_count_with_those_sold_against_three_times_the_figure() -> None:
    assert reached("selling", act("2026-01-10", "unsold", 149_999)) == []
    assert reached("selling", act("2026-01-10", "unsold", 150_000)) == [("2026-01-10", "crime.selling.unsold")]
    mixed = (act("2026-01-10", "unsold", 110_000), act("2026-01-11", "sales", 40_000))
    assert reached("selling", *mixed) == [("2026-01-11", "crime.selling.unsold")]
    assert reached("selling", act("2026-01-11", "sales", 50_000)) == [("2026-01-11", "crime.selling.sales")]


def test_the_law_of_the_day_of_the_act_is_used() -> None:
    assert reached("fake-patent", act("2025-04-25", "loss", 300_000)) == []
    assert reached("fake-patent", act("2025-04-26", "loss", 300_000)) == [("2025-04-26", "crime.fake-patent.loss")]
    # no rule on repetition before 26 April 2025
    assert reached("counterfeit.goods", act("2025-04-25", "gain", 20_000), sanctions=("2025-01-01",)) == []


def test_what_is_reached_is_said_as_a_lead() -> None:
    found = tally("counterfeit.goods", [act("2026-01-10", "gain", 30_000)], BOOK).reached[0]
    assert found.text.zh.startswith("累计30000，达到")
    assert found.text.zh.endswith("供移送审查。")
    assert (found.threshold, found.total, found.measure) == (30_000, 30_000, "gain")


def test_a_crime_the_book_does_not_know_reaches_nothing() -> None:
    assert tally("selling", [act("2026-01-10", "sales", 10**9)], book()).reached == ()
    only = book(entry("crime.selling.unsold", 3, "times"), entry("crime.selling.serious", 10, "times"))
    assert tally("selling", [act("2026-01-10", "sales", 10**9)], only).reached == ()


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 60_000)), max_size=8))
def test_each_figure_is_reached_once_and_never_before_its_sum(amounts: list[tuple[int, int]]) -> None:
    acts = [act(f"2026-{1 + n // 28:02}-{1 + n % 28:02}", "gain", amount) for n, amount in amounts]
    found = tally("counterfeit.goods", acts, BOOK)
    keys = [one.provision.key for one in found.reached]
    assert len(keys) == len(set(keys))
    assert all(one.total >= one.threshold for one in found.reached)
    assert ("crime.counterfeit.goods.gain" in keys) is (sum(amount for _, amount in amounts) >= 30_000)
