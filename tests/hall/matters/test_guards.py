"""The guards, one by one: with the guard the step is refused, with the guard taken out of the definition it is not."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.guards import Who, obstacles, why_not
from zhiquan.hall.matters.load import matter_from, scenario_from
from zhiquan.hall.matters.ports import CheckOutcome, CheckResult
from zhiquan.hall.matters.scenario import run
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Done, LetterStand, Snapshot
from zhiquan.rules.law import Book, Calendar
from zhiquan.rules.text import Text

SAID = Text("说明", "said")
EVERYBODY = ["applicant", "window", "examiner", "reviewer", "head"]


def part(raw: dict[str, Any], group: str, key: str) -> dict[str, Any]:
    found: dict[str, Any] = next(item for item in raw[group] if item["key"] == key)
    return found


@pytest.mark.parametrize(
    ("spoil", "step"),
    [
        (lambda raw: part(raw, "checks", "annuity-paid").pop("asks"), 1),
        (lambda raw: part(raw, "actions", "lapse").pop("requires"), 4),
        (lambda raw: part(raw, "actions", "supplement").update(once=False), 6),
        (lambda raw: part(raw, "actions", "accept").update(roles=EVERYBODY), 7),
        (lambda raw: part(raw, "actions", "take_result")["fields"][1].pop("required_when"), 10),
        (lambda raw: part(raw, "actions", "deliver").pop("requires"), 12),
    ],
)
def test_a_definition_that_lost_a_guard_is_caught_by_its_own_story(
    raw: dict[str, Any], book: Book, days: Calendar, spoil: Any, step: int
) -> None:
    told = scenario_from("favourable", read_yaml(SHIPPED / "matters/pledge/scenarios/favourable.yaml"))
    spoil(raw)
    places = [fault.place for fault in run(told, matter_from(raw), book, days)]
    assert places[0] == f"steps.{step}"


def refused(matter: Matter, snapshot: Snapshot, action: str, who: Who, moment: Moment) -> str:
    refusal = why_not(matter, snapshot, matter.action(action), who, moment)
    return refusal.code if refusal else ""


def test_who_took_a_step_does_not_take_the_one_that_checks_it(raw: dict[str, Any], book: Book, days: Calendar) -> None:
    part(raw, "actions", "take_result")["requires"] = {"not_same_person_as": ["forward"]}
    matter, moment = matter_from(raw), Moment(date(2026, 7, 20), days, book)
    forward = Done("forward", 3, 7, "examiner", date(2026, 7, 15), {})
    snapshot = Snapshot(seq=3, state="forwarded", done=(forward,))
    assert refused(matter, snapshot, "take_result", Who(7, frozenset({"examiner"})), moment) == "cases.same-person"
    assert refused(matter, snapshot, "take_result", Who(8, frozenset({"examiner"})), moment) == ""


@pytest.mark.parametrize(
    ("stage", "code"),
    [
        ("drafted", "cases.needs-letter"),
        ("reviewed", "cases.needs-letter"),
        ("signed", ""),
        ("void", "cases.needs-letter"),
    ],
)
def test_only_a_signed_letter_opens_the_delivery(
    pledge: Matter, book: Book, days: Calendar, stage: str, code: str
) -> None:
    snapshot = Snapshot(seq=5, state="registered_back", letters=(LetterStand("result", 1, stage),))
    moment = Moment(date(2026, 7, 23), days, book)
    assert refused(pledge, snapshot, "deliver", Who(1, frozenset({"window"})), moment) == code


def test_a_result_is_taken_back_only_for_a_pack_that_was_sent(pledge: Matter, book: Book, days: Calendar) -> None:
    who, moment = Who(1, frozenset({"examiner"})), Moment(date(2026, 7, 20), days, book)
    assert refused(pledge, Snapshot(seq=3, state="forwarded"), "take_result", who, moment) == "cases.needs-pack"
    assert refused(pledge, Snapshot(seq=3, state="forwarded", packs=("cnipa",)), "take_result", who, moment) == ""


def test_a_failed_check_that_only_warns_does_not_block(pledge: Matter) -> None:
    form = {"co_owned": "no", "valued": "no"}
    papers = ("application", "contract", "identity")

    def against(key: str, outcome: CheckOutcome) -> int:
        return len(obstacles(pledge, form, [CheckResult(key, outcome, SAID, SAID)], papers))

    assert against("same-day-dual-filing", CheckOutcome.FAIL) == 0
    assert against("right-in-force", CheckOutcome.FAIL) == 1
    assert against("right-in-force", CheckOutcome.UNKNOWN) == 1
    assert against("right-in-force", CheckOutcome.PASS) == 0
    assert len(obstacles(pledge, {**form, "co_owned": "yes"}, [], papers)) == 1
