"""The shipped disputes and the assistance: what they name exists, their stories come true, and each story looks."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from zhiquan.definitions import SHIPPED, files, read_yaml
from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.hall.matters.load import matter_from, scenario_from
from zhiquan.hall.matters.scenario import run
from zhiquan.hall.matters.schema import ClockOp, Matter
from zhiquan.hall.matters.shapes import resolve
from zhiquan.rules.law import Span

STORIES = {
    "adjudication": {"favourable", "unfavourable", "interrupted", "mediated", "not-filed", "remitted", "repeated"},
    "mediation": {"favourable", "unfavourable", "interrupted", "failed", "before-grant"},
    "rights-assistance": {"favourable", "unfavourable", "interrupted"},
}
ALL = [(code, name) for code, names in STORIES.items() for name in sorted(names)]


def matter(code: str) -> Matter:
    shapes = {path.stem: read_yaml(path) for path in files("shapes") if path.stem in {"dispute", "service"}}
    return matter_from(resolve(read_yaml(SHIPPED / "matters" / code / "definition.yaml"), shapes))


def story(code: str, name: str) -> dict[str, Any]:
    found: dict[str, Any] = copy.deepcopy(read_yaml(SHIPPED / "matters" / code / "scenarios" / f"{name}.yaml"))
    return found


@pytest.mark.parametrize(("code", "names"), STORIES.items())
def test_each_ships_the_stories_told_of_it(code: str, names: set[str]) -> None:
    assert {path.stem for path in (SHIPPED / "matters" / code / "scenarios").glob("*.yaml")} == names


@pytest.mark.parametrize(("code", "name"), ALL)
def test_every_story_comes_true(code: str, name: str) -> None:
    assert run(scenario_from(name, story(code, name)), matter(code), law_book(), calendar()) == ()


@pytest.mark.parametrize(("code", "name"), ALL)
def test_a_day_counted_wrong_is_told_at_its_step(code: str, name: str) -> None:
    raw, definition = story(code, name), matter(code)
    days = [
        (number, clock)
        for number, step in enumerate(raw["steps"], 1)
        for clock, day in (step.get("expect", {}).get("clocks") or {}).items()
        if day
    ]
    for number, clock in days:
        told = copy.deepcopy(raw)
        told["steps"][number - 1]["expect"]["clocks"][clock] = "1999-01-01"
        faults = run(scenario_from(name, told), definition, law_book(), calendar())
        assert [fault.place for fault in faults] == [f"steps.{number}"], (name, clock)


def test_the_time_to_close_an_adjudication_leaves_out_all_that_the_law_leaves_out() -> None:
    """Order 81 art. 37: suspension, public notice, testing, objection to jurisdiction, evidence, settlement."""
    definition = matter("adjudication")
    moves = [move for action in definition.actions for move in action.clocks if move.clock == "decision"]
    for op in (ClockOp.PAUSE, ClockOp.RESUME):
        assert {move.span for move in moves if move.op is op} == {
            Span.SUSPENSION, Span.PUBLIC_NOTICE, Span.TESTING, Span.JURISDICTION, Span.EVIDENCE, Span.SETTLEMENT,
        }  # fmt: skip


def test_nobody_decides_alone_what_another_has_to_approve() -> None:
    definition = matter("adjudication")
    assert {key: definition.action(key).requires.not_same_person_as for key in ("file", "decide", "dismiss")} == {
        "file": ("propose_filing",),
        "decide": ("deliberate",),
        "dismiss": ("propose_dismissal",),
    }


@pytest.mark.parametrize("code", STORIES)
def test_every_letter_is_reviewed_and_signed_by_others_than_its_drafter(code: str) -> None:
    for letter in matter(code).letters:
        assert not set(letter.drafters) & {*letter.reviewers, *letter.signers}
