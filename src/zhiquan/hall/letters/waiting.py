"""Which cases have a letter that waits for somebody (port of the cases room)."""

from __future__ import annotations

from datetime import date

from zhiquan.hall.cases.seeing import reckoned
from zhiquan.hall.cases.shelf import matter_by
from zhiquan.hall.cases.standing import Held, standing_of
from zhiquan.hall.letters.models import Letter, State
from zhiquan.office.access.selectors import Actor, division_scope, represented


def waiting(actor: Actor, on: date) -> frozenset[int]:
    """Return the open cases with a draft to be reviewed or a reviewed letter to be signed by this actor.

    As ``services.review`` and ``sign`` decide it: a post for the case's division in a role the definition names,
    nobody's own draft, and no case of an organisation one acts for.
    """
    if actor.user_id is None or not actor.is_staff:
        return frozenset()
    letters = list(
        Letter.objects.alias(within=reckoned("case__division"))  # found by the few letters, not by the many cases
        .filter(division_scope(actor, "within"), case__closed=False)
        .filter(state__in=(State.DRAFT, State.REVIEWED))
        .exclude(drafted_by=actor.user_id)
        .exclude(represented(actor, on, organisation="case__organisation", matter="case__matter", case="case__number"))
        .values_list("case_id", "template", "state", "case__division", "case__definition", "case__definition__sha256")
    )
    posts = standing_of(actor, on).posts if letters else ()
    return frozenset(
        case
        for case, template, state, division, version, sha256 in letters
        if _held(posts, division) & _asked(version, sha256, template, state)
    )


def _held(posts: tuple[Held, ...], division: str) -> set[str]:
    return {post.role for post in posts if post.reach.holds(division)}


def _asked(version: int, sha256: str, template: str, state: str) -> set[str]:
    letter = matter_by(version, sha256).letter(template)
    return set(letter.reviewers if state == State.DRAFT else letter.signers)
