"""A sheet added up by hand: figures evenly between two marks, ceilings of bonus and deductions, ties, open sheets."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.insight.appraisals.definition import Appraisal, Item, appraisal_faults
from zhiquan.insight.appraisals.scoring import figure_points, grade_of, growth, ranking, total
from zhiquan.insight.figures.catalogue import catalogue

SHEET = Appraisal.model_validate(read_yaml(SHIPPED / "appraisals" / "counties-2025.yaml"))


def scores(**given: str | None) -> dict[str, Decimal | None]:
    held = {
        "pledges": "15",
        "pledge_growth": "10",
        "firms": "12",
        "cooperation": "20",
        "training": "15",
        "returns": "15",
    }
    return {key: None if value is None else Decimal(value) for key, value in {**held, **given}.items()}


def item(**rule: Any) -> Item:
    told = {"how": "figure", "indicator": "pledge.amount", **rule}
    return Item.model_validate({"key": "k", "label": {"zh": "项", "en": "item"}, "points": 20, "rule": told})


def test_the_shipped_sheet_names_only_indicators_that_there_are() -> None:
    assert appraisal_faults(SHEET, catalogue()) == ()


@pytest.mark.parametrize(
    ("value", "points"),
    [("60000000", "20.00"), ("45000000", "15.00"), ("90000000", "20.00"), ("0", "0.00"), ("10000000", "3.33")],
)
def test_forty_five_of_sixty_million_are_three_quarters_of_the_points(value: str, points: str) -> None:
    assert figure_points(SHEET.items[0], Decimal(value)) == Decimal(points)


def test_less_may_be_better_and_a_step_gives_all_or_nothing() -> None:
    days = item(full=60, zero=100)
    assert [figure_points(days, Decimal(d)) for d in (50, 60, 80, 100, 120)] == [20, 20, 10, 0, 0]
    step = item(full=90, steps=True)
    assert [figure_points(step, Decimal(d)) for d in ("89.99", "90")] == [0, 20]


def test_a_figure_that_is_not_signed_gives_no_points_and_growth_from_nothing_is_unknown() -> None:
    assert figure_points(SHEET.items[0], None) is None
    assert growth(Decimal(12), Decimal(10)) == 20
    assert growth(Decimal(12), Decimal(0)) is growth(None, Decimal(1)) is growth(Decimal(1), None) is None


def test_the_sheet_of_a_county_comes_to_what_was_added_up_by_hand() -> None:
    # 15 + 10 + 12 + 20 + 15 + 15 = 87; bonus 7 claimed, 5 at most; late 6 + wrong 8 = 14, 10 at most; 87 + 5 - 10 = 82
    one = total(SHEET, scores(model="7", late="6", misreported="8"))
    assert (one.ordinary, one.bonus, one.deduction, one.points) == (87, 5, 10, 82)
    grade = grade_of(SHEET, one)
    assert grade is not None
    assert grade.label.zh == "良好"


def test_equal_points_share_the_better_place_and_an_open_sheet_has_none() -> None:
    full, same = total(SHEET, scores()), total(SHEET, scores(firms="10", model="2"))
    less, open_ = total(SHEET, scores(firms="1")), total(SHEET, scores(training=None))
    assert ranking({"a": full, "b": same, "c": less, "d": open_}) == {"a": 1, "b": 1, "c": 3}
    assert open_.open == ("training",)
    assert grade_of(SHEET, open_) is None


@given(st.dictionaries(st.sampled_from([i.key for i in SHEET.items]), st.decimals(0, 500, places=2)))
def test_no_sheet_leaves_its_bounds(held: dict[str, Decimal]) -> None:
    one = total(SHEET, held)
    assert 0 <= one.points <= SHEET.full + SHEET.bonus_most
    assert one.deduction <= 10
    assert one.ordinary == sum(min(held.get(i.key, Decimal(0)), i.points) for i in SHEET.items if i.ordinary)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"full": 90}, "add up to 100"),
        ({"self_by": "2027-01-01"}, "follow each other"),
        ({"grades": [grade.model_dump(mode="json") for grade in SHEET.grades[::-1]]}, "highest"),
        ({"appraised": [SHEET.appraised[0].model_dump()] * 2}, "given twice"),
    ],
)  # fmt: skip
def test_a_sheet_that_does_not_hold_together_is_refused(change: dict[str, Any], fault: str) -> None:
    with pytest.raises(ValidationError, match=fault):
        Appraisal.model_validate(SHEET.model_dump(mode="json") | change)
