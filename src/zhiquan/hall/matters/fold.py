"""``apply(snapshot, event, definition) -> snapshot``: pure, total over lawful events, and it refuses any other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from zhiquan.hall.matters.schema import ClockOp, Matter
from zhiquan.hall.matters.snapshot import ClockRun, Done, Event, LetterStand, LimitUsed, Snapshot, Span
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

OPENED = "opened"
ACTED = "acted"
LETTER_STAGES = ("drafted", "reviewed", "signed", "void")


def apply(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    """Return the case after one more event; an event that the definition does not allow here is refused."""
    if event.seq != snapshot.seq + 1:
        raise _broken(event, "its number does not follow the event before")
    if (event.kind == OPENED) != (snapshot.seq == 0):
        raise _broken(event, "a case is opened once, and first")
    step = _STEPS.get(event.kind.partition(".")[0])
    if step is None:
        raise _broken(event, "its kind is not known")
    return replace(step(snapshot, event, definition), seq=event.seq)


def fold(events: Iterable[Event], definition: Matter) -> Snapshot:
    """Return the case after all its events."""
    snapshot = Snapshot()
    for event in events:
        snapshot = apply(snapshot, event, definition)
    return snapshot


def _opened(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    opened = replace(
        snapshot,
        state=definition.opening.state,
        division=event.data["division"],
        organisation=event.data["organisation"],
        form=event.data["form"],
        materials=tuple(event.data["materials"]),
        checks=tuple(event.data["checks"]),
        opened_on=event.on,
    )
    return _move_clocks(opened, event, definition.title)


def _acted(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    try:
        action = definition.action(event.data["action"])
    except KeyError:
        raise _broken(event, "the definition has no such action") from None
    target = next((t for t in action.to if t.state == event.data["to"]), None)
    if snapshot.closed or snapshot.state not in action.from_ or target is None:
        raise _broken(event, "the action does not lead there from here")
    done = Done(action.key, event.seq, event.actor, event.role, event.on, event.data["data"])
    acted = replace(
        snapshot,
        state=target.state,
        done=(*snapshot.done, done),
        materials=(*snapshot.materials, *event.data.get("materials", ())),
        packs=(*snapshot.packs, action.pack) if action.pack else snapshot.packs,
    )
    moved = _move_clocks(acted, event, action.label)
    return _close(moved, event.on, target.outcome or "") if definition.state(target.state).final else moved


def _close(snapshot: Snapshot, on: date, outcome: str) -> Snapshot:
    """End the case: no clock outlives it."""
    ended = tuple(run if run.ended else _ended(run, on) for run in snapshot.clocks)
    return replace(snapshot, clocks=ended, outcome=str(outcome), closed_on=on)


def _letter(snapshot: Snapshot, event: Event, definition: Matter) -> Snapshot:
    stage, template = event.kind.partition(".")[2], event.data["template"]
    if stage not in LETTER_STAGES or template not in {letter.key for letter in definition.letters}:
        raise _broken(event, "the definition has no such letter")
    stand = LetterStand(template, event.data["letter"], stage, event.data.get("number") or "")
    others = tuple(s for s in snapshot.letters if s.letter != stand.letter)
    return replace(snapshot, letters=(*others, stand))


def _move_clocks(snapshot: Snapshot, event: Event, reason: Text) -> Snapshot:
    for move in event.data.get("clocks", ()):
        runs = _moved(snapshot, move, event, reason)
        snapshot = replace(snapshot, clocks=runs)
    return snapshot


def _moved(snapshot: Snapshot, move: Mapping[str, Any], event: Event, reason: Text) -> tuple[ClockRun, ...]:
    op, run = ClockOp(move["op"]), snapshot.run(move["clock"])
    if op is ClockOp.START:
        if run is not None:
            raise _broken(event, "the clock is running already")
        promised = LimitUsed.read(move["promised"]) if move.get("promised") else None
        return (*snapshot.clocks, ClockRun(move["clock"], event.on, LimitUsed.read(move["legal"]), promised))
    if run is None:
        raise _broken(event, "the clock is not running")
    changes: dict[ClockOp, Callable[[], ClockRun]] = {
        ClockOp.STOP: lambda: _ended(run, event.on),
        ClockOp.PAUSE: lambda: replace(run, pauses=(*run.pauses, Span(event.on, reason))),
        ClockOp.RESUME: lambda: _resumed(run, event.on),
    }
    return tuple(changes[op]() if other is run else other for other in snapshot.clocks)


def _resumed(run: ClockRun, on: date) -> ClockRun:
    return replace(run, pauses=tuple(span if span.until else replace(span, until=on) for span in run.pauses))


def _ended(run: ClockRun, on: date) -> ClockRun:
    return replace(_resumed(run, on), ended=on)


_STEPS: dict[str, Callable[[Snapshot, Event, Matter], Snapshot]] = {OPENED: _opened, ACTED: _acted, "letter": _letter}


def _broken(event: Event, why: str) -> Refusal:
    return Refusal(
        "matters.unlawful-event",
        Text(
            f"第{event.seq}条过程记录（{event.kind}）与事项定义不符，请核验过程记录链。",
            f"Event {event.seq} ({event.kind}) is not one the definition allows here ({why}); verify the chain.",
        ),
    )
