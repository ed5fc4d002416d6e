"""Ticks that look at one search at once, and ticks that are killed; first that they do meet without the guards."""

from __future__ import annotations

from typing import Any

import pytest
from tests.hall.cases.test_race import race
from tests.portal.watch.race_watch import CRASH, POINTS, TICKS

pytestmark = pytest.mark.own_database


@pytest.fixture(scope="module")
def happened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return race(tmp_path_factory.mktemp("watch"), module="tests.portal.watch.race_watch")


def test_without_the_guards_ticks_that_meet_would_tell_a_record_twice(happened: dict[str, Any]) -> None:
    """The positive control: only the constraint of the database is left to stop them."""
    assert happened["unguarded"].count("IntegrityError") >= 1


def test_of_ticks_at_the_same_moment_exactly_one_tells(happened: dict[str, Any]) -> None:
    assert happened["guarded"] == ["0"] * (TICKS - 1) + ["1"]


@pytest.mark.parametrize("point", POINTS)
def test_a_tick_that_is_killed_has_told_nothing_and_the_next_one_tells_it(happened: dict[str, Any], point: str) -> None:
    assert happened["killed"][point] == {"status": CRASH, "by the dead": 0, "in the end": 1}
