"""What waits for the person who is signed in: the first thing they see, each with the page on which it is done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from zhiquan.hall.cases.selectors import desk_of, drafts_for
from zhiquan.hall.cases.worklist import MOST_COUNTED, as_counted
from zhiquan.hall.notices.selectors import unread_count
from zhiquan.office.access.selectors import Actor
from zhiquan.office.returns.selectors import sheets_to_fill
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Errand:
    """A number of things that wait, where, and by when the first of them; ``late`` is whether a limit has passed."""

    label: Text
    count: int
    link: str
    by: date | None = None
    late: bool = False

    @property
    def shown(self) -> str:
        """Return the number as people read it."""
        return as_counted(self.count)


def errands(actor: Actor, on: date) -> tuple[Errand, ...]:
    """Return what waits for somebody, nothing of which there is none; cases and drafts are counted only so far."""
    office = _office(actor) if actor.is_staff else ()
    party = _party(actor) if actor.organisations else ()
    return tuple(one for one in (*office, *party, *_returns(actor, on), *_notices(actor)) if one.count)


def _office(actor: Actor) -> Iterator[Errand]:
    desk, page = desk_of(actor), reverse("desk")
    yield Errand(_WAITING, desk.count(awaited=True), f"{page}?scope=waiting")
    yield Errand(Text("已超期的件", "Cases overdue"), desk.count(overdue=True), f"{page}?scope=late", late=True)


def _party(actor: Actor) -> Iterator[Errand]:
    cases = reverse("cases")
    if not actor.is_staff:
        yield Errand(_WAITING, desk_of(actor).count(awaited=True), cases)
    yield Errand(Text("没有提交的草稿", "Drafts not handed in"), drafts_for(actor)[:MOST_COUNTED].count(), cases)


def _returns(actor: Actor, on: date) -> Iterator[Errand]:
    if sheets := sheets_to_fill(actor, MOST_COUNTED):
        first = sheets[0].due
        yield Errand(Text("待报的表", "Returns to hand in"), len(sheets), reverse("returns"), first, late=first < on)


def _notices(actor: Actor) -> Iterator[Errand]:
    if actor.user_id is not None:
        yield Errand(Text("未读通知", "Notices unread"), unread_count(actor.user_id), reverse("inbox"))


_WAITING = Text("等您办的件", "Cases waiting for you")
