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

    @classmethod
    def read(cls, kept: Mapping[str, Any]) -> LimitUsed:
        """Return the limit that an event holds."""
        return cls(**{**kept, "citation": Text(**kept["citation"]) if kept.get("citation") else None})


@dataclass(frozen=True, slots=True)
class Span:
    """A pause; ``until`` is empty while it lasts."""

    since: date
    reason: Text
    until: date | None = None


@dataclass(frozen=True, slots=True)
class ClockRun:
    """One run of a clock: it may be paused and resumed, and ends once."""

    clock: str
    started: date
    legal: LimitUsed
    promised: LimitUsed | None = None
    pauses: tuple[Span, ...] = ()
    ended: date | None = None

    @property
    def paused(self) -> bool:
        """Whether a pause is open."""
        return self.ended is None and any(span.until is None for span in self.pauses)


@dataclass(frozen=True, slots=True)
class Done:
    """An action that was taken, by whom and with which answers."""

    action: str
    seq: int
    actor: int | None
    role: str
    on: date
    data: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class LetterStand:
    """Where a letter of the case stands: drafted, reviewed, signed or void."""

    template: str
    letter: int
    stage: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A case after ``seq`` events; ``seq`` 0 is a case that does not exist yet."""

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
        """Return the people who took one of the actions."""
        return frozenset(d.actor for d in self.done if d.action in actions and d.actor is not None)

    def letter(self, template: str) -> LetterStand | None:
        """Return the newest letter made from a template that is not void."""
        for stand in reversed(self.letters):
            if stand.template == template and stand.stage != "void":
                return stand
        return None

    def run(self, clock: str) -> ClockRun | None:
        """Return the run of a clock that has not ended."""
        for run in self.clocks:
            if run.clock == clock and run.ended is None:
                return run
        return None
