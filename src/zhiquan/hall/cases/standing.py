"""What somebody is in one case: the roles held in departments that answer for its division, or a party to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhiquan.hall.cases.models import Case
from zhiquan.hall.matters.guards import Who
from zhiquan.office.access.models import Post
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, prefix_of


@dataclass(frozen=True, slots=True)
class Standing:
    """The posts of an actor on a date, each a role with the digits of the divisions it answers for."""

    actor: Actor
    posts: tuple[tuple[str, str], ...]

    def roles_in(self, organisation: int, division: str) -> frozenset[str]:
        """Return the roles held in a case; who acts for the applicant is only that, whatever posts are held 回避."""
        if organisation in self.actor.organisations:
            return frozenset({Role.APPLICANT.value})
        return frozenset(role for role, prefix in self.posts if division.startswith(prefix))

    def who(self, case: Case) -> Who:
        """Return the actor as the guards of a case see them."""
        return Who(self.actor.user_id, self.roles_in(case.organisation_id, case.division))


def standing_of(actor: Actor, on: date) -> Standing:
    """Read an actor's posts in force on a date: a role counts only where the department holding it answers."""
    if actor.user_id is None:
        return Standing(actor, ())
    in_force = Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    posts = Post.objects.filter(in_force, user_id=actor.user_id).values_list("role", "department__division")
    return Standing(actor, tuple((role, prefix_of(division)) for role, division in posts))


def acting_role(held: Iterable[str], wanted: Iterable[str]) -> str:
    """Return the role in which an action is taken: the first the action names that is held."""
    mine = set(held)
    return next((role for role in wanted if role in mine), "")
