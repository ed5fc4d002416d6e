"""Working days: the plain week, announced exceptions, years nobody has announced."""

from __future__ import annotations

from datetime import timedelta

import chinese_calendar
import pytest
from tests.rules.law.making import day, week

from zhiquan.definitions.shelf import calendar
from zhiquan.rules.law import Calendar, Certainty


def test_an_announced_year_knows_days_off_and_make_up_days() -> None:
    days = week("2026-10-01", working=("2026-10-10",))
    asked = {text: days.is_working(day(text)) for text in ("2026-10-01", "2026-10-02", "2026-10-10", "2026-10-11")}
    assert asked == {"2026-10-01": False, "2026-10-02": True, "2026-10-10": True, "2026-10-11": False}
    assert days.certainty(day("2026-10-01")) is Certainty.ANNOUNCED


def test_a_year_without_notice_counts_weekends_only_and_is_provisional() -> None:
    days = week()
    assert days.is_working(day("2027-10-01"))
    assert not days.is_working(day("2027-10-02"))
    assert days.certainty(day("2027-10-01")) is Certainty.PROVISIONAL


@pytest.mark.parametrize(
    ("off", "working", "said"),
    [
        (["2026-10-10"], ["2026-10-10"], "both off and working"),
        ([], ["2026-10-12"], "working anyway"),
        (["2027-01-01"], [], "not listed"),
    ],
)
def test_a_contradictory_calendar_is_a_fault(off: list[str], working: list[str], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Calendar([2026], map(day, off), map(day, working))


def test_a_region_may_add_days_off_of_its_own() -> None:
    nation = {
        "years": {
            2026: {
                "rest": [{"name": "元旦", "from": day("2026-01-01"), "to": day("2026-01-03")}],
                "working": [day("2026-01-04")],
            }
        }
    }
    region = {"years": {2026: {"rest": [{"name": "三月三", "from": day("2026-04-20"), "to": day("2026-04-21")}]}}}
    both = Calendar.from_documents({"cn.yaml": nation, "region.yaml": region})
    assert not both.is_working(day("2026-04-21"))
    assert both.is_working(day("2026-01-04"))
    assert Calendar.from_documents({"cn.yaml": nation}).is_working(day("2026-04-21"))


@pytest.mark.parametrize("year", range(2018, 2027))
def test_every_day_of_an_announced_year_agrees_with_an_independent_table(year: int) -> None:
    shipped = calendar()
    days = [day(f"{year}-01-01") + timedelta(days=n) for n in range(366)]
    differing = [d for d in days if d.year == year and shipped.is_working(d) != chinese_calendar.is_workday(d)]
    assert differing == []
    assert shipped.certainty(days[0]) is Certainty.ANNOUNCED


def test_days_off_that_run_backwards_are_a_fault() -> None:
    with pytest.raises(ValueError, match="backwards"):
        Calendar.from_documents(
            {"x": {"years": {2026: {"rest": [{"from": day("2026-01-03"), "to": day("2026-01-01")}]}}}}
        )
