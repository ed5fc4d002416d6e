"""What the checks found at the submission binds later steps and stands in the letters."""

from __future__ import annotations

import copy
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.hall.matters.test_several_parties import FORM, PARTY, RAW, ROLES, label, step

from zhiquan.hall.matters.letter_values import source_known, values
from zhiquan.hall.matters.load import matter_from, scenario_from
from zhiquan.hall.matters.prove import World, prove
from zhiquan.hall.matters.scenario import run
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.rules.law import Book, Calendar

CLEAN = {"key": "clean", "holds": 'checks["no-listing"] != "fail"', "message": label("在名单上。")}
LETTER = {
    "key": "refusal", "label": label("通知书"), "from": ["filed"], "drafters": ["examiner"], "reviewers": ["examiner"],
    "signers": ["head"], "variables": {"why": "checks.failed", "one": "checks.no-listing"},
}  # fmt: skip
USES = [
    {"key": key, "check": f"toy.{key}", "label": label(key), "on_fail": "warn"} for key in ("no-listing", "no-double")
]


@pytest.fixture
def quarrel() -> Matter:
    raw: dict[str, Any] = copy.deepcopy(RAW)
    raw |= {"checks": USES, "letters": [LETTER]}
    next(a for a in raw["actions"] if a["key"] == "serve")["requires"] = {"conditions": [CLEAN]}
    return matter_from(raw)


@pytest.mark.parametrize(("found", "refused"), [("fail", "cases.condition"), ("unknown", None), ("pass", None)])
def test_a_step_may_be_barred_by_what_a_check_found(
    quarrel: Matter, book: Book, days: Calendar, found: str, refused: str | None
) -> None:
    opening = {"day": date(2026, 1, 5), "submit": True, "role": "applicant", "checks": {"no-listing": found}}
    steps = [opening, step("2026-01-06", "serve", "examiner", expect={"refused": refused})]
    told = {"title": label("t"), "organisation": PARTY, "form": FORM, "steps": steps}
    assert run(scenario_from("t", told), quarrel, book, days) == ()


def test_a_condition_over_checks_is_proved(quarrel: Matter, book: Book) -> None:
    world = World(ROLES, {"toy.no-listing", "toy.no-double"}, set(), book, date(2026, 1, 5))
    assert [fault.place for fault in prove(quarrel, {}, world)] == ["letters.refusal"]  # its template is not here


def test_a_letter_says_what_failed_and_nothing_else(quarrel: Matter) -> None:
    def check(key: str, outcome: str, zh: str) -> dict[str, Any]:
        return {"key": key, "outcome": outcome, "text": {"zh": zh, "en": zh}}

    found = (check("no-listing", "fail", "失信名单 S1"), check("no-double", "pass", "没有"))
    snapshot = replace(Snapshot(), checks=found)
    assert values(quarrel, snapshot, "JF-1", "refusal") == {"why": "失信名单 S1", "one": "失信名单 S1"}
    assert values(quarrel, Snapshot(), "JF-1", "refusal") == {"why": "", "one": ""}
    assert source_known(quarrel, "checks.failed")
    assert not source_known(quarrel, "checks.other")
