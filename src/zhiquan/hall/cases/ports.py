"""The ports of the cases room: who hears of events and time limits, and which letters wait for somebody."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from zhiquan.hall.cases.models import Case, CaseEvent
from zhiquan.hall.matters.snapshot import Snapshot
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.registry import Registry
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that somebody has to be told about a time limit.

    ``key`` is the same for the same thing however often it is handed over. ``kind`` is reminder, overdue, ended or
    expiry (the program took the step by itself); ``audience`` says whose time it is (office, party, other_office,
    public), ``subject`` the party or document it counts for; ``handler`` is the user who has the case, if anybody.
    """

    key: str
    case_number: str
    matter: str
    kind: str
    clock: str
    subject: str
    audience: str
    due_on: date
    handler: int | None
    organisation: int
    division: str
    text: Text


class Notifier(Protocol):
    """Takes a notice inside the transaction that records it: it writes rows of the same database and nothing else.

    What it writes is there exactly when the case remembers that it was told; sending is done later, from those rows.
    """

    def __call__(self, notice: Notice) -> None:
        """Keep the notice for whom it concerns."""
        ...


class Watcher(Protocol):
    """Hears of every event of a case inside the transaction that records it, and writes rows of the same database."""

    def __call__(self, case: Case, event: CaseEvent, before: Snapshot, after: Snapshot) -> None:
        """Take note of an event; ``case`` is as its projection has it after the event."""
        ...


class WaitingLetters(Protocol):
    """Tells in which cases a letter waits for somebody: to be reviewed or signed, as posts and definitions allow."""

    def __call__(self, actor: Actor, on: date) -> Collection[int]:
        """Return the ids of the cases."""
        ...


notifiers: Registry[Notifier] = Registry("notifiers")
watchers: Registry[Watcher] = Registry("watchers")
waiting_letters: Registry[WaitingLetters] = Registry("waiting letters")
