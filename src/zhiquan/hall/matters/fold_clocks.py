"""What the clock moves of an event do to the runs of a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from zhiquan.hall.matters.schema import ClockOp
from zhiquan.hall.matters.snapshot import ClockRun, Event, Extended, LimitUsed, Snapshot, Span
from zhiquan.hall.matters.unlawful import broken
from zhiquan.rules.text import Text


def move_clocks(snapshot: Snapshot, event: Event, reason: Text) -> Snapshot:
    """Return the case with every clock move of an event made; ``reason`` stands where a move gives none."""
    for move in event.data.get("clocks", ()):
        snapshot = replace(snapshot, clocks=_moved(snapshot, move, event, reason))
    return snapshot


def ended(run: ClockRun, on: date) -> ClockRun:
    """Return a run that ends on a day, its open pause with it."""
    return replace(_resumed(run, on), ended=on)


def _moved(snapshot: Snapshot, move: Mapping[str, Any], event: Event, label: Text) -> tuple[ClockRun, ...]:
    op, subject = ClockOp(move["op"]), move.get("subject", "")
    run = snapshot.run(move["clock"], subject)
    if op is ClockOp.START:
        if run is not None:
            raise broken(event, "the clock is running already")
        promised = LimitUsed.read(move["promised"]) if move.get("promised") else None
        legal = LimitUsed.read(move["legal"])
        started = date.fromisoformat(move["on"]) if "on" in move else event.on  # a receipt names the day of service
        return (*snapshot.clocks, ClockRun(move["clock"], started, legal, promised, subject=subject))
    if run is None:
        raise broken(event, "the clock is not running")
    changed = _CHANGES[op](run, move, event.on, Text(**move["reason"]) if move.get("reason") else label)
    if changed is None:
        raise broken(event, "the clock stands already, or is not standing")
    return tuple(changed if other is run else other for other in snapshot.clocks)


def _stop(run: ClockRun, move: Mapping[str, Any], on: date, reason: Text) -> ClockRun:
    del move, reason
    return ended(run, on)


def _pause(run: ClockRun, move: Mapping[str, Any], on: date, reason: Text) -> ClockRun | None:
    span = move.get("span", "")
    if run.standing(span):
        return None
    return replace(run, pauses=(*run.pauses, Span(on, reason, span=span)))


def _resume(run: ClockRun, move: Mapping[str, Any], on: date, reason: Text) -> ClockRun | None:
    del reason
    span = move.get("span", "")
    return _resumed(run, on, span) if run.standing(span) else None


def _extend(run: ClockRun, move: Mapping[str, Any], on: date, reason: Text) -> ClockRun:
    return replace(run, extensions=(*run.extensions, Extended(LimitUsed.read(move["limit"]), on, reason)))


def _resumed(run: ClockRun, on: date, span: str = "") -> ClockRun:
    """Return a run whose open pauses end on a day: those of one stretch, or all of them."""
    pauses = (p if p.until or span not in {"", p.span} else replace(p, until=on) for p in run.pauses)
    return replace(run, pauses=tuple(pauses))


_CHANGES: dict[ClockOp, Callable[[ClockRun, Mapping[str, Any], date, Text], ClockRun | None]] = {
    ClockOp.STOP: _stop,
    ClockOp.PAUSE: _pause,
    ClockOp.RESUME: _resume,
    ClockOp.EXTEND: _extend,
}
