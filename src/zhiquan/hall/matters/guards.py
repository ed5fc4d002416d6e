"""Whether somebody may do something here and now; the answer is the reason why not, in words for that person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from zhiquan.hall.matters.clocks import Moment, overdue
from zhiquan.hall.matters.names import met, names_of
from zhiquan.hall.matters.ports import CheckOutcome, CheckResult
from zhiquan.hall.matters.schema import Action, Material, Matter, OnFail
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.rules.forms.answers import computed, holds
from zhiquan.rules.identifiers.division import Level
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

APPLICANT = "applicant"
"""The role of who applies, and of who handed a paper in for the applicant."""


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as the case sees them: the user, and the roles held for this very case.

    ``levels`` are the levels of the office at which posts are held that answer for it; ``party`` is the party they act
    for, empty for the applicant and the office. ``agent`` is the agency through which somebody acts for a principal
    委托代理; ``instead`` names, by role that is not one's own, the holder in whose place a deputy stands AB岗.
    """

    user: int | None
    roles: frozenset[str]
    levels: frozenset[Level] = frozenset()
    party: str = ""
    agent: int | None = None
    instead: Mapping[str, int] = field(default_factory=dict)

    @property
    def takes_part(self) -> bool:
        """Whether somebody acts for a party, the applicant or another, and handles nothing in the case."""
        return bool(self.party) or APPLICANT in self.roles

    def role_for(self, wanted: Iterable[str]) -> str:
        """Return the role in which a step is taken: the first wanted that is one's own, else deputised in; or ""."""
        held = [role for role in wanted if role in self.roles]
        return next((role for role in held if role not in self.instead), held[0] if held else "")

    def hands(self, role: str) -> frozenset[int]:
        """Return whose act a step in a role is: the person's, and the holder's in whose place it is taken."""
        return frozenset(one for one in (self.user, self.instead.get(role)) if one is not None)


def why_not(definition: Matter, snapshot: Snapshot, action: Action, who: Who, moment: Moment) -> Refusal | None:
    """Return why an action cannot be taken now by this person, or ``None`` when it can; the first reason wins."""
    if snapshot.closed and not action.reopens:
        return Refusal("cases.closed", _CLOSED)
    if snapshot.state not in action.from_:
        state = definition.state(snapshot.state).label
        return Refusal("cases.wrong-state", _STATE.format(state=state, action=action.label))
    if barred := _barred(snapshot, action, who):
        return barred
    if action.once and snapshot.times(action.key):
        return Refusal("cases.once", _ONCE.format(action=action.label))
    return _required(definition, snapshot, action, who, moment)


def _barred(snapshot: Snapshot, action: Action, who: Who) -> Refusal | None:
    """Return why this person is not one who may take the step, whatever the case needs."""
    role = who.role_for(action.roles)
    if not role:
        return Refusal("cases.not-your-role", _ROLE.format(action=action.label))
    if who.agent is not None and action.reserved:
        return Refusal("cases.principal-only", _PRINCIPAL.format(action=action.label))
    return recusal(snapshot, who, role)


def recusal(snapshot: Snapshot, who: Who, role: str) -> Refusal | None:
    """Return why a recused person 回避 takes no part in a role: oneself, or the holder in whose place one stands."""
    if who.user is not None and who.user in snapshot.recused:
        return Refusal("cases.recused", _RECUSED)
    if who.hands(role) & snapshot.recused:
        return Refusal("cases.recused", _HOLDER_RECUSED)
    return None


def _required(definition: Matter, snapshot: Snapshot, action: Action, who: Who, moment: Moment) -> Refusal | None:
    needs = action.requires
    if needs.letter and (refusal := _unsigned(definition, snapshot, needs.letter, all)):
        return refusal
    if needs.pack and needs.pack not in snapshot.packs:
        return Refusal("cases.needs-pack", _PACK)
    if needs.overdue and not overdue(snapshot, needs.overdue, definition, moment):
        return Refusal("cases.not-overdue", _NOT_OVERDUE.format(clock=definition.clock(needs.overdue).label))
    for key in needs.done:
        if not snapshot.times(key):
            return Refusal("cases.not-done", _NOT_DONE.format(action=definition.action(key).label))
    if who.hands(who.role_for(action.roles)) & snapshot.who_did(needs.not_same_person_as):
        return Refusal("cases.same-person", _SAME_PERSON)
    if needs.level and not any(_RANK[level] >= _RANK[needs.level] for level in who.levels):
        return Refusal("cases.level", _LEVEL.format(level=needs.level.label))
    return _unmet(definition, snapshot, action, moment)


def _unsigned(definition: Matter, snapshot: Snapshot, key: str, of: Callable[[Iterable[bool]], bool]) -> Refusal | None:
    """Return the refusal of a letter that is not signed; where each party has its own, those of all, or (for a receipt,
    whose answers say which) that of any.
    """
    letter = definition.letter(key)
    parties = [party.id for party in snapshot.of_role(letter.to)] if letter.to else [""]
    stands = [snapshot.letter(key, party) for party in parties]
    if of(stand is not None and stand.stage == "signed" for stand in stands):
        return None
    return Refusal("cases.needs-letter", _LETTER.format(letter=letter.label))


def _unmet(definition: Matter, snapshot: Snapshot, action: Action, moment: Moment) -> Refusal | None:
    """Return the first condition that fails whatever will be answered; the others are asked with the answers."""
    if action.serves and (refusal := _unsigned(definition, snapshot, action.serves.letter, any)):
        return refusal
    names = names_of(definition, snapshot)
    for condition in action.requires.conditions:
        if not _ASKS_ANSWERS.search(condition.holds) and not met(condition, names, snapshot, moment):
            return Refusal("cases.condition", condition.message)
    return None


def demanded(definition: Matter, form: Mapping[str, Any], results: Iterable[CheckResult]) -> dict[str, Text]:
    """Return the papers that must be there (material key → why): always, by the form, or asked by an unknown check."""
    names = {"form": computed(definition.fields, form)}
    why: dict[str, Text] = {}
    for material in definition.materials:
        if material.required or (material.required_when and holds(material.required_when, names)):
            why[material.key] = _NEEDED
    unknown = {result.key: result for result in results if result.outcome is CheckOutcome.UNKNOWN}
    for use in definition.checks:
        if use.asks and use.key in unknown:
            why.setdefault(use.asks, _ASKED.format(check=use.label))
    return why


def obstacles(
    definition: Matter,
    form: Mapping[str, Any],
    results: Sequence[CheckResult],
    provided: Iterable[str],
) -> tuple[Text, ...]:
    """Return what stands against the submission: failed blocking checks first, then missing papers."""
    blocking = {use.key: use.label for use in definition.checks if use.on_fail is OnFail.BLOCK}
    failed = [r for r in results if r.outcome is CheckOutcome.FAIL and r.key in blocking]
    there = set(provided)
    missing = [key for key in demanded(definition, form, results) if key not in there]
    return (
        *(_FAILED.format(check=blocking[r.key], why=r.text) for r in failed),
        *(_MISSING.format(material=_material(definition, key).label) for key in missing),
    )


def _material(definition: Matter, key: str) -> Material:
    return next(material for material in definition.materials if material.key == key)


_ASKS_ANSWERS = re.compile(r"\bdata\b")
_RANK = {level: rank for rank, level in enumerate(Level)}
_RECUSED = Text("您已回避本办件，不能办理。", "You have recused yourself from this case.")
_HOLDER_RECUSED = Text(
    "原任人员已回避本办件，不能代其办理，请由负责人另行分办。",
    "The holder of the post is recused from this case and nobody acts in that place; let a leader give it to another.",
)
_PRINCIPAL = Text(
    "“{action}”须由委托人本人办理，代理机构不能代办。",
    "“{action}” is for the principal alone; an agent cannot take it.",
)
_NOT_DONE = Text("请先“{action}”。", "“{action}” comes first.")
_LEVEL = Text("该步骤须由{level}以上人员办理。", "This step is taken at {level} or above.")
_CLOSED = Text("办件已经办结，不能再办理。", "The case is closed; nothing more can be done in it.")
_STATE = Text("办件现为“{state}”，不能“{action}”。", "The case is “{state}”; “{action}” is not possible now.")
_ROLE = Text("您在本办件中没有“{action}”的职责。", "You hold no post in this case that may “{action}”.")
_ONCE = Text("“{action}”只能进行一次，已经进行过。", "“{action}” can be done only once, and was done already.")
_LETTER = Text("请先签发“{letter}”。", "Have “{letter}” signed first.")
_PACK = Text("请先移送材料。", "Forward the pack first.")
_NOT_OVERDUE = Text("“{clock}”尚未届满。", "“{clock}” has not run out yet.")
_SAME_PERSON = Text("该步骤须由另一人办理。", "Another person has to take this step.")
_NEEDED = Text("必须提交", "Must be handed in")
_ASKED = Text("系统数据不能确认“{check}”，请提交", "The data held here cannot tell “{check}”, so it is asked for")
_FAILED = Text("{check}：{why}", "{check}: {why}")
_MISSING = Text("缺少材料“{material}”。", "The paper “{material}” is missing.")
