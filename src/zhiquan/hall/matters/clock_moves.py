"""Which clock moves an action makes here: for whom, with which limits of the law book, as the event records them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.schema import Clock, ClockMove, ClockOp, Matter
from zhiquan.hall.matters.snapshot import ClockRun, Snapshot
from zhiquan.rules.forms.answers import holds
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Acting:
    """What the moves of an action depend on: its answers as conditions see them, the raw ones, who acts.

    ``since`` is the day from which clocks count that start here, where that is not the day of the step.
    """

    names: Mapping[str, Any]
    data: Mapping[str, Any]
    party: str = ""
    since: str = ""


def resolve(
    moves: Iterable[ClockMove], snapshot: Snapshot, definition: Matter, moment: Moment, acting: Acting
) -> list[dict[str, Any]]:
    """Return the clock moves as an event records them: what applies here, with the limits in force at the place.

    An action that leads from several states names the clocks of all of them; what is not running is left out.
    """
    recorded: list[dict[str, Any]] = []
    for move in moves:
        if move.when is None or holds(move.when, acting.names):
            for subject in _subjects(move, snapshot, acting):
                if move.op is ClockOp.START:
                    _require_standing_still(move.clock, subject, snapshot, definition, recorded)
                recorded += _one(move, subject, snapshot, definition, moment, acting)
    return recorded


def _require_standing_still(
    clock: str, subject: str, snapshot: Snapshot, definition: Matter, recorded: list[dict[str, Any]]
) -> None:
    """Refuse to start what runs already, unless the same action stops it before (a clock that begins anew)."""
    stopped = any(
        (made["clock"], made["op"], made.get("subject", "")) == (clock, ClockOp.STOP.value, subject)
        for made in recorded
    )
    if snapshot.run(clock, subject) and not stopped:
        raise Refusal("cases.running", _RUNNING.format(clock=definition.clock(clock).label))


def _subjects(move: ClockMove, snapshot: Snapshot, acting: Acting) -> Iterator[str]:
    """Yield for whom a move is made; one without ``each`` or ``of`` that does not start is made for every open run."""
    if move.each:
        yield from (party.id for party in snapshot.of_role(move.each))
    elif move.of == "actor":
        yield acting.party
    elif move.of:
        yield str(acting.data.get(move.of.removeprefix("data."), ""))
    elif move.op is ClockOp.START:
        yield ""
    else:
        yield from (run.subject for run in snapshot.open_runs(move.clock))


def _one(
    move: ClockMove, subject: str, snapshot: Snapshot, definition: Matter, moment: Moment, acting: Acting
) -> list[dict[str, Any]]:
    about: dict[str, Any] = {"clock": move.clock, "op": move.op.value}
    if subject:
        about["subject"] = subject
    if move.op is ClockOp.START:
        about |= {"on": acting.since} if acting.since else {}
        return [about | _limits(definition.clock(move.clock), snapshot, moment)]
    run = snapshot.run(move.clock, subject)
    if run is None or not _applies(move, run):
        return []
    if move.reason and (said := acting.data.get(move.reason)):
        about["reason"] = {"zh": str(said), "en": str(said)}
    if move.span:
        about["span"] = move.span.value
    if move.op is ClockOp.EXTEND and move.by:
        about["limit"] = limit_used(move.by, snapshot.division, moment)
    return [about]


def _applies(move: ClockMove, run: ClockRun) -> bool:
    standing = run.standing(move.span.value if move.span else "")
    return not standing if move.op is ClockOp.PAUSE else standing if move.op is ClockOp.RESUME else True


def _limits(clock: Clock, snapshot: Snapshot, moment: Moment) -> dict[str, Any]:
    found = {"legal": limit_used(clock.legal, snapshot.division, moment)}
    if clock.promised:
        found["promised"] = limit_used(clock.promised, snapshot.division, moment)
    return found


def limit_used(key: str, scope: str, moment: Moment) -> dict[str, Any]:
    """Return a limit as the law book has it for a place on a day: what an event keeps of it."""
    provision = moment.book.at(key, moment.on, scope)
    limit, citation = provision.limit, provision.source.text()
    kept: dict[str, Any] = {
        "key": key,
        "amount": limit.amount,
        "unit": limit.unit.value,
        "roll": provision.roll,
        "citation": _plain(citation),
    }
    if provision.excludes:
        kept["excludes"] = [span.value for span in provision.excludes]
    return kept


_RUNNING = Text("“{clock}”已经起算，不能再次起算。", "“{clock}” is running already.")


def _plain(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}
