from __future__ import annotations

import copy
from typing import Any

import pytest

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.hall.matters.load import DefinitionRefusal, scenario_from
from zhiquan.hall.matters.scenario import run
from zhiquan.hall.matters.schema import Matter
from zhiquan.rules.law import Book, Calendar

STORIES = SHIPPED / "matters/pledge/scenarios"
NAMES = sorted(path.stem for path in STORIES.glob("*.yaml"))


def story(name: str) -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(read_yaml(STORIES / f"{name}.yaml"))
    return found


def test_the_pledge_ships_a_favourable_an_unfavourable_and_an_interrupted_story() -> None:
    assert NAMES == ["favourable", "interrupted", "unfavourable"]


@pytest.mark.parametrize("name", NAMES)
def test_the_stories_of_the_pledge_come_true(name: str, pledge: Matter, book: Book, days: Calendar) -> None:
    assert run(scenario_from(name, story(name)), pledge, book, days) == ()


@pytest.mark.parametrize("name", NAMES)
def test_every_expectation_of_a_story_is_looked_at(name: str, pledge: Matter, book: Book, days: Calendar) -> None:
    """Whatever a step expects, expecting something else there is reported there."""
    other = {"state": "nowhere", "due": "1999-01-01", "paused": None, "outcome": "none", "refused": "cases.other"}
    for number, step in enumerate(story(name)["steps"], 1):
        for key, value in step.get("expect", {}).items():
            spoilt = story(name)
            spoilt["steps"][number - 1]["expect"][key] = (not value) if key == "paused" else other[key]
            places = {fault.place for fault in run(scenario_from(name, spoilt), pledge, book, days)}
            assert places == {f"steps.{number}"}, (number, key)


def test_a_step_that_is_refused_without_being_expected_to_be_is_reported(
    pledge: Matter, book: Book, days: Calendar
) -> None:
    told = story("interrupted")
    del told["steps"][4]["expect"]
    faults = run(scenario_from("x", told), pledge, book, days)
    assert [fault.place for fault in faults] == ["steps.5"]
    assert "cases.closed" in faults[0].text.zh


def test_a_step_is_exactly_one_thing() -> None:
    told = story("interrupted")
    told["steps"][0]["action"] = "accept"
    with pytest.raises(DefinitionRefusal):
        scenario_from("x", told)
