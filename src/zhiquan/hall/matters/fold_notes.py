"""Events that do not move a case: who handles it, links, tags, reminders that went out, the party's rating."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Event, Link, Rating, Snapshot
from zhiquan.hall.matters.unlawful import broken

GRADES = range(1, 6)
"""Five grades; 5 is very satisfied."""


def _assigned(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    del definition
    user = event.data["user"]
    if user in snapshot.recused:
        raise broken(event, "who is recused handles nothing here")
    return replace(snapshot, handlers={**snapshot.handlers, event.data["role"]: user})


def _recused(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    """Somebody steps back or is told to 回避; what they handled is nobody's until it is assigned again."""
    del definition
    user = event.data["user"]
    handlers = {role: who for role, who in snapshot.handlers.items() if who != user}
    return replace(snapshot, recused=snapshot.recused | {user}, handlers=handlers)


def _linked(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    del definition
    return replace(snapshot, links=(*snapshot.links, Link(event.data["number"], event.data["relation"])))


def _tagged(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    del definition
    return replace(snapshot, tags=snapshot.tags | {event.data["tag"]})


def _told(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    del definition
    key = event.data["key"]
    if key in snapshot.told:
        raise broken(event, "this was told already")
    return replace(snapshot, told=snapshot.told | {key})


def _rated(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    if not definition.rating or not snapshot.closed or snapshot.rating or event.data["grade"] not in GRADES:
        raise broken(event, "a closed case is rated once, in five grades")
    return replace(snapshot, rating=Rating(event.data["grade"], event.data.get("comment", ""), event.on))


def _called_back(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    del definition
    if snapshot.rating is None or snapshot.rating.answered_on:
        raise broken(event, "there is no rating to call back about")
    rating = replace(snapshot.rating, answer=event.data["answer"], answered_on=event.on)
    return replace(snapshot, rating=rating)


def _noted(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    """Something that is only to be read: a new secret was given out, a new calendar moved a last day,
    personal answers were erased.
    """
    del event, definition
    return snapshot


NOTES: dict[str, Callable[[Snapshot, Event, Matter], Snapshot]] = {
    "assigned": _assigned,
    "recused": _recused,
    "linked": _linked,
    "tagged": _tagged,
    "told": _told,
    "rated": _rated,
    "called_back": _called_back,
    "recounted": _noted,
    "reissued": _noted,
    "erased": _noted,
}
