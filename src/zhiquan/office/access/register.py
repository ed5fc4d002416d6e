"""Who holds which post where, as the administrators see it: each within the places that the own posts answer for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from zhiquan.office.access.actors import Actor
from zhiquan.office.access.models import Department, Deputy, Post, User, in_force
from zhiquan.office.access.roles import ADMINISTRATORS, Role
from zhiquan.office.access.selectors import within
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in force or to come: who, which role, where, how long, and who stands in now."""

    post: int
    username: str
    name: str
    role: Role
    department: str
    division: str
    since: date
    until: date | None
    deputies: tuple[str, ...]


def posts_for(actor: Actor | None, on: date, *, role: str = "", division: str = "") -> tuple[PostRow, ...]:
    """Return the posts an administrator may see, by place, role and name; ``None`` is who operates the machine.

    ``NotFound`` (``access.not-administrator``) for everybody who is none of the three administrators 三员.
    """
    rows = Post.objects.filter(_reach(actor, "department__division"), ended_on__isnull=True)
    rows = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))
    if role:
        rows = rows.filter(role=role)
    if division:
        rows = rows.filter(within((division,), "department__division"))
    found = list(rows.select_related("user", "department").order_by("department__division", "role", "user__username"))
    standing: dict[int, list[str]] = {}
    for deputy in Deputy.objects.filter(in_force(on), post__in=found).select_related("user").order_by("pk"):
        standing.setdefault(deputy.post_id, []).append(str(deputy.user))
    return tuple(_row(post, standing.get(post.pk, [])) for post in found)


def departments_for(actor: Actor) -> list[Department]:
    """Return the departments of the places that an administrator answers for."""
    return list(Department.objects.filter(_reach(actor, "division")).order_by("division", "name"))


def without_post(actor: Actor, on: date) -> list[User]:
    """Return active accounts that hold no post and act for no organisation, newest first: those just made."""
    _reach(actor, "division")
    held = Post.objects.filter(in_force(on)).values("user_id")
    rows = User.objects.filter(is_active=True, memberships__isnull=True).exclude(pk__in=held)
    return list(rows.order_by("-pk")[:50])


def _reach(actor: Actor | None, path: str) -> Q:
    if actor is None:
        return Q()
    places = tuple(post.division for post in actor.posts if post.role in ADMINISTRATORS)
    if not places:
        raise NotFound("access.not-administrator", _NOT_ADMINISTRATOR)
    return within(places, path)


def _row(post: Post, deputies: list[str]) -> PostRow:
    return PostRow(
        post=post.pk,
        username=post.user.username,
        name=str(post.user),
        role=Role(post.role),
        department=post.department.name,
        division=post.department.division,
        since=post.valid_from,
        until=post.valid_to,
        deputies=tuple(deputies),
    )


_NOT_ADMINISTRATOR = Text(
    "这是系统、安全、审计管理员的页面。", "This page is for the system, security and audit administrators."
)
