"""What the program itself has to do about the clocks of a case, and on which day: remind, tell, let a limit expire.

Pure over a snapshot. Only what a snapshot says decides, so the next day can be rebuilt at any time.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from zhiquan.hall.matters.clocks import NamedLedger, ledgers
from zhiquan.hall.matters.schema import Audience, Clock, Matter
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.rules.law import Calendar, Limit, due, rungs
from zhiquan.rules.law.ledger import day_of

ONE_DAY = timedelta(days=1)


class Kind(StrEnum):
    """What is to be done: remind before the last day, tell that it has passed or that a publicity is over, or take
    the action that the matter names for the expiry.
    """

    REMINDER = "reminder"
    OVERDUE = "overdue"
    ENDED = "ended"
    EXPIRY = "expiry"


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing to do once: about which run of which clock, from which day on; ``rung`` names it among the run's.

    ``before`` is how long before the last day a reminder comes.
    """

    kind: Kind
    clock: Clock
    subject: str
    rung: str
    on: date
    due_on: date
    promised: bool = False
    before: Limit | None = None

    @property
    def key(self) -> str:
        """The key under which the case remembers that it was told."""
        return f"{self.clock.key}/{self.subject}/{self.rung}"


def pending(definition: Matter, snapshot: Snapshot, calendar: Calendar) -> list[Duty]:
    """Return everything that is still to come, soonest first; of a closed case nothing is."""
    if snapshot.closed:
        return []
    running = (named for named in ledgers(definition, snapshot) if named.ledger.ended is None)
    found = [duty for named in running for duty in _untold(named, definition, snapshot, calendar)]
    return sorted(found, key=lambda duty: (duty.on, duty.key))


def to_do(duties: list[Duty], on: date) -> list[Duty]:
    """Return what is to be done on a day: of each ladder only the last rung reached, the ones before are overtaken."""
    last: dict[tuple[str, str, bool], Duty] = {}
    for duty in duties:
        if duty.on <= on:
            last[duty.clock.key, duty.subject, duty.promised] = duty
    return list(last.values())


def _untold(named: NamedLedger, definition: Matter, snapshot: Snapshot, calendar: Calendar) -> list[Duty]:
    steps = list(_ladder(named, definition, snapshot.state, calendar))
    told = [place for place, duty in enumerate(steps) if duty.key in snapshot.told]
    return steps[told[-1] + 1 :] if told else steps


def _ladder(named: NamedLedger, definition: Matter, state: str, calendar: Calendar) -> Iterator[Duty]:
    """Yield the rungs before the last day, then what follows it; a rung on the very day of the start falls away."""
    clock, ledger = named.clock, named.ledger
    last = due(ledger, calendar).on
    if last is None:
        return
    mark = f"{'promised-' if named.promised else ''}{last.isoformat()}"
    if clock.audience is not Audience.PUBLIC:
        for rung in rungs(ledger, calendar):
            if rung.on > day_of(ledger.started):
                name = f"{mark}-{rung.before.amount}-{rung.before.unit.value}"
                yield Duty(Kind.REMINDER, clock, named.subject, name, rung.on, last, named.promised, rung.before)
    after = last + ONE_DAY
    if clock.on_expiry is None or named.promised:
        kind = Kind.ENDED if clock.audience is Audience.PUBLIC else Kind.OVERDUE
        yield Duty(kind, clock, named.subject, f"{mark}-{kind.value}", after, last, named.promised)
    elif state in definition.action(clock.on_expiry).from_:
        name = f"expired-{day_of(ledger.started).isoformat()}"  # a run expires once, wherever its last day moves
        yield Duty(Kind.EXPIRY, clock, named.subject, name, after, last)
