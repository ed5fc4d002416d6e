"""What an opening or an action writes into its event: planned purely, then recorded by whoever keeps the events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhiquan.hall.matters.answers import FieldError, Reading, computed, holds, read
from zhiquan.hall.matters.clocks import Moment, resolve
from zhiquan.hall.matters.ports import CheckResult
from zhiquan.hall.matters.schema import Action, Matter, Target
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class FormRefusal(Refusal):
    """Answers that cannot be accepted; ``errors`` says which and why."""

    def __init__(self, errors: Sequence[FieldError]) -> None:
        first = errors[0].text
        super().__init__("cases.form", first)
        self.errors = tuple(errors)


@dataclass(frozen=True, slots=True)
class Application:
    """What is submitted: answers, the organisation {id, name, uscc, division}, papers, and what the checks said."""

    form: Mapping[str, Any]
    organisation: Mapping[str, Any]
    materials: Sequence[Mapping[str, Any]]
    results: Sequence[CheckResult]


def plan_opening(
    definition: Matter,
    application: Application,
    moment: Moment,
) -> dict[str, Any]:
    """Return the data of the opening event."""
    place = application.organisation["division"]
    return {
        "form": dict(application.form),
        "organisation": dict(application.organisation),
        "division": place,
        "materials": [dict(material) for material in application.materials],
        "checks": [recorded(result) for result in application.results],
        "clocks": resolve(
            definition.opening.clocks, Snapshot(), definition, moment, application.organisation["division"]
        ),
    }


def recorded(result: CheckResult) -> dict[str, Any]:
    """Return a check's answer as an event keeps it."""
    return {
        "key": result.key,
        "outcome": result.outcome.value,
        "text": {"zh": result.text.zh, "en": result.text.en},
        "source": {"zh": result.source.zh, "en": result.source.en},
        "as_of": result.as_of.isoformat() if result.as_of else None,
        "evidence": dict(result.evidence),
    }


def plan_action(
    definition: Matter,
    snapshot: Snapshot,
    action: Action,
    typed: Mapping[str, Any],
    moment: Moment,
    materials: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """Return the data of the action's event; wrong answers raise ``FormRefusal``. Guards are asked before."""
    form = {"form": computed(definition.fields, snapshot.form)}
    reading = read(action.fields, typed, root="data", context=form)
    if reading.errors:
        raise FormRefusal(reading.errors)
    if materials and not action.materials:
        raise Refusal("cases.no-materials", _NO_MATERIALS.format(action=action.label))
    data: dict[str, Any] = {
        "action": action.key,
        "to": _target(action, reading, form).state,
        "data": dict(reading.values),
        "clocks": resolve(action.clocks, snapshot, definition, moment, snapshot.division),
    }
    if materials:
        data["materials"] = [dict(material) for material in materials]
    return data


def _target(action: Action, reading: Reading, form: Mapping[str, Any]) -> Target:
    names = {**form, "data": computed(action.fields, reading.values)}
    for target in action.to:
        if target.when is None or holds(target.when, names):
            return target
    raise Refusal("matters.no-target", _NOWHERE.format(action=action.label))


_NO_MATERIALS = Text("“{action}”不能附材料。", "“{action}” takes no papers.")
_NOWHERE = Text(
    "“{action}”没有可到达的状态，请检查事项定义。", "“{action}” leads nowhere with these answers; check the definition."
)
