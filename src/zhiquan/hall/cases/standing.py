"""What somebody is in one case: the roles held in departments that answer for its division, or a party to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.seeing import parts_of
from zhiquan.hall.matters.guards import Who
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, Authority, Reach, acts_for, rank_of, reach_of
from zhiquan.rules.identifiers.division import Level


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it counts here: role, how far it reaches, level of the office; ``holder`` where deputised in."""

    role: str
    reach: Reach
    level: Level
    holder: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A party's place in a case that somebody else applied for, and the organisation that has it."""

    role: str
    party: str
    organisation: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The posts of an actor on a date, and the cases in which those they act for take part (by the case's id)."""

    actor: Actor
    posts: tuple[Held, ...]
    parts: Mapping[int, Part] = field(default_factory=dict)
    on: date = date.min

    def who(self, case: Case) -> Who:
        """Return the actor as the guards of a case see them; who acts for a party is only that, whatever posts 回避."""
        if ours := self._acts_for(case, case.organisation_id):
            return Who(self.actor.user_id, frozenset({Role.APPLICANT.value}), agent=ours.agent)
        part = self.parts.get(case.pk)
        if part and (ours := self._acts_for(case, part.organisation)):
            return Who(self.actor.user_id, frozenset({part.role}), party=part.party, agent=ours.agent)
        posts = [post for post in self.posts if post.reach.holds(case.division)]
        return Who(
            self.actor.user_id,
            frozenset(post.role for post in posts),
            frozenset(post.level for post in posts),
            instead=_instead(posts),
        )

    def _acts_for(self, case: Case, organisation: int) -> Authority | None:
        return acts_for(self.actor, organisation, case.matter, case=case.number, on=self.on)


def _instead(posts: Iterable[Held]) -> dict[str, int]:
    """Return the holder by role, for roles that are held in another's place alone."""
    own = {post.role for post in posts if post.holder is None}
    return {post.role: post.holder for post in posts if post.holder is not None and post.role not in own}


def standing_of(actor: Actor, on: date) -> Standing:
    """Return what an actor is in cases: a role counts only where the department holding it answers.

    The posts are those with which the actor was read for the request, on the same day.
    """
    if actor.user_id is None:
        return Standing(actor, (), on=on)
    held = tuple(
        Held(
            post.role.value,
            reach_of(post.division),
            rank_of(post.division),
            post.holder if post.deputising else None,
        )
        for post in actor.posts
    )
    return Standing(actor, held, _parts(actor), on)


def _parts(actor: Actor) -> dict[int, Part]:
    if not actor.organisations:
        return {}
    rows = parts_of(actor).values_list("case_id", "role", "party", "organisation_id")
    return {case: Part(role, party, organisation) for case, role, party, organisation in rows if organisation}


def acting_role(held: Iterable[str], wanted: Iterable[str]) -> str:
    """Return the role in which an action is taken: the first the action names that is held."""
    mine = set(held)
    return next((role for role in wanted if role in mine), "")
