"""Whose turn it is with a letter: who may review, sign or void it, and which letters of a case wait for somebody."""

from __future__ import annotations

from collections.abc import Iterable

from zhiquan.hall.cases.behalf import drafters_of
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.models import Case
from zhiquan.hall.cases.selectors import letter_source
from zhiquan.hall.cases.standing import standing_of
from zhiquan.hall.letters.models import Letter, State
from zhiquan.hall.matters.guards import recusal
from zhiquan.hall.matters.letters import LetterSource
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import today

_OPEN = (State.DRAFT, State.REVIEWED)


def why_not_next(actor: Actor, letter: Letter) -> Refusal | None:
    """Return why the next step of a letter (review of a draft, signature after it) is not for this actor.

    None: it is, or no step is left. What the services would refuse, they refuse with the same words.
    """
    if letter.state not in _OPEN:
        return None
    source = source_of(letter)
    try:
        role = role_in(actor, letter.case, source.reviewers if letter.state == State.DRAFT else source.signers)
        require_another(actor, letter, role)
    except Refusal as refusal:
        return refusal
    return None


def letters_in(number: str) -> list[Letter]:
    """Return the letters of a case that are kept here, the oldest first; one query."""
    letters = Letter.objects.filter(case__number=number).order_by("pk")
    return list(letters.select_related("case", "case__definition", "case__organisation"))


def waiting_for(actor: Actor, letters: Iterable[Letter]) -> list[Letter]:
    """Return those of some letters whose next step is this actor's; nothing waits in a case that is closed."""
    open_ones = (one for one in letters if one.state in _OPEN and not one.case.closed)
    return [letter for letter in open_ones if why_not_next(actor, letter) is None]


def may_void(actor: Actor, letter: Letter) -> bool:
    """Say whether a letter that stands can be declared void by this actor."""
    if letter.state == State.VOID:
        return False
    try:
        role_in(actor, letter.case, who_voids(letter))
    except Refusal:
        return False
    return True


def who_voids(letter: Letter) -> tuple[str, ...]:
    """Return the roles that declare a letter void: of an issued one those who sign, of a draft those who made it."""
    source = source_of(letter)
    return source.signers if letter.issued else (*source.reviewers, *source.drafters)


def source_of(letter: Letter) -> LetterSource:
    """Return the template that a letter was drafted from, with who drafts, reviews and signs."""
    return letter_source(letter.case, letter.template, letter.party)


def role_in(actor: Actor, case: Case, wanted: tuple[str, ...]) -> str:
    """Return the role in which somebody acts on a letter; refused when none of those wanted is held in the case, and
    for who is recused from it.
    """
    who = standing_of(actor, today()).who(case)
    role = who.role_for(wanted)
    if not role:
        raise Refusal("letters.role", NO_POST)
    if refusal := recusal(snapshot_of(case), who, role):
        raise refusal
    return role


def require_another(actor: Actor, letter: Letter, role: str) -> None:
    """Refuse whose own draft it is, also where a deputy drafted it in that place or now stands in for the drafter."""
    hands = standing_of(actor, today()).who(letter.case).hands(role)
    if hands & {letter.drafted_by_id, *drafters_of(letter.case, letter.pk)}:
        raise Refusal("letters.same-person", _SAME)


NO_POST = Text(
    "您在本办件中没有办理这一步的岗位，请由相应岗位的人员办理。",
    "You hold no post for this step in this case; let somebody who does take it.",
)
_SAME = Text("审核和签发须由拟稿人以外的人员办理。", "Review and signature are for somebody other than the drafter.")
