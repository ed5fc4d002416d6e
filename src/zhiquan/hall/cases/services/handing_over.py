"""Handing over 工作交接: everything somebody handles goes to a colleague, case by case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from django.db import transaction

from zhiquan.hall.cases import drafting
from zhiquan.hall.cases.fold import snapshot_of
from zhiquan.hall.cases.given import GivenTo, IsAssigned
from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.cases.seeing import ended
from zhiquan.hall.cases.selectors import cases_for, get_case_for
from zhiquan.hall.cases.services.keeping import assign
from zhiquan.hall.cases.services.together import MOST, ActedRow
from zhiquan.office.access.models import User
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text


def hand_over(actor: Actor, giver: str, taker: str, *, key: str) -> tuple[ActedRow, ...]:
    """Give the open cases in which ``giver`` has a role, its turn or not, to ``taker`` (user names), ``MOST`` at once.

    The rules of ``assign`` hold for each: by who has it or a leader, to somebody who holds the post and is not recused.
    What is refused is told in its row and stays where it is; the same ``key`` hands each case over once.
    """
    drafting.require_key(key)
    from_, to = _person(giver), _person(taker)
    if from_ == to:
        raise Refusal("cases.hand-over-self", _SELF)
    return tuple(islice(_given(actor, (from_, to), key), MOST))


def _given(actor: Actor, people: tuple[int, int], key: str) -> Iterator[ActedRow]:
    """Yield what became of each open case in which the giver has a role, whether or not it is that role's turn."""
    giver, taker = people
    given = CaseEvent.objects.filter(IsAssigned("kind")).alias(to=GivenTo("data")).filter(to=str(giver))
    rows = cases_for(actor).filter(pk__in=given.order_by().values("case_id")).filter(ended(closed=False))
    for number in list(rows.order_by("number").values_list("number", flat=True)):
        if roles := _roles(get_case_for(actor, number), giver):
            yield _given_one(actor, number, roles, taker, key)


def _roles(case: Case, giver: int) -> list[str]:
    return [role for role, who in snapshot_of(case).handlers.items() if who == giver]


def _given_one(actor: Actor, number: str, roles: Sequence[str], taker: int, key: str) -> ActedRow:
    try:
        with transaction.atomic():
            for role in roles:
                case = assign(actor, number, taker, role, key=f"{key}-{role}")
    except Refusal as refusal:
        return ActedRow(number, None, refusal.text)
    return ActedRow(number, case.version, None)


def _person(username: str) -> int:
    found = User.objects.filter(username=username.strip()).values_list("pk", flat=True).first()
    if found is None:
        raise NotFound("cases.no-person", _NOBODY.format(name=username.strip()))
    return found


_NOBODY = Text("没有用户名为“{name}”的人员，请核对。", "There is nobody called “{name}”; check the user name.")
_SELF = Text("请填写另一位同事。", "Name another colleague.")
