"""A case at one moment: what its events amount to. Everything here is derived, nothing is edited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a case; ``on`` is the Shanghai date on which it happened, ``data`` holds JSON values only."""

    seq: int
    kind: str
    data: Mapping[str, Any]
    on: date
    actor: int | None = None
    role: str = ""


@dataclass(frozen=True, slots=True)
class LimitUsed:
    """A limit as the law book had it when the clock started: a later amendment does not move it."""

    key: str
    amount: int
    unit: str
    roll: bool
    citation: Text | None = None
    excludes: tuple[str, ...] = ()

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> LimitUsed:
        """Return the limit that an event holds."""
        citation = Text(**kept["citation"]) if kept.get("citation") else None
        return cls(**{**kept, "citation": citation, "excludes": tuple(kept.get("excludes", ()))})


@dataclass(frozen=True, slots=True)
class Span:
    """A pause; ``until`` is empty while it lasts, ``span`` says which stretch of the provision it is."""

    since: date
    reason: Text
    until: date | None = None
    span: str = ""


@dataclass(frozen=True, slots=True)
class Extended:
    """More time that was granted: the limit as the law book had it, on which day and why."""

    limit: LimitUsed
    on: date
    reason: Text


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One run of a clock: it may be paused, resumed and extended, and ends once.

    ``subject`` is the party or document it counts for, empty where it counts for the case.
    """

    clock: str
    started: date
    legal: LimitUsed
    promised: LimitUsed | None = None
    pauses: tuple[Span, ...] = ()
    ended: date | None = None
    subject: str = ""
    extensions: tuple[Extended, ...] = ()

    @property
    def paused(self) -> bool:
        """Whether a pause is open."""
        return self.ended is None and any(span.until is None for span in self.pauses)

    def standing(self, span: str) -> bool:
        """Return whether a pause of this stretch is open; with "" any pause."""
        return any(pause.until is None and span in {"", pause.span} for pause in self.pauses)


@dataclass(frozen=True, slots=True)
class Done:
    """An action that was taken, by whom and with which answers; ``party`` is the party that acted, if one did.

    ``served`` is what a receipt says of the letter: template, letter, party, manner, the day ``on`` and why;
    ``instead_of`` the holder of the post in whose place a deputy took it.
    """

    action: str
    seq: int
    actor: int | None
    role: str
    on: date
    data: Mapping[str, Any]
    party: str = ""
    served: Mapping[str, Any] = field(default_factory=dict)
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class LetterStand:
    """Where a letter of the case stands: drafted, reviewed, signed or void; ``party`` where each has its own."""

    template: str
    letter: int
    stage: str
    number: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class CaseParty:
    """Somebody who takes part beside the applicant: ``id`` is ``<role>-<n>``, ``code`` the credit code if given."""

    id: str
    role: str
    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """How the party found the handling 好差评, 5 very satisfied to 1 very dissatisfied, and what the call-back said."""

    grade: int
    comment: str
    on: date
    answer: str = ""
    answered_on: date | None = None

    @property
    def poor(self) -> bool:
        """Whether the office must call back: the last two grades 差评."""
        return self.grade <= 2  # noqa: PLR2004 - the last two of five


@dataclass(frozen=True, slots=True)
class Link:
    """Another case that belongs to this one, and how: spawned, spawned_by, series, related."""

    number: str
    relation: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A case after ``seq`` events; ``seq`` 0 is a case that does not exist yet.

    ``handlers`` says by role who handles it now, ``told`` which reminders went out (``<clock>/<subject>/<rung>``),
    ``voided`` the events that a correction took back and ``anew`` those it put in other words; ``since`` is the day on
    which the state was entered.
    """

    seq: int = 0
    state: str = ""
    division: str = ""
    organisation: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, Any] = field(default_factory=dict)
    materials: tuple[Mapping[str, Any], ...] = ()
    checks: tuple[Mapping[str, Any], ...] = ()
    opened_on: date | None = None
    clocks: tuple[ClockRun, ...] = ()
    done: tuple[Done, ...] = ()
    letters: tuple[LetterStand, ...] = ()
    packs: tuple[str, ...] = ()
    outcome: str = ""
    closed_on: date | None = None
    parties: tuple[CaseParty, ...] = ()
    handlers: Mapping[str, int] = field(default_factory=dict)
    recused: frozenset[int] = frozenset()
    rating: Rating | None = None
    links: tuple[Link, ...] = ()
    tags: frozenset[str] = frozenset()
    told: frozenset[str] = frozenset()
    voided: frozenset[int] = frozenset()
    anew: frozenset[int] = frozenset()
    since: date | None = None

    @property
    def closed(self) -> bool:
        """Whether a final state has been reached."""
        return self.closed_on is not None

    @property
    def results(self) -> dict[str, Mapping[str, Any]]:
        """The latest answers of each action taken."""
        return {done.action: done.data for done in self.done}

    def times(self, action: str) -> int:
        """Return how often an action was taken."""
        return sum(done.action == action for done in self.done)

    def who_did(self, actions: tuple[str, ...]) -> frozenset[int]:
        """Return the people whose act one of the actions was: who took it, and in whose place."""
        told = [done for done in self.done if done.action in actions]
        return frozenset(one for done in told for one in (done.actor, done.instead_of) if one is not None)

    def letter(self, template: str, party: str = "") -> LetterStand | None:
        """Return the newest letter made from a template (for a party) that is not void."""
        for stand in reversed(self.letters):
            if (stand.template, stand.party) == (template, party) and stand.stage != "void":
                return stand
        return None

    def run(self, clock: str, subject: str = "") -> ClockRun | None:
        """Return the run of a clock for a subject that has not ended."""
        return next((run for run in self.open_runs(clock) if run.subject == subject), None)

    def open_runs(self, clock: str) -> tuple[ClockRun, ...]:
        """Return the runs of a clock that have not ended, for whatever subject."""
        return tuple(run for run in self.clocks if run.clock == clock and run.ended is None)

    def of_role(self, role: str) -> tuple[CaseParty, ...]:
        """Return the parties of a role, in the order of the form."""
        return tuple(party for party in self.parties if party.role == role)

    def party(self, given: str) -> CaseParty | None:
        """Return a party by its id."""
        return next((party for party in self.parties if party.id == given), None)
