"""Ticks that meet, and ticks that are killed; first that they do meet without the guard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.hall.cases.race_tick import CRASH, POINTS, TICKS
from tests.hall.cases.test_race import race

pytestmark = pytest.mark.own_database

DONE = {"state": "listed", "told": 1, "steps": 1, "claims": 1, "notices": 1, "intact": True}
NOTHING = {"state": "publicity", "told": 0, "steps": 0, "claims": 0, "notices": 0, "intact": True}


def test_without_its_transaction_a_tick_that_meets_another_goes_wrong(tmp_path: Path) -> None:
    """The positive control: the ticks do meet, and only the database's own constraint stands in the way."""
    told = race(tmp_path, "unguarded", module="race_tick")
    assert any("1 failed" in report or "2 failed" in report or "3 failed" in report for report in told["reports"])


def test_ticks_at_the_same_moment_do_each_thing_once(tmp_path: Path) -> None:
    told = race(tmp_path, "ticks", module="race_tick")
    assert told["cases"] == [DONE] * 3
    assert sum(int(report.split()[0]) for report in told["reports"]) == 3
    assert all(report.endswith("0 failed") for report in told["reports"])
    assert len(told["reports"]) == TICKS


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return race(tmp_path_factory.mktemp("killed"), "killed", module="race_tick")


@pytest.mark.parametrize("point", POINTS)
def test_a_tick_killed_between_two_steps_loses_and_doubles_nothing(killed: dict[str, Any], point: str) -> None:
    assert killed[point]["status"] == CRASH
    assert killed[point]["after"] == (DONE if point == "after the commit" else NOTHING)
    assert killed[point]["in_the_end"] == DONE
