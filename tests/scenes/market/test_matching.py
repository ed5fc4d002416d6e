"""A demand and what answers it: each reason by itself, and planted pairs found among others."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhiquan.scenes.market.matching import LEAST, POINTS, Criterion, Match, Offered, Wanted, match, ranked

STEPS = {"ipc:H": 1, "ipc:H01": 2, "ipc:H01M": 3, "ipc:H01M10": 4, "ipc:H01M10/0525": 5}
WANTED = Wanted(("sale", "licence"), STEPS, {"隔膜": 0.6, "锂电池": 0.4}, "990101", Decimal(100))


def offered(**changes: object) -> Offered:
    told: dict[str, object] = {
        "kind": "sale", "steps": frozenset(STEPS), "words": frozenset({"隔膜", "锂电池"}), "division": "990101",
        "at_once": Decimal(100),
    }  # fmt: skip
    return Offered(**{**told, **changes})  # type: ignore[arg-type]


def points(found: Match | None, criterion: Criterion) -> tuple[int, int]:
    assert found is not None
    reason = next(one for one in found.reasons if one.criterion is criterion)
    assert reason.text.zh
    assert reason.text.en
    return reason.points, reason.possible


def test_what_agrees_in_everything_has_all_points_and_names_what_agrees() -> None:
    found = match(WANTED, offered())
    assert found is not None
    assert found.score == 100
    told = {one.criterion: one.text.zh for one in found.reasons}
    assert told[Criterion.CLASSES] == "同属 H01M10/0525"
    assert told[Criterion.WORDS] == "共同的词：隔膜、锂电池"


def test_the_deeper_the_common_class_the_more_points() -> None:
    depths = [frozenset(list(STEPS)[:depth]) for depth in range(1, 6)]
    found = [points(match(WANTED, offered(steps=steps)), Criterion.CLASSES)[0] for steps in depths]
    assert found == [0, 8, 24, 34, 40]


def test_what_cannot_be_told_counts_neither_for_nor_against() -> None:
    found = match(WANTED, offered(at_once=None, division=""))
    assert points(found, Criterion.PRICE) == (0, 0)
    assert points(found, Criterion.PLACE) == (0, 0)
    assert found is not None
    assert found.score == 100


def test_a_price_within_the_budget_counts_more_than_one_a_little_above_and_that_more_than_a_far_one() -> None:
    prices = (Decimal(100), Decimal(120), Decimal("120.01"))
    assert [points(match(WANTED, offered(at_once=one)), Criterion.PRICE)[0] for one in prices] == [10, 5, 0]


def test_near_counts_more_than_far() -> None:
    places = ("990101", "990102", "990201", "110101")
    assert [points(match(WANTED, offered(division=one)), Criterion.PLACE)[0] for one in places] == [10, 7, 4, 0]


def test_another_kind_of_deal_is_no_match_whatever_else_agrees() -> None:
    assert match(WANTED, offered(kind="open")) is None


def test_place_and_price_alone_make_no_match() -> None:
    assert match(WANTED, offered(steps=frozenset({"ipc:G"}), words=frozenset())) is None


@given(
    st.sets(st.sampled_from(sorted(STEPS))),
    st.sets(st.sampled_from(["隔膜", "锂电池", "电机"])),
    st.sampled_from(["", "990101", "990102", "110101"]),
    st.none() | st.decimals(0, 1000, places=2),
)
def test_the_score_is_the_share_of_the_points_that_could_be_told(
    steps: set[str], words: set[str], division: str, price: Decimal | None
) -> None:
    found = match(WANTED, offered(steps=steps, words=words, division=division, at_once=price))
    if found is None:
        return
    assert LEAST <= found.score <= 100
    possible = sum(one.possible for one in found.reasons)
    assert found.score == round(100 * sum(one.points for one in found.reasons) / possible)
    assert all(0 <= one.points <= one.possible <= POINTS[one.criterion] for one in found.reasons)


@given(st.lists(st.tuples(st.text(max_size=3), st.integers(0, 100)), max_size=20))
def test_the_best_come_first_and_equal_ones_by_their_number(found: list[tuple[str, int]]) -> None:
    order = [(one.score, number) for number, one in ranked((number, Match(score, ())) for number, score in found)]
    assert all(a[0] > b[0] or (a[0] == b[0] and a[1] <= b[1]) for a, b in pairwise(order))
