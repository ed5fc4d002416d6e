"""Two that want the same thing at the same moment: first that they do collide without the guard."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.hall.cases.test_race import race
from tests.scenes.race import TAKERS

pytestmark = [pytest.mark.own_database, pytest.mark.long]


def test_without_its_guards_one_patent_is_sold_to_every_buyer(tmp_path: Path) -> None:
    """The positive control: they do meet, and all of them see the listing open."""
    assert race(tmp_path, "deals", "unguarded", module="tests.scenes.race")["done"] == TAKERS


def test_one_patent_is_sold_to_one_buyer(tmp_path: Path) -> None:
    told = race(tmp_path, "deals", module="tests.scenes.race")
    assert told["told"] == [*["Conflict"] * (TAKERS - 1), "done"]
    assert (told["done"], told["listing"]) == (1, "sold")


def test_without_its_guards_a_fee_is_reminded_of_by_every_tick(tmp_path: Path) -> None:
    assert race(tmp_path, "reminders", "unguarded", module="tests.scenes.race")["reminded"] == TAKERS


def test_a_fee_is_reminded_of_by_one_tick(tmp_path: Path) -> None:
    told = race(tmp_path, "reminders", module="tests.scenes.race")
    assert told == {"told": [*["False"] * (TAKERS - 1), "True"], "reminded": 1, "happened": 1}


def test_without_its_guards_one_item_is_first_scored_by_everybody(tmp_path: Path) -> None:
    assert race(tmp_path, "scores", "unguarded", module="tests.scenes.race")["held"] == TAKERS


def test_one_item_is_first_scored_by_one_and_the_others_are_told(tmp_path: Path) -> None:
    told = race(tmp_path, "scores", module="tests.scenes.race")
    assert told == {"told": [*["Conflict"] * (TAKERS - 1), "claim"], "held": 1}


def test_without_its_guards_a_score_comes_after_the_result_was_reckoned(tmp_path: Path) -> None:
    """The positive control: the points that are published are not those in force."""
    assert race(tmp_path, "results", "unguarded", module="tests.scenes.race")["published"] is False


def test_a_result_is_published_once_with_the_points_in_force(tmp_path: Path) -> None:
    told = race(tmp_path, "results", module="tests.scenes.race")
    assert told["published"] is True
    assert told["told"].count("counties-2025") == 1
    assert set(told["told"]) <= {"counties-2025", "Conflict", "review"}
