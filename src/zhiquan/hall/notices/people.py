"""Whom something concerns, as people hold memberships, mandates and posts on a day."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from zhiquan.hall.notices.models import Happening
from zhiquan.office.access.models import Delegation, Deputy, Membership, Post, in_force
from zhiquan.office.access.selectors import reach_of


def concerned(happening: Happening, on: date) -> dict[int, bool]:
    """Return the active users concerned, each with whether it is as the office (its desk) or as a party."""
    audience = happening.audience
    office = {int(user) for user in audience.get("users", ())}
    office |= _posted(audience.get("roles", ()), happening.division, on)
    parties = _members(audience.get("organisations", ()), happening, on)
    return {**dict.fromkeys(sorted(parties), False), **dict.fromkeys(sorted(office), True)}


def _members(organisations: Collection[int], happening: Happening, on: date) -> set[int]:
    """Return the members of organisations, and of the agencies that act for them in this case."""
    if not organisations:
        return set()
    given = Delegation.objects.filter(in_force(on), principal_id__in=organisations)
    agents = {
        one.agent_id
        for one in given
        if one.everything or happening.matter in one.matters or happening.case_number in one.cases
    }
    held = Membership.objects.filter(in_force(on), organisation_id__in={*organisations, *agents}, user__is_active=True)
    return set(held.values_list("user_id", flat=True))


def _posted(roles: Collection[str], division: str, on: date) -> set[int]:
    """Return who holds one of the roles for a division, and who stands in for them."""
    if not roles:
        return set()
    posts = Post.objects.filter(in_force(on), role__in=roles, user__is_active=True).select_related("department")
    here = {post.pk: post.user_id for post in posts if reach_of(post.department.division).holds(division)}
    deputies = Deputy.objects.filter(in_force(on), post_id__in=here, user__is_active=True)
    return {*here.values(), *deputies.values_list("user_id", flat=True)}
