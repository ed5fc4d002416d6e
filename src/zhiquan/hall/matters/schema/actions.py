"""The states of a matter and the steps between them."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from pydantic import Field as Attribute
from pydantic import field_validator, model_validator

from zhiquan.hall.matters.schema.clocks import ClockMove
from zhiquan.hall.matters.schema.papers import Shown
from zhiquan.hall.matters.schema.receipts import RECEIPT
from zhiquan.rules.forms.base import Key, Label, Model, Name
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.identifiers.division import Level
from zhiquan.rules.law import CIVIL


class Outcome(StrEnum):
    """How a case ended."""

    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    WITHDRAWN = "withdrawn"


class State(Model):
    """A state: what the office calls it, what the public reads, and whether the case is over in it."""

    key: Key
    label: Label
    public: Label
    final: bool = False


class Target(Model):
    """Where an action leads: the first target whose ``when`` (over ``data`` and ``form``) holds, or has none."""

    state: Key
    when: str | None = None
    outcome: Outcome | None = None


class Condition(Model):
    """Something that must hold (over ``form``, ``data``, ``results``, ``parties``, ``spans``, and in ``law`` the values
    of the provisions named here); else ``message`` says what to do.
    """

    key: Key
    holds: str
    message: Label
    law: dict[Key, Name] = Attribute(default_factory=dict)


class Ahead(Model):
    """A day given in ``field`` must lie at least the ``limit`` of a provision after the step (notice of a hearing)."""

    field: Key
    limit: Name


class Requires(Model):
    """What must be there before an action: each missing thing is told to the person as the reason.

    ``overdue``: every run of the clock that is open has passed its last day (a publicity that is over, a defence not
    handed in). ``level``: the post is held at this level of the office or above.
    """

    letter: Key | None = None
    pack: Key | None = None
    overdue: Key | None = None
    not_same_person_as: tuple[Key, ...] = ()
    done: tuple[Key, ...] = ()
    level: Level | None = None
    conditions: tuple[Condition, ...] = ()
    ahead: tuple[Ahead, ...] = ()


class EffectUse(Model):
    """An effect of the registry; it is handed the data of the action ``result_of`` as the result."""

    effect: Name
    result_of: Key
    params: dict[str, Any] = Attribute(default_factory=dict)


class Spawn(Model):
    """Another matter begun for the party by this one (judicial confirmation after a mediation), as a draft.

    ``form`` says where each answer comes from: ``form.<field>``, ``results.<action>.<field>`` or ``case.number``.
    """

    matter: Key
    form: dict[Key, str] = Attribute(default_factory=dict)


class Serves(Model):
    """The step notes that a letter was served 送达回证: on whom the party field ``to`` says, without it the applicant.

    ``law`` is the family of provisions that fixes the day. The questions of a receipt are laid under the step's own,
    and the clocks that it starts count from the day of service.
    """

    letter: Key
    to: Key | None = None
    law: Name = CIVIL


class Quota(Model):
    """A limited number of places: the step takes one of ``limit`` (a provision) places of a series.

    ``series`` says where the series' name comes from (``form.<field>``): a year, a call, a batch.
    """

    series: str
    limit: Name


class Action(Model):
    """A step that somebody takes: from some states, in some roles, with its own small form.

    Without ``to`` the case stays where it is. ``reopens``: the step leads out of a final state. ``bulk``: the law
    allows taking it in many cases at once. ``in_person``: it disposes of the party's own right (settles, concedes,
    gives up) and is for the party alone, not for an agent 代理机构; so is every step that ends the case as withdrawn.
    ``serves``: the step is the receipt of a letter. ``shown``: who else reads the answers of a step by or about one
    party. ``transfers`` is the field with the division that has the case from then on (移送管辖、转办).
    """

    key: Key
    label: Label
    from_: tuple[Key, ...] = Attribute(alias="from", min_length=1)
    to: tuple[Target, ...] = ()
    roles: tuple[str, ...] = Attribute(min_length=1)
    fields: tuple[Field, ...] = ()
    materials: bool = False
    once: bool = False
    reopens: bool = False
    bulk: bool = False
    in_person: bool = False
    transfers: Key | None = None
    requires: Requires = Requires()
    clocks: tuple[ClockMove, ...] = ()
    pack: Key | None = None
    effects: tuple[EffectUse, ...] = ()
    spawn: Spawn | None = None
    quota: Quota | None = None
    serves: Serves | None = None
    shown: tuple[Shown, ...] = ()
    confirm: Label | None = None

    @field_validator("to", mode="before")
    @classmethod
    def _one_state(cls, value: Any) -> Any:
        return [{"state": value}] if isinstance(value, str) else value

    @model_validator(mode="before")
    @classmethod
    def _with_receipt(cls, raw: Any) -> Any:
        """Lay the questions of a receipt under the step's own; what is pinned has them already."""
        if not isinstance(raw, dict) or not raw.get("serves"):
            return raw
        own = [*raw.get("fields", ())]
        keys = {field["key"] for field in own if isinstance(field, dict) and "key" in field}
        return {**raw, "fields": [*own, *(field for field in RECEIPT if field["key"] not in keys)]}

    @model_validator(mode="after")
    def _coherent(self) -> Action:
        if self.serves and self.serves.to and self.serves.to not in {f.key for f in self.fields if f.party}:
            raise ValueError("serves.to is a party field of the action")
        if self.reopens and not self.to:
            raise ValueError("an action that reopens a case says to which state")
        if any(field.fill for field in self.fields):
            raise ValueError("fill belongs to the questions of the application, not to those of a step")
        return self

    @property
    def stays(self) -> bool:
        """Whether the case stays in its state."""
        return not self.to

    @property
    def waits(self) -> bool:
        """Whether a case waits for it: not for one by which an applicant may give up at any time."""
        given_up = all(target.outcome is Outcome.WITHDRAWN for target in self.to) and not self.stays
        return not given_up or bool(self.requires.overdue)

    @property
    def reserved(self) -> bool:
        """Whether an agent's general mandate does not reach so far (CPL 民事诉讼法 art. 62: special authorisation)."""
        return self.in_person or any(target.outcome is Outcome.WITHDRAWN for target in self.to)


class Opening(Model):
    """What the submission itself does: the first state and the clocks it starts."""

    state: Key
    clocks: tuple[ClockMove, ...] = ()
