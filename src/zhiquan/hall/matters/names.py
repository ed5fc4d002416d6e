"""What the conditions and formulas of a case may name: its form, the results of its actions, numbers of the law."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.schema import Action, Condition, Matter
from zhiquan.hall.matters.snapshot import CaseParty, Done, Snapshot
from zhiquan.rules.forms.answers import computed, holds
from zhiquan.rules.forms.fields import FEN, FieldType
from zhiquan.rules.law import Bounds, Measure
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

CASE_NAMES = ("form", "results", "parties", "spans", "checks")
"""What a condition sees of the case itself; beside it stand its own answers (``data``) and, if asked for, ``law``."""


def names_of(definition: Matter, snapshot: Snapshot) -> dict[str, Any]:
    """Return what the conditions of a case see beside an action's own answers.

    ``parties`` are {id, role, name, code, done}, ``done`` the actions taken by the party or about it (a party field
    names it); ``spans`` are the stretches for which a clock of the case stands now; ``checks`` says what each check
    found at the submission (pass, fail, unknown), by the key of its use.
    """
    results = {
        action.key: computed(action.fields, snapshot.results.get(action.key, {})) for action in definition.actions
    }
    parties = [_party(definition, snapshot, party) for party in snapshot.parties]
    spans = {p.span for run in snapshot.clocks if run.ended is None for p in run.pauses if p.span and p.until is None}
    found = {check["key"]: check["outcome"] for check in snapshot.checks}
    return {
        "form": computed(definition.fields, snapshot.form),
        "results": results,
        "parties": parties,
        "spans": sorted(spans),
        "checks": {use.key: found.get(use.key, "") for use in definition.checks},
    }


def _party(definition: Matter, snapshot: Snapshot, party: CaseParty) -> dict[str, Any]:
    done = sorted(done_about(definition, snapshot, party))
    return {"id": party.id, "role": party.role, "name": party.name, "code": party.code, "done": done}


def done_about(definition: Matter, snapshot: Snapshot, party: CaseParty) -> frozenset[str]:
    """Return the actions that a party took, or that were taken about it."""
    return frozenset(_about(definition, snapshot, party))


def _about(definition: Matter, snapshot: Snapshot, party: CaseParty) -> Iterator[str]:
    fields = {a.key: [f.key for f in a.fields if f.type is FieldType.PARTY] for a in definition.actions}
    for done in snapshot.done:
        if done.party == party.id or any(_names(done, key, party.id) for key in fields.get(done.action, ())):
            yield done.action


def _names(done: Done, key: str, party: str) -> bool:
    given = done.data.get(key, ())
    return party in (given if isinstance(given, list | tuple) else [given])


def party_named(action: Action, data: Mapping[str, Any]) -> str:
    """Return the one party that an action's answers name, empty where they name none or several."""
    keys = [field.key for field in action.fields if field.type is FieldType.PARTY and not field.many]
    return str(data.get(keys[0], "")) if len(keys) == 1 else ""


def met(condition: Condition, names: Mapping[str, Any], snapshot: Snapshot, moment: Moment) -> bool:
    """Return whether a condition holds over these names and the values of the law it asks for."""
    law = {name: law_value(key, snapshot, moment) for name, key in condition.law.items()}
    return holds(condition.holds, {**names, "law": law} if law else names)


def law_value(key: str, snapshot: Snapshot, moment: Moment) -> int:
    """Return the number of a provision as formulas reckon with it: amounts in fen, all else as it stands.

    Of a range with one bound that belongs to it (at least three persons) that bound is the number.
    """
    provision = moment.book.at(key, moment.on, snapshot.division)
    value: Any = provision.value
    if isinstance(value, Bounds) and None in {value.low, value.high}:
        bound = value.most if value.low is None else value.least
        value = int(bound) if bound == int(bound or 0) else None
    if not isinstance(value, int):
        raise Refusal("matters.law-value", _NO_NUMBER.format(key=key))
    return value * FEN if provision.unit is Measure.CNY else value


_NO_NUMBER = Text(
    "规定 {key} 不是一个数，不能参加计算；请检查事项定义。",
    "Provision {key} is no single number to reckon with; check the definition.",
)
