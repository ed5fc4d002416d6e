"""Random lawful and unlawful steps through the pledge: never a crash, and what is derived always agrees."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from tests.hall.cases.world import REGISTERED, World

from zhiquan.hall.cases import journal, projection, services
from zhiquan.hall.cases.models import Case, NumberSeries
from zhiquan.hall.cases.shelf import matter_of
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.rules.refusal import Refusal

PEOPLE = ("applicant", "window", "examiner", "reviewer", "head", "city", "elsewhere", "rival")
REFUSED = {"result": "refused", "registered_on": "2026-07-20", "reason": "同日申请"}
DATA: tuple[dict[str, Any], ...] = (
    {},
    {"items": "缺章"},
    {"note": "已补"},
    {"reason": "不符"},
    {"opinion": "齐全"},
    REGISTERED,
    REFUSED,
    {"result": "??", "registered_on": "昨天", "note": ["x"], "opinion": None},
)
LAWFUL: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("accept", "window", {}),
    ("forward", "examiner", DATA[4]),
    ("take_result", "examiner", REGISTERED),
    ("take_result", "examiner", REFUSED),
    ("deliver", "window", {}),
    ("deliver_refusal", "window", {}),
    ("answer_supplement", "applicant", DATA[2]),
    ("supplement", "window", DATA[1]),
    ("not_accept", "city", DATA[3]),
    ("withdraw", "applicant", {}),
)
ACTIONS = (*sorted({action for action, _, _ in LAWFUL}), "lapse", "decide", "")


class Pledge(RuleBasedStateMachine):
    """One case under attack, among others that are only submitted."""

    world: ClassVar[World]
    seen: ClassVar[set[str]] = set()

    @initialize()
    def begin(self) -> None:
        self.undo = transaction.atomic()
        self.undo.__enter__()
        self.world.clock.turn(6)
        self.case = self.world.case()
        self.submitted = 1

    def teardown(self) -> None:
        if hasattr(self, "undo"):
            transaction.set_rollback(True)
            self.undo.__exit__(None, None, None)

    def attempt(self, name: str, action: str, data: dict[str, Any], version: int, key: str) -> None:
        before, refused = self.case.version, None
        try:
            services.act(self.world.actor(name), self.case.number, action, data, version=version, key=key)
        except Refusal as refusal:
            refused = refusal
        self.case.refresh_from_db()
        assert self.case.version in ({before} if refused else {before, before + 1})
        assert refused is None or (refused.text.zh and refused.text.en)

    @rule(
        name=st.sampled_from(PEOPLE),
        action=st.sampled_from(ACTIONS),
        data=st.sampled_from(DATA),
        stale=st.integers(0, 1),
        key=st.integers(0, 30),
    )
    def anything(self, name: str, action: str, data: dict[str, Any], stale: int, key: int) -> None:
        self.attempt(name, action, data, self.case.version - stale, f"k{key}")

    @rule(choice=st.integers(0, 3))
    def what_may_come_next(self, choice: int) -> None:
        matter = matter_of(self.case.definition)
        possible = [step for step in LAWFUL if self.case.state in matter.action(step[0]).from_]
        if possible:
            action, name, data = possible[choice % len(possible)]
            if letter := matter.action(action).requires.letter:
                self.letter("signed", letter)
            self.attempt(name, action, data, self.case.version, f"{action}-{self.case.version}")

    @rule(
        stage=st.sampled_from((*("drafted", "reviewed", "signed", "void"), "burnt")),
        template=st.sampled_from(("result", "refusal", "other")),
    )
    def letter(self, stage: str, template: str) -> None:
        lawful = stage != "burnt" and template != "other"
        try:
            journal.record(self.case, f"letter.{stage}", {"letter": 1, "template": template}, actor=None)
        except Refusal:
            assert not lawful
        else:
            assert lawful
        self.case.refresh_from_db()

    @rule(days=st.integers(0, 12))
    def time_passes(self, days: int) -> None:
        self.world.clock.at += timedelta(days=days)

    @rule()
    def the_firm_applies_again(self) -> None:
        self.world.case(f"again-{self.submitted}")
        self.submitted += 1

    @invariant()
    def the_derived_agrees_with_the_events(self) -> None:
        if not hasattr(self, "case"):
            return
        self.seen.add(self.case.state)
        kept = {name: getattr(self.case, name) for name in projection.PROJECTED}
        projection.rebuild(self.case)
        self.case.refresh_from_db()
        assert {name: getattr(self.case, name) for name in projection.PROJECTED} == kept
        assert journal.verify_chain(self.case).intact
        assert self.case.closed == bool(self.case.outcome)
        assert not (self.case.closed and (self.case.due_on or self.case.paused))

    @invariant()
    def the_register_holds_what_was_delivered(self) -> None:
        if hasattr(self, "case"):
            assert RegisterEntry.objects.count() == self.case.events.filter(data__action="deliver").count()

    @invariant()
    def no_number_is_given_twice_or_left_out(self) -> None:
        if hasattr(self, "case"):
            assert Case.objects.count() == NumberSeries.objects.get().last == self.submitted


SHORT = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_no_sequence_of_steps_breaks_a_case(world: World) -> None:
    Pledge.world = world
    run_state_machine_as_test(Pledge, settings=SHORT)
    assert {"delivered", "withdrawn", "not_accepted", "supplementing", "refused_back"} <= Pledge.seen


@pytest.mark.long
def test_no_long_sequence_of_steps_breaks_a_case(world: World) -> None:
    Pledge.world = world
    run_state_machine_as_test(Pledge, settings=settings(SHORT, max_examples=80, stateful_step_count=40))
