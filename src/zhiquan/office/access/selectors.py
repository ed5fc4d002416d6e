"""Who somebody is on a date: the actor that every service is handed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from zhiquan.office.access.models import Membership, Post, User
from zhiquan.office.access.roles import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """A person on a date: roles, the divisions answered for, the organisations acted for."""

    user_id: int | None
    name: str
    roles: frozenset[Role] = frozenset()
    divisions: tuple[str, ...] = ()
    organisations: frozenset[int] = field(default_factory=frozenset)

    @property
    def is_staff(self) -> bool:
        """Whether the person holds a post in the office."""
        return bool(self.roles - {Role.APPLICANT})

    def covers(self, division: str) -> bool:
        """Whether a post of this person answers for a division (subtree by the code's 2+2+2 digits)."""
        return any(division.startswith(prefix_of(mine)) for mine in self.divisions)


NOBODY = Actor(user_id=None, name="")
"""A visitor who has not signed in."""


def prefix_of(division: str) -> str:
    """Return the digits that all divisions below share: 370000 → 37, 370900 → 3709, 370902 → 370902."""
    return division[:2] if division.endswith("0000") else division[:4] if division.endswith("00") else division


def division_scope(actor: Actor, path: str = "division") -> Q:
    """Return the filter for rows whose division an actor's posts answer for; none for an actor without posts."""
    scope = Q(pk__in=[])
    for division in actor.divisions:
        scope |= Q(**{f"{path}__startswith": prefix_of(division)})
    return scope


def _in_force(on: date) -> Q:
    return Q(valid_from__lte=on) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def actor_for(user: User | Any, on: date) -> Actor:
    """Return what a signed-in (or anonymous) user is on a date; two queries."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    posts = list(Post.objects.filter(_in_force(on), user=user).select_related("department"))
    members = frozenset(
        Membership.objects.filter(_in_force(on), user=user).values_list("organisation_id", flat=True),
    )
    roles = {Role(post.role) for post in posts} | ({Role.APPLICANT} if members else set())
    divisions = tuple(sorted({post.department.division for post in posts}))
    return Actor(user.pk, str(user), frozenset(roles), divisions, members)
