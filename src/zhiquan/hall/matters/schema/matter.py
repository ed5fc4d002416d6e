"""A whole matter 事项: one file says everything about it, and the engine knows nothing else.

A definition holds no numbers of the law: limits are keys of provisions, resolved on the date the law names.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from pydantic import Field as Attribute

from zhiquan.hall.matters.schema.actions import Action, Opening, State
from zhiquan.hall.matters.schema.clocks import Clock
from zhiquan.hall.matters.schema.papers import CheckUse, Letter, Material, Pack
from zhiquan.rules.forms.base import Key, Label, Model, Name
from zhiquan.rules.forms.fields import Field, Form


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


class Statistics(Model):
    """How the matter is counted: the indicator family and the class inside it."""

    family: Key
    counted_as: Key


class PartyUse(Model):
    """Others who take part beside the applicant (respondents 被请求人): one for each row of a table.

    ``key`` is the role in which they act, and may stand among an action's roles. ``rows`` is a table field of the
    form, ``name`` and ``code`` its columns with name and unified social credit code. ``joins`` is the action from
    which on they see the case (its service on them); without it they see it from the submission.
    """

    key: Key
    label: Label
    rows: Key
    name: Key
    code: Key | None = None
    joins: Key | None = None


Part = TypeVar("Part", bound=Model)


class Matter(Model):
    """A whole matter, after its shape has been laid under it.

    ``place`` is the division field of the form that says which office has the case (the place of an infringement);
    without it that is the office of the applicant's own division.
    """

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
    place: Key | None = None
    materials: tuple[Material, ...] = ()
    checks: tuple[CheckUse, ...] = ()
    states: tuple[State, ...]
    opening: Opening
    actions: tuple[Action, ...]
    clocks: tuple[Clock, ...] = ()
    letters: tuple[Letter, ...] = ()
    packs: tuple[Pack, ...] = ()
    registers: tuple[Key, ...] = ()
    parties: tuple[PartyUse, ...] = ()
    rating: bool = True
    fee: Name | None = None
    retention: Name | None = None
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
