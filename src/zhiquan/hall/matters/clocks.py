"""The clocks of a case as ledgers of ``rules.law``: the legal limit and, beside it, the promised one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiquan.hall.matters.schema import Audience, Clock, Matter
from zhiquan.hall.matters.snapshot import ClockRun, Snapshot
from zhiquan.rules.law import Book, Calendar, Extension, Ledger, Limit, Pause, Unit, due
from zhiquan.rules.law import Span as LawSpan
from zhiquan.rules.law.ledger import rungs_of
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
    subject: str = ""


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
    legal = NamedLedger(clock, promised=False, ledger=ledger_of(clock, run), subject=run.subject)
    if run.promised is None:
        return (legal,)
    promised = ledger_of(clock, run, promised=True)
    return (legal, NamedLedger(clock, promised=True, ledger=promised, subject=run.subject))


def ledger_of(clock: Clock, run: ClockRun, *, promised: bool = False) -> Ledger:
    """Return a run as a ledger; a promise is not extended, only the legal limit is."""
    limit = run.promised if promised and run.promised else run.legal
    extensions = tuple(
        Extension(Limit(more.limit.amount, Unit(more.limit.unit)), more.on, more.reason, more.limit.citation,
                  more.limit.key)
        for more in run.extensions
    )  # fmt: skip
    return Ledger(
        name=_PROMISED.format(label=clock.label) if promised else clock.label,
        started=run.started,
        limit=Limit(limit.amount, Unit(limit.unit)),
        provision_key=limit.key,
        pauses=tuple(
            Pause(span.since, span.until, span.reason, LawSpan(span.span) if span.span else None) for span in run.pauses
        ),
        extensions=() if promised else extensions,
        ended=run.ended,
        roll=limit.roll,
        citation=limit.citation,
        excludes=tuple(LawSpan(span) for span in limit.excludes),
        rungs=rungs_of(Limit(limit.amount, Unit(limit.unit))),
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
    """Return whether the last day of every open run of a clock has passed; a paused run is never overdue.

    Where a clock counts for several subjects, those whose run has ended are done; without an open run nothing is.
    """
    runs = snapshot.open_runs(clock)
    return bool(runs) and all(_passed(definition.clock(clock), run, moment) for run in runs)


def _passed(clock: Clock, run: ClockRun, moment: Moment) -> bool:
    due_on = due(ledger_of(clock, run), moment.calendar).on
    return due_on is not None and moment.on > due_on


_PROMISED = Text("{label}（承诺）", "{label} (promised)")
