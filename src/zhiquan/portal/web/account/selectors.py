"""What the account pages read."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Prefetch

from zhiquan.office.access.models import Membership, Organisation, Post, User
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class DemoAccount:
    """An account of the demo: who it is, in which roles, for whom."""

    username: str
    name: str
    roles: tuple[Text, ...]
    place: str


def demo_accounts() -> tuple[DemoAccount, ...]:
    """Return the active accounts with a post or an organisation, staff last; only shown in a demo."""
    users = User.objects.filter(is_active=True).prefetch_related(
        Prefetch("posts", Post.objects.select_related("department")),
        Prefetch("memberships", Membership.objects.select_related("organisation")),
    )
    rows = [row for row in map(_row, users.order_by("pk")[:40]) if row.roles]
    return tuple(rows)


def _row(user: User) -> DemoAccount:
    posts, members = list(user.posts.all()), list(user.memberships.all())
    roles = [Role(post.role).label for post in posts] + ([Role.APPLICANT.label] if members else [])
    places = [post.department.name for post in posts] + [member.organisation.name for member in members]
    return DemoAccount(user.username, str(user), tuple(dict.fromkeys(roles)), "、".join(dict.fromkeys(places)))


def organisations_of(actor: Actor) -> list[Organisation]:
    """Return the organisations that somebody acts for, by name."""
    return list(Organisation.objects.filter(pk__in=actor.organisations).order_by("name"))
