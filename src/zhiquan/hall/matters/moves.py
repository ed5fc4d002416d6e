"""What an opening or an action writes into its event: planned purely, then recorded by whoever keeps the events."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from zhiquan.hall.matters.ahead import too_soon
from zhiquan.hall.matters.clock_moves import Acting, resolve
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.names import law_value, met, names_of
from zhiquan.hall.matters.ports import CheckResult
from zhiquan.hall.matters.schema import Action, Matter, Target
from zhiquan.hall.matters.serving import served_by
from zhiquan.hall.matters.snapshot import CaseParty, Snapshot
from zhiquan.rules.forms.answers import FieldError, computed, holds, read
from zhiquan.rules.forms.fields import FieldType
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
    """What is submitted: answers, the organisation {id, name, uscc, division}, papers, and what the checks said.

    ``channel`` says how it came in: online, window, mail, phone. ``links`` and ``tags`` belong to it from the start.
    """

    form: Mapping[str, Any]
    organisation: Mapping[str, Any]
    materials: Sequence[Mapping[str, Any]]
    results: Sequence[CheckResult]
    channel: str = "online"
    links: Sequence[Mapping[str, str]] = ()
    tags: Sequence[str] = ()


def plan_opening(
    definition: Matter,
    application: Application,
    moment: Moment,
) -> dict[str, Any]:
    """Return the data of the opening event."""
    place = (definition.place and application.form.get(definition.place)) or application.organisation["division"]
    parties = tuple(parties_of(definition, application.form))
    snapshot = Snapshot(division=place, parties=parties)
    names = {**names_of(definition, replace(snapshot, form=application.form)), "data": {}}
    data: dict[str, Any] = {
        "form": dict(application.form),
        "organisation": dict(application.organisation),
        "division": place,
        "materials": [dict(material) for material in application.materials],
        "checks": [recorded(result) for result in application.results],
        "clocks": resolve(definition.opening.clocks, snapshot, definition, moment, Acting(names, {})),
    }
    if parties:
        data["parties"] = [asdict(party) for party in parties]
    if application.channel != "online":
        data["channel"] = application.channel
    if application.links:
        data["links"] = [dict(link) for link in application.links]
    if application.tags:
        data["tags"] = sorted(application.tags)
    return data


def parties_of(definition: Matter, form: Mapping[str, Any]) -> Iterator[CaseParty]:
    """Yield the parties that the form names, in its order."""
    for use in definition.parties:
        for number, row in enumerate(form.get(use.rows, ()), 1):
            code = str(row.get(use.code, "")) if use.code else ""
            yield CaseParty(f"{use.key}-{number}", use.key, str(row.get(use.name, "")), code)


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


def plan_action(  # noqa: PLR0913 - one door for every step
    definition: Matter,
    snapshot: Snapshot,
    action: Action,
    typed: Mapping[str, Any],
    moment: Moment,
    materials: Sequence[Mapping[str, Any]] = (),
    *,
    party: str = "",
) -> dict[str, Any]:
    """Return the data of the action's event; wrong answers raise ``FormRefusal``. Guards are asked before.

    ``party`` is the id of the party that acts, empty for the applicant and for the office.
    """
    form = names_of(definition, snapshot)
    reading = read(action.fields, typed, root="data", context=form, law=lambda key: law_value(key, snapshot, moment))
    if errors := (*reading.errors, *_strangers(action, reading.values, snapshot)):
        raise FormRefusal(errors)
    if materials and not action.materials:
        raise Refusal("cases.no-materials", _NO_MATERIALS.format(action=action.label))
    names = {**form, "data": computed(action.fields, reading.values)}
    _stand_against(action, names, reading.values, snapshot, moment)
    served = served_by(definition, action, reading.values, snapshot, moment)
    acting = Acting(names, reading.values, party, served["on"] if served else "")
    target = _target(action, names) if action.to else None
    data: dict[str, Any] = {
        "action": action.key,
        "to": target.state if target else snapshot.state,
        "data": dict(reading.values),
        "clocks": resolve(action.clocks, snapshot, definition, moment, acting),
    }
    if served:
        data["served"] = served
    if target and sum(other.state == target.state for other in action.to) > 1:
        data["outcome"] = str(target.outcome or "")  # the state alone does not say how the case ended
    if party:
        data["party"] = party
    if action.transfers and (division := reading.values.get(action.transfers)):
        data["division"] = division
    if materials:
        data["materials"] = [dict(material) for material in materials]
    return data


def _stand_against(
    action: Action, names: Mapping[str, Any], values: Mapping[str, Any], snapshot: Snapshot, moment: Moment
) -> None:
    """Refuse what the answers show: a condition that does not hold, a day that is too near."""
    for condition in action.requires.conditions:
        if not met(condition, names, snapshot, moment):
            raise Refusal("cases.condition", condition.message)
    if refusal := too_soon(action, values, snapshot, moment):
        raise refusal


def _strangers(action: Action, values: Mapping[str, Any], snapshot: Snapshot) -> Iterator[FieldError]:
    """Yield the answers that name a party that is none of the case, or not of the role asked for."""
    for field in action.fields:
        if field.type is FieldType.PARTY:
            given = values.get(field.key, [])
            for one in given if field.many else [given] if given else []:
                party = snapshot.party(one)
                if party is None or party.role != field.party:
                    yield FieldError(field.key, _NO_PARTY.format(label=field.label))


def _target(action: Action, names: Mapping[str, Any]) -> Target:
    for target in action.to:
        if target.when is None or holds(target.when, names):
            return target
    raise Refusal("matters.no-target", _NOWHERE.format(action=action.label))


_NO_MATERIALS = Text("“{action}”不能附材料。", "“{action}” takes no papers.")
_NOWHERE = Text(
    "“{action}”没有可到达的状态，请检查事项定义。", "“{action}” leads nowhere with these answers; check the definition."
)
_NO_PARTY = Text("“{label}”请选择本案的当事人。", "“{label}” takes a party of this case.")
