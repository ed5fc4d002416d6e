"""The clocks of a case as ledgers of ``rules.law``: the legal limit and, beside it, the promised one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiquan.hall.matters.schema import Audience, Clock, ClockMove, ClockOp, Matter
from zhiquan.hall.matters.snapshot import ClockRun, LimitUsed, Snapshot
from zhiquan.rules.law import Book, Calendar, Ledger, Limit, Pause, Unit, due
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Moment:
    """When something happens, the calendar by which days are counted, and the law book in which limits are found."""

    on: date
    calendar: Calendar
    book: Book


@dataclass(frozen=True, slots=True)
class NamedLedger:
    """A ledger with the clock it belongs to."""

    clock: Clock
    promised: bool
    ledger: Ledger


@dataclass(frozen=True, slots=True)
class Summary:
    """The clocks of a case in one line: the nearest due dates of what is running, and whether the office is paused."""

    due_on: date | None
    promised_on: date | None
    state: str


RUNNING, PAUSED, NONE = "running", "paused", ""


def ledgers(definition: Matter, snapshot: Snapshot) -> tuple[NamedLedger, ...]:
    """Return the ledgers of all runs of all clocks, oldest first, legal before promised."""
    return tuple(named for run in snapshot.clocks for named in _of_run(definition, run))


def _of_run(definition: Matter, run: ClockRun) -> tuple[NamedLedger, ...]:
    clock = definition.clock(run.clock)
    legal = NamedLedger(clock, promised=False, ledger=_ledger(clock.label, run, run.legal))
    if run.promised is None:
        return (legal,)
    name = _PROMISED.format(label=clock.label)
    return (legal, NamedLedger(clock, promised=True, ledger=_ledger(name, run, run.promised)))


def _ledger(name: Text, run: ClockRun, limit: LimitUsed) -> Ledger:
    return Ledger(
        name=name,
        started=run.started,
        limit=Limit(limit.amount, Unit(limit.unit)),
        provision_key=limit.key,
        pauses=tuple(Pause(span.since, span.until, span.reason) for span in run.pauses),
        ended=run.ended,
        roll=limit.roll,
        citation=limit.citation,
    )


def summary(definition: Matter, snapshot: Snapshot, calendar: Calendar) -> Summary:
    """Return the nearest legal and promised due dates; no date is read, so it can be rebuilt at any time."""
    running = [named for named in ledgers(definition, snapshot) if named.ledger.ended is None]
    legal = [on for n in running if not n.promised and (on := due(n.ledger, calendar).on)]
    promised = [on for n in running if n.promised and (on := due(n.ledger, calendar).on)]
    office = [r for r in snapshot.clocks if r.ended is None and _is_office(definition, r)]
    state = PAUSED if any(run.paused for run in office) else RUNNING if running else NONE
    return Summary(min(legal, default=None), min(promised, default=None), state)


def _is_office(definition: Matter, run: ClockRun) -> bool:
    return definition.clock(run.clock).audience is Audience.OFFICE


def overdue(snapshot: Snapshot, clock: str, definition: Matter, moment: Moment) -> bool:
    """Return whether the legal limit of a running clock has passed on a date; a paused clock is never overdue."""
    run = snapshot.run(clock)
    if run is None:
        return False
    due_on = due(_ledger(definition.clock(clock).label, run, run.legal), moment.calendar).on
    return due_on is not None and moment.on > due_on


def resolve(
    moves: tuple[ClockMove, ...], snapshot: Snapshot, definition: Matter, moment: Moment, scope: str
) -> list[dict[str, Any]]:
    """Return the clock moves as an event records them: what applies here, with the limits in force at the place.

    An action that leads from several states names the clocks of all of them; what is not running is left out.
    """
    recorded: list[dict[str, Any]] = []
    for move in moves:
        if move.op is ClockOp.START:
            recorded.append(_start(definition.clock(move.clock), moment, scope))
        elif snapshot.run(move.clock) is not None:
            recorded.append({"clock": move.clock, "op": move.op.value})
    return recorded


def _start(clock: Clock, moment: Moment, scope: str) -> dict[str, Any]:
    started = {"clock": clock.key, "op": ClockOp.START.value, "legal": _limit(clock.legal, moment, scope)}
    if clock.promised:
        started["promised"] = _limit(clock.promised, moment, scope)
    return started


def _limit(key: str, moment: Moment, scope: str) -> dict[str, Any]:
    provision = moment.book.at(key, moment.on, scope)
    limit, citation = provision.limit, provision.source.text()
    return {
        "key": key,
        "amount": limit.amount,
        "unit": limit.unit.value,
        "roll": provision.roll,
        "citation": {"zh": citation.zh, "en": citation.en},
    }


_PROMISED = Text("{label}（承诺）", "{label} (promised)")
