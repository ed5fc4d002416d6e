"""The actor that every service is handed: who somebody is on a date, and as whom that person may act."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from zhiquan.office.access.reach import reach_of
from zhiquan.office.access.roles import ADMINISTRATORS, HANDLING_ROLES, Role


@dataclass(frozen=True, slots=True)
class Mandate:
    """What an agency may do for a principal (委托代理) between two days, both included."""

    delegation: int
    principal: int
    agent: int
    everything: bool
    matters: frozenset[str]
    cases: frozenset[str]
    since: date
    until: date

    def allows(self, matter: str | None, case: str | None, on: date) -> bool:
        """Tell whether it covers a matter (by code) or a case (by number); what is not named only ``everything``."""
        within = self.everything or matter in self.matters or case in self.cases
        return within and self.since <= on <= self.until


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post somebody holds on a date: as its holder, or as the holder's deputy (AB岗)."""

    post: int
    role: Role
    department: str
    division: str
    holder: int
    holder_name: str
    deputising: bool


@dataclass(frozen=True, slots=True)
class Authority:
    """As whom somebody acts: for an organisation, as its own member or through an agency's delegation."""

    organisation: int
    agent: int | None = None
    delegation: int | None = None


@dataclass(frozen=True, slots=True)
class Actor:
    """A person on a date: roles, the divisions answered for, the organisations one is a member of.

    ``organisations`` are own ones only; what an agency may do for others stands in ``mandates`` and is asked through
    ``acts_for``. ``posts`` tells which role is held where, and in whose place.
    """

    user_id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    divisions: tuple[str, ...] = ()
    organisations: frozenset[int] = field(default_factory=frozenset)
    mandates: tuple[Mandate, ...] = ()
    posts: tuple[HeldPost, ...] = ()

    @property
    def is_staff(self) -> bool:
        """Whether the person handles cases or figures in the office; the three administrators 三员 do not."""
        return bool(self.roles & HANDLING_ROLES)

    @property
    def is_official(self) -> bool:
        """Whether the person holds any post, an administrator's among them."""
        return self.is_staff or bool(self.roles & ADMINISTRATORS)

    def covers(self, division: str) -> bool:
        """Whether a post of this person answers for a division."""
        return any(reach_of(mine).holds(division) for mine in self.divisions)

    def holds(self, role: Role, division: str) -> bool:
        """Whether a role is held in a department that answers for a division."""
        return any(post.role == role and reach_of(post.division).holds(division) for post in self.posts)


NOBODY = Actor(user_id=None, name="")
"""A visitor who has not signed in."""


def acts_for(
    actor: Actor, organisation_id: int, matter: str | None = None, *, case: str | None = None, on: date
) -> Authority | None:
    """Return as whom an actor acts for an organisation in a matter or a case on a day; ``None``: not at all.

    Own membership comes first. Through an agency it must be within the period and the scope: the matter by its code, or
    the single case by its number. Where neither is told, only a mandate for everything answers.
    """
    if organisation_id in actor.organisations:
        return Authority(organisation_id)
    for mandate in actor.mandates:
        if mandate.principal == organisation_id and mandate.allows(matter, case, on):
            return Authority(organisation_id, mandate.agent, mandate.delegation)
    return None


def in_place_of(actor: Actor, role: Role, division: str) -> HeldPost | None:
    """Return the post in which an actor deputises when acting in a role for a division; ``None``: it is one's own.

    An act by a deputy is recorded with both: the actor, and this post's ``holder``.
    """
    fitting = [post for post in actor.posts if post.role == role and reach_of(post.division).holds(division)]
    return None if not fitting or any(not post.deputising for post in fitting) else fitting[0]
