"""What somebody is in one case: the roles held in departments that answer for its division, or a party to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from zhiquan.hall.cases.models import Case, Participant
from zhiquan.hall.matters.guards import Who
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, Reach, rank_of, reach_of
from zhiquan.rules.identifiers.division import Level


@dataclass(frozen=True, slots=True)
class Held:
    """A post as it counts here, held or deputised in: the role, how far it reaches, the level of the office."""

    role: str
    reach: Reach
    level: Level


@dataclass(frozen=True, slots=True)
class Standing:
    """The posts of an actor on a date, and the cases in which the own organisations take part (id → role, party)."""

    actor: Actor
    posts: tuple[Held, ...]
    parts: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    def who(self, case: Case) -> Who:
        """Return the actor as the guards of a case see them; who acts for a party is only that, whatever posts 回避."""
        if case.organisation_id in self.actor.organisations:
            return Who(self.actor.user_id, frozenset({Role.APPLICANT.value}))
        if case.pk in self.parts:
            role, party = self.parts[case.pk]
            return Who(self.actor.user_id, frozenset({role}), party=party)
        posts = [post for post in self.posts if post.reach.holds(case.division)]
        return Who(self.actor.user_id, frozenset(post.role for post in posts), frozenset(post.level for post in posts))


def standing_of(actor: Actor, on: date) -> Standing:
    """Return what an actor is in cases: a role counts only where the department holding it answers.

    The posts are those with which the actor was read for the request, on the same day.
    """
    del on
    if actor.user_id is None:
        return Standing(actor, ())
    held = tuple(Held(post.role.value, reach_of(post.division), rank_of(post.division)) for post in actor.posts)
    return Standing(actor, held, _parts(actor))


def _parts(actor: Actor) -> dict[int, tuple[str, str]]:
    if not actor.organisations:
        return {}
    rows = Participant.objects.filter(organisation_id__in=actor.organisations, joined=True)
    return {case: (role, party) for case, role, party in rows.values_list("case_id", "role", "party")}


def acting_role(held: Iterable[str], wanted: Iterable[str]) -> str:
    """Return the role in which an action is taken: the first the action names that is held."""
    mine = set(held)
    return next((role for role in wanted if role in mine), "")
