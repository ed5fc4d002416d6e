"""What was returned from below stands beside what is computed, place by place, as soon as all of it is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.office.returns.conftest import CITY, COUNTIES, EAST, PROVINCE, TRAINING, WEST, Office
from tests.office.returns.conftest import office as office  # noqa: PLC0414 - a fixture

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.model import parse_period
from zhiquan.office.returns.definition import Measure, Return
from zhiquan.office.returns.files import package, return_files
from zhiquan.office.returns.periods import Every
from zhiquan.scenes.reporting.returned import returned_values
from zhiquan.scenes.reporting.sources.returns import parts_of

CODE = "activities.training_firms"


def value(division: str, period: str) -> object:
    told = returned_values([CODE], [division], period).get((CODE, division))
    return told and (told.value, told.locked)


def test_a_month_is_there_when_all_below_have_handed_in_and_final_when_it_is_signed(office: Office) -> None:
    round_ = office.opened()
    office.fill(round_, EAST, [TRAINING])
    assert value(EAST, "2026-09") == (30, False)
    assert value(CITY, "2026-09") is None, "three counties are still to come"
    for county in COUNTIES[1:]:
        office.fill(round_, county, [TRAINING] if county == WEST else [])
    assert value(PROVINCE, "2026-09") == (60, False)


def test_the_year_so_far_needs_every_month_of_it(office: Office) -> None:
    for month in range(1, 10):
        office.collected(
            office.opened(period=f"2026-{month:02}"), {EAST: [{**TRAINING, "held-on": f"2026-{month:02}-05"}]}
        )
        told = value(CITY, "2026-09-ytd")
        assert told == (None if month < 9 else (270, False))
    assert value(CITY, "2026-08") == (30, False)


def test_a_signed_value_stands_whatever_becomes_of_the_rows(office: Office) -> None:
    from zhiquan.office.returns import services

    round_ = office.opened()
    office.collected(round_, {EAST: [TRAINING]})
    office.signed(round_)
    corrected = {**TRAINING, "firms": "5"}
    services.correct(office.actor("province"), office.sheet(round_, EAST).pk, 1, corrected, "复核", revision=1)
    assert value(PROVINCE, "2026-09") == (30, True)


def test_a_locked_round_counts_with_its_missing_places_named(office: Office) -> None:
    from zhiquan.office.returns import services

    round_ = office.opened()
    office.fill(round_, EAST, [TRAINING])
    services.lock(office.actor("province"), round_.pk, "三县区缺报")
    assert value(PROVINCE, "2026-09") == (30, False)


@pytest.mark.parametrize(
    ("every", "more", "period", "parts"),
    [
        (Every.MONTH, {}, "2026-03", ("2026-03",)),
        (Every.MONTH, {}, "2026-03-ytd", ("2026-01", "2026-02", "2026-03")),
        (Every.QUARTER, {}, "2026-06-ytd", ("2026-Q1", "2026-Q2")),
        (Every.QUARTER, {}, "2026-06", ()),
        (Every.QUARTER, {}, "2026-05-ytd", ()),
        (Every.QUARTER, {"flow": False}, "2026-06", ("2026-Q2",)),
        (Every.YEAR, {}, "2026-12-ytd", ("2026",)),
        (Every.MONTH, {"of": "distinct", "column": "uscc"}, "2026-03-ytd", ()),
        (Every.MONTH, {"of": "distinct", "column": "uscc"}, "2026-01-ytd", ("2026-01",)),
    ],
)
def test_flows_are_added_over_the_year_and_stocks_never(
    every: Every, more: dict[str, object], period: str, parts: tuple[str, ...]
) -> None:
    label = {"zh": "数", "en": "n"}
    measure = Measure.model_validate({"key": "n", "label": label, "unit": label, **more})
    assert parts_of(parse_period(period), every, measure) == parts


def test_every_indicator_that_is_returned_is_answered_by_one_measure_of_the_return_it_names() -> None:
    nowhere = Path("nowhere")
    answered: dict[str, list[str]] = {}
    for code in return_files(nowhere):
        for measure in Return.model_validate(package(code, nowhere).resolved["return"]).measures:
            if measure.figure:
                answered.setdefault(measure.figure, []).append(code)
    asked = {one.code: [one.source.form] for one in catalogue(nowhere) if one.source.how == "returned"}
    assert answered == asked
