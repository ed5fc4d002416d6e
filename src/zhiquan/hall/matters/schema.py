"""The schema of a matter 事项: one file says everything about it, and the engine knows nothing else.

A definition holds no numbers of the law: limits are keys of provisions, resolved on the date the law names.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, TypeVar

from pydantic import Field as Attribute
from pydantic import field_validator

from zhiquan.hall.matters.base import Key, Label, Model, Name
from zhiquan.hall.matters.fields import Field, Form


class Chain(StrEnum):
    """The link of the chain a matter belongs to."""

    CREATE = "create"
    UTILISE = "utilise"
    PROTECT = "protect"
    MANAGE = "manage"
    SERVE = "serve"


class AuthorityKind(StrEnum):
    """办理权限: who decides."""

    OWN = "own"
    ENTRUSTED = "entrusted"
    FORWARD = "forward"
    ADVISE = "advise"


class Authority(Model):
    """Who decides; ``office`` names the deciding office where it is not this one."""

    kind: AuthorityKind
    office: Label | None = None


class Material(Model):
    """A paper 申请材料: always ``required``, required when an expression over ``form`` holds, or asked by a check."""

    key: Key
    label: Label
    required: bool = False
    required_when: str | None = None
    kinds: tuple[str, ...] = ("pdf", "jpg", "png", "docx")
    many: bool = False
    reusable: bool = False
    help: Label | None = None


class OnFail(StrEnum):
    """What a failed check does."""

    BLOCK = "block"
    WARN = "warn"


class CheckUse(Model):
    """A check of the registry as this matter uses it; where it answers "unknown", the material ``asks`` is demanded."""

    key: Key
    check: Name
    label: Label
    params: dict[str, Any] = Attribute(default_factory=dict)
    on_fail: OnFail = OnFail.BLOCK
    asks: Key | None = None


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


class ClockOp(StrEnum):
    """What an action does to a clock."""

    START = "start"
    STOP = "stop"
    PAUSE = "pause"
    RESUME = "resume"


class ClockMove(Model):
    """One effect of an action on one clock."""

    clock: Key
    op: ClockOp


class Audience(StrEnum):
    """Whose time a clock counts."""

    OFFICE = "office"
    PARTY = "party"
    OTHER_OFFICE = "other_office"


class Clock(Model):
    """A limit: the legal one 法定时限 and, where the office promises less, the promised one 承诺时限."""

    key: Key
    label: Label
    legal: Name
    promised: Name | None = None
    audience: Audience = Audience.OFFICE


class Target(Model):
    """Where an action leads: the first target whose ``when`` (over ``data`` and ``form``) holds, or has none."""

    state: Key
    when: str | None = None
    outcome: Outcome | None = None


class Requires(Model):
    """What must be there before an action: each missing thing is told to the person as the reason."""

    letter: Key | None = None
    pack: Key | None = None
    overdue: Key | None = None
    not_same_person_as: tuple[Key, ...] = ()


class EffectUse(Model):
    """An effect of the registry; it is handed the data of the action ``result_of`` as the result."""

    effect: Name
    result_of: Key
    params: dict[str, Any] = Attribute(default_factory=dict)


class Action(Model):
    """A step that somebody takes: from some states, in some roles, with its own small form."""

    key: Key
    label: Label
    from_: tuple[Key, ...] = Attribute(alias="from", min_length=1)
    to: tuple[Target, ...] = Attribute(min_length=1)
    roles: tuple[str, ...] = Attribute(min_length=1)
    fields: tuple[Field, ...] = ()
    materials: bool = False
    once: bool = False
    requires: Requires = Requires()
    clocks: tuple[ClockMove, ...] = ()
    pack: Key | None = None
    effect: EffectUse | None = None
    confirm: Label | None = None

    @field_validator("to", mode="before")
    @classmethod
    def _one_state(cls, value: Any) -> Any:
        return [{"state": value}] if isinstance(value, str) else value


class Opening(Model):
    """What the submission itself does: the first state and the clocks it starts."""

    state: Key
    clocks: tuple[ClockMove, ...] = ()


class Letter(Model):
    """A letter 文书 of the matter; ``variables`` says where each value of the template comes from (see ``sources``)."""

    key: Key
    label: Label
    from_: tuple[Key, ...] = Attribute(alias="from", min_length=1)
    drafters: tuple[str, ...] = Attribute(min_length=1)
    reviewers: tuple[str, ...] = Attribute(min_length=1)
    signers: tuple[str, ...] = Attribute(min_length=1)
    variables: dict[Key, str] = Attribute(default_factory=dict)


class Pack(Model):
    """A pack 移送材料包 for the deciding office: the form, the checks, and the materials with their digests."""

    key: Key
    label: Label
    materials: bool = True


class Statistics(Model):
    """How the matter is counted: the indicator family and the class inside it."""

    family: Key
    counted_as: Key


Part = TypeVar("Part", bound=Model)


class Matter(Model):
    """A whole matter, after its shape has been laid under it."""

    code: Key
    version: str = Attribute(pattern=r"^\d{4}\.\d+$")
    prefix: str = Attribute(pattern=r"^[A-Z]{2,8}$")
    title: Label
    summary: Label
    chain: Chain
    authority: Authority
    applicants: tuple[Label, ...] = Attribute(min_length=1)
    conditions: tuple[Label, ...] = ()
    basis: tuple[Name, ...] = Attribute(min_length=1)
    form: Form
    materials: tuple[Material, ...] = ()
    checks: tuple[CheckUse, ...] = ()
    states: tuple[State, ...]
    opening: Opening
    actions: tuple[Action, ...]
    clocks: tuple[Clock, ...] = ()
    letters: tuple[Letter, ...] = ()
    packs: tuple[Pack, ...] = ()
    registers: tuple[Key, ...] = ()
    statistics: Statistics

    @property
    def fields(self) -> tuple[Field, ...]:
        """The questions of the form."""
        return self.form.fields

    def state(self, key: str) -> State:
        """Return a state by key; ``KeyError`` when there is none."""
        return find(self.states, key)

    def action(self, key: str) -> Action:
        """Return an action by key; ``KeyError`` when there is none."""
        return find(self.actions, key)

    def clock(self, key: str) -> Clock:
        """Return a clock by key; ``KeyError`` when there is none."""
        return find(self.clocks, key)

    def letter(self, key: str) -> Letter:
        """Return a letter by key; ``KeyError`` when there is none."""
        return find(self.letters, key)


def find(parts: tuple[Part, ...], key: str) -> Part:
    """Return the part of a keyed list, or raise ``KeyError``."""
    for part in parts:
        if getattr(part, "key", None) == key:
            return part
    raise KeyError(key)
