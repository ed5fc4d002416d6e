"""What is kept with a case beside its steps: handlers, recusals, links, campaigns, rating, and who may change them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhiquan.hall.cases.presenting_notes import GRADE_LABELS, role_label
from zhiquan.hall.matters.guards import Who
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.access.models import User
from zhiquan.office.access.roles import STAFF_ROLES, Role
from zhiquan.rules.text import Text

LEADERS = frozenset({Role.HEAD.value, Role.REVIEWER.value})
"""The roles that give cases to others, tell somebody to stand back, and have a record corrected."""
MAY_REISSUE = (Role.APPLICANT.value, Role.WINDOW.value)
"""The roles that get a new secret, in the order in which one of them is named in the event."""


@dataclass(frozen=True, slots=True)
class RatingView:
    """The rating as it is read; ``answer`` is empty until the office has called back."""

    grade: int
    label: Text
    comment: str
    answer: str
    poor: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What a case keeps beside its steps, and what of it (``may``) this viewer may change.

    ``may`` holds the names of the services: assign, recuse, link, tag, correct, reissue_secret, call_back, rate.
    ``roles`` are those that can be given to somebody, ``handlers`` rows (role, its label, user id, name).
    """

    handlers: tuple[tuple[str, Text, int, str], ...]
    recused: tuple[str, ...]
    links: tuple[tuple[str, Text], ...]
    tags: tuple[str, ...]
    rating: RatingView | None
    roles: tuple[tuple[str, Text], ...]
    may: frozenset[str]


def kept_of(matter: Matter, snapshot: Snapshot, who: Who) -> Kept:
    """Return it for one viewer; one query where somebody handles the case or is recused, else none.

    Who handles it, who stood back and which campaign it is under are for the office; the other cases and the rating are
    the applicant's too, and nothing of it is another party's.
    """
    staff, applicant = bool(who.roles & _STAFF), Role.APPLICANT.value in who.roles
    named = _names({*snapshot.handlers.values(), *snapshot.recused}) if staff else {}
    handlers = sorted(snapshot.handlers.items()) if staff else []
    return Kept(
        handlers=tuple((role, role_label(matter, role), user, named[user]) for role, user in handlers),
        recused=tuple(named[user] for user in sorted(snapshot.recused)) if staff else (),
        links=tuple(_linked(snapshot)) if staff or applicant else (),
        tags=tuple(sorted(snapshot.tags)) if staff else (),
        rating=_rating(snapshot) if staff or applicant else None,
        roles=tuple((role, role_label(matter, role)) for role in _staff_roles(matter)) if staff else (),
        may=frozenset(_may(matter, snapshot, who)),
    )


def _linked(snapshot: Snapshot) -> Iterable[tuple[str, Text]]:
    return ((link.number, RELATIONS.get(link.relation, RELATIONS["related"])) for link in snapshot.links)


def _rating(snapshot: Snapshot) -> RatingView | None:
    if (rating := snapshot.rating) is None:
        return None
    return RatingView(rating.grade, GRADE_LABELS[rating.grade], rating.comment, rating.answer, rating.poor)


def _may(matter: Matter, snapshot: Snapshot, who: Who) -> Iterable[str]:
    """Yield what the services would let this viewer do; they decide, the page only leaves out what they refuse.

    Nothing for who is recused 回避; an agent neither rates nor learns the secret.
    """
    if who.user in snapshot.recused:
        return ()
    staff = bool(who.roles & _STAFF)
    leads = bool(who.roles & LEADERS)
    rating = snapshot.rating
    allowed = {
        "assign": not snapshot.closed and (leads or _handles(snapshot, who)),
        "recuse": not snapshot.closed and staff,
        "link": staff,
        "tag": staff,
        "correct": leads,
        "reissue_secret": who.agent is None and bool(who.roles & set(MAY_REISSUE)),
        "call_back": staff and rating is not None and not rating.answered_on,
        "rate": _may_rate(matter, snapshot, who),
    }
    return (verb for verb, may in allowed.items() if may)


def _may_rate(matter: Matter, snapshot: Snapshot, who: Who) -> bool:
    mine = who.agent is None and Role.APPLICANT.value in who.roles
    return matter.rating and snapshot.closed and snapshot.rating is None and mine


def _handles(snapshot: Snapshot, who: Who) -> bool:
    """Say whether the case was given to the viewer, or to somebody in whose place the viewer stands."""
    return any(user in who.hands(role) for role, user in snapshot.handlers.items())


def _staff_roles(matter: Matter) -> list[str]:
    """Return the roles of the office that the matter's steps name, in the order in which they first come."""
    named = dict.fromkeys(role for action in matter.actions for role in action.roles)
    return [role for role in named if role in _STAFF]


def _names(users: set[int]) -> dict[int, str]:
    found = {user.pk: str(user) for user in User.objects.filter(pk__in=users)} if users else {}
    return {user: found.get(user, str(user)) for user in users}


_STAFF = frozenset(role.value for role in STAFF_ROLES)
RELATIONS = {
    "related": Text("关联", "Related"),
    "series": Text("同批", "Of the same series"),
    "spawned": Text("由本案引出", "Begun by this case"),
    "spawned_by": Text("引出本案", "It began this case"),
}
"""How a linked case stands to this one."""
