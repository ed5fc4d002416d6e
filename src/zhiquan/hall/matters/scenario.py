"""The stories a definition ships with: steps and what is expected after each, told purely over the fold.

A scenario names the answers of its checks (they pass where it says nothing) and runs no effect; letters and packs are
steps of their own.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import Field as Attribute
from pydantic import model_validator

from zhiquan.hall.matters.clocks import Moment, ledgers, summary
from zhiquan.hall.matters.fold import ACTED, OPENED, apply
from zhiquan.hall.matters.guards import Who, obstacles, why_not
from zhiquan.hall.matters.moves import Application, FormRefusal, plan_action, plan_opening
from zhiquan.hall.matters.ports import CheckOutcome, CheckResult
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Event, Snapshot
from zhiquan.rules.forms.answers import read
from zhiquan.rules.forms.base import Fault, Key, Label, Model
from zhiquan.rules.identifiers.division import Level
from zhiquan.rules.law import Book, Calendar, due
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class Expect(Model):
    """What must hold after a step; ``refused`` is the code of the refusal that must come instead.

    ``clocks`` are the last days of open runs, by ``<clock>`` or ``<clock>/<subject>``; ``results`` answers of the step.
    """

    state: Key | None = None
    due: date | None = None
    paused: bool | None = None
    outcome: str | None = None
    refused: str | None = None
    clocks: dict[str, date | None] | None = None
    results: dict[str, Any] | None = None


class Step(Model):
    """One step on a day: the submission, an action somebody takes in a role, or a letter signed."""

    day: date
    submit: bool = False
    action: Key | None = None
    letter: Key | None = None
    role: str = ""
    by: str = ""
    party: str = ""
    level: Level | None = None
    data: dict[str, Any] = Attribute(default_factory=dict)
    materials: tuple[str, ...] | None = None
    checks: dict[Key, CheckOutcome] = Attribute(default_factory=dict)
    expect: Expect = Expect()

    @model_validator(mode="after")
    def _one_thing(self) -> Step:
        if sum((self.submit, self.action is not None, self.letter is not None)) != 1:
            raise ValueError("a step is exactly one of submit, action, letter")
        return self


class Scenario(Model):
    """A story: who applies with which form and papers, and what happens."""

    title: Label
    organisation: dict[str, str]
    form: dict[str, Any]
    materials: tuple[str, ...] = ()
    steps: tuple[Step, ...] = Attribute(min_length=1)


@dataclass(slots=True)
class _Run:
    definition: Matter
    scenario: Scenario
    book: Book
    calendar: Calendar
    snapshot: Snapshot = field(default_factory=Snapshot)
    people: dict[str, int] = field(default_factory=dict)

    def person(self, step: Step) -> int:
        """Return the number of a person; who is not named is somebody of that role."""
        return self.people.setdefault(step.by or step.role, len(self.people) + 1)

    def moment(self, step: Step) -> Moment:
        """Return the day of a step."""
        return Moment(step.day, self.calendar, self.book)


def run(scenario: Scenario, definition: Matter, book: Book, calendar: Calendar) -> tuple[Fault, ...]:
    """Tell a story and return every expectation that did not come true, with its step."""
    told = _Run(definition, scenario, book, calendar)
    faults: list[Fault] = []
    for number, step in enumerate(scenario.steps, 1):
        refused = None
        try:
            _take(told, step)
        except Refusal as refusal:
            refused = refusal
        faults += [Fault(f"steps.{number}", text) for text in _differences(told, step.expect, refused)]
        if refused and not step.expect.refused:
            break  # what follows would be told of a case that stands elsewhere
    return tuple(faults)


def _take(told: _Run, step: Step) -> None:
    if step.submit:
        _tell(told, step, OPENED, _opening(told, step))
    elif step.action:
        _tell(told, step, ACTED, _action(told, step))
    else:
        for party in _addressed(told, step):
            about = {"template": step.letter, "letter": 1 + len(told.snapshot.letters)}
            _tell(told, step, "letter.signed", about | ({"party": party} if party else {}))


def _addressed(told: _Run, step: Step) -> list[str]:
    """Return whose letter is signed: where each party has its own, the one named or all of them."""
    letter = next((letter for letter in told.definition.letters if letter.key == step.letter), None)
    if letter is None or not letter.to:
        return [""]
    return [step.party] if step.party else [party.id for party in told.snapshot.of_role(letter.to)]


def _tell(told: _Run, step: Step, kind: str, data: dict[str, Any]) -> None:
    event = Event(told.snapshot.seq + 1, kind, data, step.day, told.person(step), step.role)
    told.snapshot = apply(told.snapshot, event, told.definition)


def _opening(told: _Run, step: Step) -> dict[str, Any]:
    definition, scenario = told.definition, told.scenario
    reading = read(definition.fields, scenario.form, rules=definition.form.rules)
    if reading.errors:
        raise FormRefusal(reading.errors)
    results = [_result(use.key, step.checks.get(use.key, CheckOutcome.PASS), step.day) for use in definition.checks]
    papers = scenario.materials if step.materials is None else step.materials
    if against := obstacles(definition, reading.values, results, papers):
        raise Refusal("cases.obstacles", against[0])
    application = Application(reading.values, scenario.organisation, _papers(papers), results)
    return plan_opening(definition, application, told.moment(step))


def _action(told: _Run, step: Step) -> dict[str, Any]:
    try:
        action = told.definition.action(step.action or "")
    except KeyError:
        raise Refusal(
            "cases.no-action", Text(f"没有动作“{step.action}”。", f"There is no action “{step.action}”.")
        ) from None
    levels = frozenset({step.level} if step.level else ())
    who, moment = Who(told.person(step), frozenset({step.role}), levels, step.party), told.moment(step)
    if refusal := why_not(told.definition, told.snapshot, action, who, moment):
        raise refusal
    papers = _papers(step.materials or ())
    return plan_action(told.definition, told.snapshot, action, step.data, moment, papers, party=step.party)


def _papers(keys: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{"material": key, "file": 0, "name": key} for key in keys]


def _result(key: str, outcome: CheckOutcome, on: date) -> CheckResult:
    said = Text("情景设定", "as the scenario says")
    return CheckResult(key, outcome, said, said, on)


def _differences(told: _Run, expect: Expect, refused: Refusal | None) -> list[Text]:
    code = refused.code if refused else None
    if refused and not expect.refused:
        return [_REFUSED.format(why=_why(refused), code=refused.code)]
    if code != expect.refused:
        why = refused.text if refused else Text("没有被拒绝", "it was not refused")
        return [_OTHER.format(wanted=expect.refused or "-", got=code or "-", why=why)]
    clocks = summary(told.definition, told.snapshot, told.calendar)
    got: dict[str, Any] = {
        "state": told.snapshot.state,
        "due": clocks.due_on,
        "paused": clocks.state == "paused",
        "outcome": told.snapshot.outcome,
    }
    wanted = expect.model_dump(exclude_unset=True, exclude={"refused", "clocks", "results"})
    differing = [(k, v, got[k]) for k, v in wanted.items() if got[k] != v]
    days = _last_days(told)
    differing += [(k, v, days.get(k)) for k, v in (expect.clocks or {}).items() if days.get(k) != v]
    answers = told.snapshot.done[-1].data if told.snapshot.done else {}
    differing += [(k, v, answers.get(k)) for k, v in (expect.results or {}).items() if answers.get(k) != v]
    return [_DIFFERS.format(what=what, wanted=wanted_, got=there) for what, wanted_, there in differing]


def _why(refused: Refusal) -> Text:
    """Return why a step was refused: of a form, each answer that is wrong."""
    if not isinstance(refused, FormRefusal):
        return refused.text
    wrong = [_AT.format(place=fault.field, text=fault.text) for fault in refused.errors]
    return Text("；".join(one.zh for one in wrong), "; ".join(one.en for one in wrong))


def _last_days(told: _Run) -> dict[str, date | None]:
    """Return the last day of every open run by ``<clock>/<subject>``; of one that stands there is none."""
    return {
        "/".join(filter(None, (named.clock.key, named.subject))): due(named.ledger, told.calendar).on
        for named in ledgers(told.definition, told.snapshot)
        if named.ledger.ended is None and not named.promised
    }


_REFUSED = Text("被拒绝：{why}（{code}）", "it was refused: {why} ({code})")
_AT = Text("{place}：{text}", "{place}: {text}")
_OTHER = Text("应拒绝 {wanted}，实为 {got}：{why}", "expected the refusal {wanted}, got {got}: {why}")
_DIFFERS = Text("{what} 应为 {wanted}，实为 {got}", "{what} should be {wanted}, is {got}")
