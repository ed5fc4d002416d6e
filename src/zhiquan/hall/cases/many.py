"""What one step would do in many cases, before it is taken: the exact effects, and which cases refuse and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.seeing import cases_for
from zhiquan.hall.cases.shelf import matter_of, moment
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.matters.guards import why_not
from zhiquan.hall.matters.names import names_of
from zhiquan.hall.matters.schema import Action, ClockOp, Matter
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.access.selectors import Actor
from zhiquan.office.registers.selectors import register_name
from zhiquan.rules.forms.answers import FieldError, read
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.text import Text

MOST_FORESEEN = 200
"""How many cases one preview looks at: two pages of the worklist."""


@dataclass(frozen=True, slots=True)
class Foreseen:
    """One case of many: what the step would do in it, or why it would not be taken."""

    number: str
    organisation: str
    state: Text
    effects: tuple[Text, ...]
    refusal: Text | None


@dataclass(frozen=True, slots=True)
class Bulk:
    """A step that the law allows in many cases at once, with every case of its matter that was chosen."""

    matter: str
    title: Text
    action: str
    label: Text
    fields: tuple[Field, ...]
    confirm: Text | None
    cases: tuple[Foreseen, ...]

    @property
    def able(self) -> tuple[str, ...]:
        """The cases in which it would be taken."""
        return tuple(case.number for case in self.cases if case.refusal is None)


def foreseen(actor: Actor, numbers: Sequence[str]) -> tuple[tuple[Bulk, ...], tuple[str, ...]]:
    """Return the steps open to many of the cases, and the numbers for which there is none; three queries.

    A step is listed when at least one of the chosen cases would take it; what the answers decide is not known yet.
    """
    cases = list(cases_for(actor).filter(number__in=numbers[:MOST_FORESEEN]).order_by("sort_on", "number"))
    events: dict[int, list[CaseEvent]] = defaultdict(list)
    for row in CaseEvent.objects.filter(case__in=cases).order_by("case", "seq"):
        events[row.case_id].append(row)
    told = [(case, snapshot_of(case, events[case.pk])) for case in cases]
    found = tuple(bulk for bulk in _steps(actor, told) if bulk.able)
    within = {case.number for bulk in found for case in bulk.cases}
    return found, tuple(number for number in dict.fromkeys(numbers) if number not in within)


def misread(actor: Actor, number: str, action: str, typed: Mapping[str, Any]) -> tuple[FieldError, ...]:
    """Return what is wrong with the answers to a step, as one of its cases reads them."""
    case = cases_for(actor).get(number=number)
    matter = matter_of(case.definition)
    context = names_of(matter, snapshot_of(case))
    return read(matter.action(action).fields, typed, root="data", context=context).errors


def _steps(actor: Actor, told: Iterable[tuple[Case, Snapshot]]) -> Iterator[Bulk]:
    """Yield the bulk steps of each version of each matter, with the cases pinned to it."""
    by_version: dict[int, list[tuple[Case, Snapshot]]] = defaultdict(list)
    for case, snapshot in told:
        by_version[case.definition_id].append((case, snapshot))
    for held in by_version.values():
        matter = matter_of(held[0][0].definition)
        for action in matter.actions:
            if action.bulk:
                cases = tuple(_foreseen(actor, matter, action, case, snapshot) for case, snapshot in held)
                yield Bulk(matter.code, matter.title, action.key, action.label, action.fields, action.confirm, cases)


def _foreseen(actor: Actor, matter: Matter, action: Action, case: Case, snapshot: Snapshot) -> Foreseen:
    now = moment()
    refusal = why_not(matter, snapshot, action, standing_of(actor, now.on).who(case), now)
    state = matter.state(snapshot.state).label
    effects = () if refusal else tuple(_effects(matter, action, snapshot))
    return Foreseen(case.number, case.organisation.name, state, effects, refusal.text if refusal else None)


def _effects(matter: Matter, action: Action, snapshot: Snapshot) -> Iterator[Text]:
    """Yield what the step changes: the state, the clocks that run, what it writes elsewhere."""
    states = dict.fromkeys(target.state for target in action.to)
    if states:
        labels = [matter.state(key).label for key in states]
        to = Text(" / ".join(x.zh for x in labels), " / ".join(x.en for x in labels))
        yield _STATE.format(now=matter.state(snapshot.state).label, to=to)
    for move in action.clocks:
        if move.op is ClockOp.START or snapshot.open_runs(move.clock):
            yield _MOVES[move.op].format(clock=matter.clock(move.clock).label)
    if action.effects and matter.registers:
        names = [register_name(register) for register in matter.registers]
        yield _WRITES.format(registers=Text("、".join(n.zh for n in names), ", ".join(n.en for n in names)))


_STATE = Text("{now} → {to}", "{now} → {to}")
_MOVES = {
    ClockOp.START: Text("“{clock}”开始计时", "“{clock}” starts"),
    ClockOp.STOP: Text("“{clock}”停止计时", "“{clock}” ends"),
    ClockOp.PAUSE: Text("“{clock}”中止", "“{clock}” is paused"),
    ClockOp.RESUME: Text("“{clock}”恢复计时", "“{clock}” goes on"),
    ClockOp.EXTEND: Text("“{clock}”延长", "“{clock}” is extended"),
}
_WRITES = Text("写入{registers}", "Written into: {registers}")
