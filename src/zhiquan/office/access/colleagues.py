"""Who holds which post in an office: whom a case can be given to, and whose work can be looked at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from zhiquan.office.access.actors import Actor
from zhiquan.office.access.models import Post, in_force
from zhiquan.office.access.reach import above, reach_of
from zhiquan.office.access.roles import HANDLING_ROLES, Role
from zhiquan.office.access.selectors import within


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody with a handling post: the user (id, user name), the name, the role and the department of the post."""

    user: int
    name: str
    role: Role
    department: str
    username: str


def colleagues(actor: Actor, on: date) -> tuple[Colleague, ...]:
    """Return who holds a handling post where the actor's own posts reach, by name; one query."""
    return _colleagues(_handling(on).filter(within(actor.divisions, "department__division")))


def holders(division: str, on: date) -> tuple[Colleague, ...]:
    """Return who holds a handling post that answers for a division, there or above it, by name; one query."""
    posts = _handling(on).filter(department__division__in=sorted(above(division)))
    return _colleagues(post for post in posts if reach_of(post.department.division).holds(division))


def _handling(on: date) -> QuerySet[Post]:
    posts = Post.objects.filter(in_force(on), role__in=sorted(HANDLING_ROLES), user__is_active=True)
    return posts.select_related("user", "department")


def _colleagues(posts: Iterable[Post]) -> tuple[Colleague, ...]:
    found = {Colleague(p.user_id, str(p.user), Role(p.role), p.department.name, p.user.username) for p in posts}
    return tuple(sorted(found, key=lambda one: (one.name, one.user, one.role, one.department)))
