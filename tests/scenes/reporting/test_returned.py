"""Returns as figures: rounds of the year add up, a place that has told nothing has no value, locks are told."""

from __future__ import annotations

from tests.office.returns.conftest import CITY, COUNTIES, TRAINING, Office, office

from zhiquan.scenes.reporting.returns import from_returns

__all__ = ["office"]
CODES = ["activities.trainings", "activities.training_firms", "activities.bank_meetings"]


def rows(month: str, count: int) -> dict[str, list[dict[str, str]]]:
    return {
        COUNTIES[0]: [{**TRAINING, "held-on": f"{month}-{day + 1:02}", "title": f"培训{day}"} for day in range(count)]
    }


def test_the_rounds_of_a_year_add_up_and_a_month_stands_alone(office: Office) -> None:
    for month, count in (("2026-08", 2), ("2026-09", 3)):
        office.collected(office.opened(period=month), rows(month, count))
    year = from_returns(CODES, [CITY, COUNTIES[0], COUNTIES[1]], "2026-09-ytd")
    assert (year["activities.trainings", CITY].value, len(year["activities.trainings", CITY].rounds)) == (5, 2)
    assert year["activities.training_firms", COUNTIES[0]].value == 150
    assert year["activities.trainings", COUNTIES[1]].value == 0
    assert from_returns(CODES, [CITY], "2026-09")["activities.trainings", CITY].value == 3
    assert from_returns(CODES, [CITY], "2026-07-ytd") == {}


def test_before_anything_is_in_nothing_is_told_and_only_a_locked_round_is_final(office: Office) -> None:
    round_ = office.opened(period="2026-09")
    assert from_returns(CODES, [CITY], "2026-09") == {}
    office.collected(round_, rows("2026-09", 1))
    assert not from_returns(CODES, [CITY], "2026-09")["activities.trainings", CITY].locked
    office.signed(round_)
    assert from_returns(CODES, [CITY], "2026-09")["activities.trainings", CITY].locked
