"""Who somebody is on a date, and what of a list that person may see."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from zhiquan.office.access.actors import (
    NOBODY,
    Actor,
    Authority,
    HeldPost,
    Mandate,
    acts_for,
    in_place_of,
)
from zhiquan.office.access.models import Claim, Deputy, Membership, Post, User, in_force
from zhiquan.office.access.reach import Reach, is_heading, prefix_of, rank_of, reach_of
from zhiquan.office.access.roles import Role
from zhiquan.office.prepared import Prepared

__all__ = [
    "CLAIM_REVIEWERS",
    "NOBODY",
    "Actor",
    "Authority",
    "HeldPost",
    "Mandate",
    "Reach",
    "actor_for",
    "acts_for",
    "claims_to_review",
    "division_scope",
    "in_place_of",
    "is_heading",
    "may_read_proof",
    "posts_of",
    "prefix_of",
    "rank_of",
    "reach_of",
    "represented",
    "within",
]

CLAIM_REVIEWERS = frozenset({Role.WINDOW, Role.EXAMINER, Role.REVIEWER})
"""The roles that look at claims of organisations in their divisions."""


def division_scope(actor: Actor, path: str = "division") -> Q:
    """Return the filter for rows whose division an actor's posts answer for; none for an actor without posts."""
    return within(actor.divisions, path)


def within(places: tuple[str, ...], path: str = "division") -> Q:
    """Return the filter for rows whose division lies in one of the places."""
    reaches = {reach_of(place) for place in places}
    single = {reach.prefix for reach in reaches if reach.is_single}
    scope = Q(**{path: min(single)}) if len(single) == 1 else Q(**{f"{path}__in": sorted(single)})
    for reach in sorted(reaches, key=lambda one: one.division):
        if not reach.is_single:
            scope |= reach.condition(path)
    return scope


def represented(
    actor: Actor,
    on: date,
    *,
    organisation: str = "organisation_id",
    matter: str = "definition__code",
    case: str | None = "number",
) -> Q:
    """Return the filter for rows of the organisations one may act for: own ones whole, principals' as far as delegated.

    The arguments are the paths from a row to its organisation, to the code of its matter, and (``None`` where a row has
    none) to the number of its case. The same answer as ``acts_for`` row by row.
    """
    running = [mandate for mandate in actor.mandates if mandate.since <= on <= mandate.until]
    whole = actor.organisations | {mandate.principal for mandate in running if mandate.everything}
    scope = Q(**{f"{organisation}__in": sorted(whole)})
    alike: dict[frozenset[str], set[int]] = {}
    for mandate in running:
        if mandate.matters:
            alike.setdefault(mandate.matters, set()).add(mandate.principal)
        if case and mandate.cases:
            scope |= Q(**{organisation: mandate.principal, f"{case}__in": sorted(mandate.cases)})
    for codes, principals in alike.items():  # one condition for all principals that delegated alike
        scope |= Q(**{f"{organisation}__in": sorted(principals), f"{matter}__in": sorted(codes)})
    return scope


def actor_for(user: User | Any, on: date) -> Actor:
    """Return what a signed-in (or anonymous) user is on a date; two queries."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    posts = posts_of(user.pk, on)
    members, mandates = _memberships(user.pk, on)
    roles = {post.role for post in posts} | ({Role.APPLICANT} if members else set())
    divisions = tuple(sorted({post.division for post in posts if post.role not in _SEE_NO_DIVISION}))
    return Actor(user.pk, str(user), frozenset(roles), divisions, members, mandates, posts)


def posts_of(user_id: int, on: date) -> tuple[HeldPost, ...]:
    """Return the posts a person holds on a date, own ones first, then those in which that person deputises."""
    held = [
        HeldPost(pk, Role(role), department, division, holder, shown or login, holder != user_id)
        for pk, role, department, division, holder, shown, login in _POSTS(user_id=user_id, on=on)
    ]
    return tuple(sorted(held, key=lambda post: post.deputising))


def claims_to_review(actor: Actor) -> Q:
    """Return the filter for claims that an actor may decide on: where a fitting post reaches, and not one's own."""
    places = tuple(post.division for post in actor.posts if post.role in CLAIM_REVIEWERS)
    return within(places) & ~Q(user_id=actor.user_id)


def may_read_proof(actor: Actor, file_id: int) -> bool:
    """Say whether a stored file is the proof of a claim that an actor may decide on (port of the files room)."""
    return Claim.objects.filter(claims_to_review(actor), proof=file_id).exists()


def _memberships(user_id: int, on: date) -> tuple[frozenset[int], tuple[Mandate, ...]]:
    """Return the organisations a person is a member of, and what others let them do; one query."""
    rows = _TAKEN(user_id=user_id, on=on)
    mandates = {
        row[1]: Mandate(row[1], row[2], row[0], row[3], frozenset(row[4]), frozenset(row[5]), row[6], row[7])
        for row in rows
        if row[1] is not None and row[7] is not None
    }
    return frozenset(row[0] for row in rows), tuple(mandates.values())


_HELD = (
    "pk", "role", "department__name", "department__division", "user_id", "user__display_name", "user__username",
)  # fmt: skip
_MANDATE = ("pk", "principal_id", "everything", "matters", "cases", "valid_from", "valid_to")
_SEE_NO_DIVISION = frozenset({Role.SECURITY, Role.AUDIT})


def _posts(user_id: int, on: date) -> QuerySet[Post, tuple[Any, ...]]:
    deputising = Deputy.objects.filter(in_force(on), user_id=user_id).values("post_id")
    posts = Post.objects.filter(in_force(on)).filter(Q(user_id=user_id) | Q(pk__in=deputising))
    return posts.order_by("pk").values_list(*_HELD)


def _taken(user_id: int, on: date) -> QuerySet[Membership, tuple[Any, ...]]:
    taken = FilteredRelation("organisation__taken", condition=in_force(on, "organisation__taken__"))
    members = Membership.objects.filter(in_force(on), user_id=user_id).annotate(mandate=taken)
    return members.order_by("mandate__pk").values_list("organisation_id", *(f"mandate__{name}" for name in _MANDATE))


_POSTS, _TAKEN = Prepared(_posts, user_id=int, on=date), Prepared(_taken, user_id=int, on=date)
"""Asked by every request that knows who makes it."""
