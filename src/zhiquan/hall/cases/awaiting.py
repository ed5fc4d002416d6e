"""Which cases wait for somebody: the same rule for one case that was read, and as a condition for all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import CharField, Exists, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.named import few
from zhiquan.hall.cases.seeing import ended, reckoned
from zhiquan.hall.cases.shelf import matter_by
from zhiquan.hall.cases.standing import Held, Standing
from zhiquan.hall.matters.guards import APPLICANT
from zhiquan.office.access.roles import Role
from zhiquan.office.access.selectors import Actor, represented
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.selectors import MATTER

GIVEN_OUT = frozenset({Role.WINDOW.value, Role.EXAMINER.value})
"""The roles in which cases are given to one person."""


def hands(actor: Actor) -> frozenset[int | None]:
    """Return whose cases are the actor's own: theirs, and those of whom they stand in for."""
    return frozenset({actor.user_id, *(post.holder for post in actor.posts if post.deputising)})


@dataclass(frozen=True, slots=True)
class Seen:
    """With whose eyes a page is looked at: where letters wait for them, and who is recused from its cases."""

    standing: Standing
    on: date
    letters: frozenset[int]
    recused: Mapping[int, frozenset[int]]

    def waits(self, case: Case) -> bool:
        """Say whether a case waits for the viewer, for a letter in it or for a step."""
        return case.pk in self.letters or bool(self.roles(case) & self._asked(case))

    def roles(self, case: Case) -> frozenset[str]:
        """Return the roles in which the case may wait for the viewer: one that was given to a colleague waits for no
        other clerk or examiner, but still for those who review and decide; none of somebody recused 回避.
        """
        given = case.handler_id is not None and case.handler_id not in hands(self.standing.actor)
        return self._held(case) - GIVEN_OUT if given else self._held(case)

    def _held(self, case: Case) -> frozenset[str]:
        who, away = self.standing.who(case), self.recused.get(case.pk, frozenset())
        if not away:
            return who.roles
        return frozenset() if who.user in away else frozenset(role for role in who.roles if not who.hands(role) & away)

    def _asked(self, case: Case) -> set[str]:
        late = case.due_on is not None and case.due_on < self.on
        turns = _turns(case.definition_id, case.definition.sha256)
        return {turn.role for turn in turns if turn.state == case.state and (late or not turn.late)}


def waiting_for(standing: Standing, letters: frozenset[int]) -> Q:
    """Return the condition for the open cases of which ``Seen.waits`` is true; ``among`` asks it."""
    mine = sorted(one for one in hands(standing.actor) if one is not None)
    turns, places = _turns_by_role(), _places(standing)
    awaited, roles = Q(pk__in=[]), sorted(places.keys() & turns.keys())
    for role in roles:
        here = _due(turns[role], standing.on) & places[role]
        awaited |= here & Q(given__in=[0, *mine]) if role in GIVEN_OUT else here
    if rare := _rare([turn for role in roles for turn in turns[role]], None if set(roles) - GIVEN_OUT else mine):
        awaited &= rare
    return awaited | Q(pk__in=sorted(letters))


def among(cases: QuerySet[Case], awaited: Q) -> QuerySet[Case]:
    """Return those of some cases that a condition of ``waiting_for`` holds for.

    What it asks of a row is reckoned from the row's columns: the cases are still found by what else is asked, in the
    order of due dates until a page is full, and not gathered first by a division, a handler or a state.
    """
    return cases.alias(stands=_STANDS, place=reckoned("division"), given=Coalesce("handler_id", 0)).filter(awaited)


def _rare(turns: Collection[_Turn], mine: list[int] | None) -> Q | None:
    """Return the few open cases among which all that waits must be, where they are few: those in the states asked for,
    or (``mine``: whose cases wait alone) those that nobody else was given. ``None``: many; a page is soon full.
    """
    running = Case.objects.filter(ended(closed=False))
    narrow = [running.filter(state__in={turn.state for turn in turns}, matter__in={turn.matter for turn in turns})]
    if mine is not None:
        narrow.append(running.filter(Q(handler__isnull=True) | Q(handler_id__in=mine)))
    for cases in narrow:
        if (found := few(cases)) is not None:
            return Q(pk__in=found)
    return None


def _places(standing: Standing) -> dict[str, Q]:
    """Return by role the condition for the cases in which it is held and its holder is not recused."""
    actor = standing.actor
    parties, found = _party(standing), dict[str, Q]()
    office = ~(represented(actor, standing.on, matter="matter") | Q(pk__in=list(standing.parts)))
    for role in sorted({post.role for post in standing.posts}):
        held = _held([post for post in standing.posts if post.role == role])
        found[role] = held & office if actor.organisations else held
    for role, held in parties.items():
        found[role] = found[role] | held if role in found else held
    return {role: held & ~_recused(actor.user_id) for role, held in found.items()}


def _party(standing: Standing) -> dict[str, Q]:
    actor, roles = standing.actor, {part.role for part in standing.parts.values()}
    if not actor.organisations:
        return {}
    ours = represented(actor, standing.on, matter="matter")
    found: dict[str, Q] = {}
    for role in roles:
        theirs = [case for case, part in standing.parts.items() if part.role == role]
        found[role] = Q(pk__in=theirs) & ~ours
    found[APPLICANT] = ours | found[APPLICANT] if APPLICANT in found else ours
    return found


def _held(posts: Iterable[Held]) -> Q:
    """Return where a role is held, as ``Standing.who`` has it: one's own posts first, then the last deputised in."""
    found = Q(pk__in=[])
    for post in sorted(posts, key=lambda one: one.holder is None):
        here = post.reach.condition("place")
        found = (here & ~_recused(post.holder) if post.holder else here) | (found & ~here)
    return found


def _recused(user: int | None) -> Q:
    """Return whether somebody is recused from the case of a row: looked up in that case's few events."""
    return Q(Exists(CaseEvent.objects.filter(case=OuterRef("pk"), kind="recused", data__user=user)))


@dataclass(frozen=True, slots=True)
class _Turn:
    """That a role can act in a state; ``late``: with a step that needs an expired limit waits for nobody before."""

    version: int
    matter: str
    state: str
    role: str
    late: bool


@lru_cache(maxsize=4096)
def _turns(version: int, sha256: str) -> frozenset[_Turn]:
    """Return who is awaited when in a version of a matter."""
    matter = matter_by(version, sha256)
    return frozenset(
        _Turn(version, matter.code, state, role, bool(action.requires.overdue))
        for action in matter.actions
        if action.waits
        for state in action.from_
        for role in action.roles
    )


def _turns_by_role() -> dict[str, list[_Turn]]:
    """Return by role in which states of which versions it can act; one query."""
    found: dict[str, list[_Turn]] = {}
    for version, sha256 in DefinitionVersion.objects.filter(kind=MATTER).values_list("pk", "sha256"):
        for turn in _turns(version, sha256):
            found.setdefault(turn.role, []).append(turn)
    return found


def _due(turns: Iterable[_Turn], on: date) -> Q:
    """Return the condition for the cases whose definition lets one of the turns be taken in their state."""
    always, late = ({f"{turn.version} {turn.state}" for turn in turns if turn.late is late} for late in (False, True))
    return Q(stands__in=sorted(always)) | Q(sort_on__lt=on, stands__in=sorted(late - always))


_STANDS = Func(
    "definition_id", Value(" "), "state", template="(%(expressions)s)", arg_joiner=" || ", output_field=CharField()
)
"""A case's version and state as one text, for one look-up among all those asked for."""
