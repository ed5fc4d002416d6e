"""What a page, the API or the command line is handed about cases: plain values, already scoped to the viewer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from zhiquan.hall.cases.kept import Kept
from zhiquan.hall.matters.ports import CheckOutcome, CheckResult
from zhiquan.hall.matters.snapshot import CaseParty
from zhiquan.rules.forms.answers import FieldError
from zhiquan.rules.forms.fields import Field, Section
from zhiquan.rules.law import ClockState
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as people read it; ``value`` is the JSON value. A table has ``rows`` below its ``columns``."""

    key: str
    label: Text
    value: Any
    shown: Text
    columns: tuple[Text, ...] = ()
    rows: tuple[tuple[Text, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """The answers of one section."""

    label: Text
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class MaterialView:
    """One paper of the matter: whether it must be there, why, and the files handed in (id, name)."""

    key: str
    label: Text
    help: Text | None
    kinds: tuple[str, ...]
    many: bool
    required: bool
    why: Text | None
    files: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class CheckView:
    """One check as it was answered: ``blocks`` when this answer stops the submission, ``asks`` the label of a paper."""

    key: str
    label: Text
    outcome: CheckOutcome
    text: Text
    source: Text
    as_of: date | None
    blocks: bool
    asks: Text | None


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock: ``due_on`` is empty while it is paused.

    ``left`` counts in ``unit`` (working or calendar days), negative when overdue; ``total`` is the whole limit in that
    unit, empty for a limit of months or years. ``for_party``: it counts the time of the applicant or another party.
    ``paused_because``: why it stands, while it does.
    """

    key: str
    label: Text
    promised: bool
    state: str
    due_on: date | None
    provisional: bool
    left: int
    unit: Text
    total: int | None
    explain: tuple[Text, ...]
    for_party: bool = False
    paused_because: Text | None = None

    @property
    def ended(self) -> bool:
        """Whether the clock has stopped for good: its step was taken, in time or late."""
        return self.state in {ClockState.MET, ClockState.LATE}

    @property
    def used(self) -> int:
        """Return the days used up, at most all of them."""
        return min(max((self.total or 0) - self.left, 0), self.total or 0)


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the history: the label, who in which role, when, and the answers given."""

    seq: int
    label: Text
    actor: str
    role: Text | None
    acted_at: datetime
    answers: tuple[Answer, ...]
    behalf: Text | None = None


@dataclass(frozen=True, slots=True)
class ActionOffer:
    """An action of the present state: offered, or not and ``why_not`` says what is missing.

    ``serves``: the letter whose service 送达 it notes. ``whose``: the roles that take it, where the viewer holds none.
    ``done``: it is taken once, and was.
    """

    key: str
    label: Text
    offered: bool
    why_not: Text | None
    fields: tuple[Field, ...]
    materials: tuple[MaterialView, ...]
    confirm: Text | None
    serves: str = ""
    whose: tuple[Text, ...] = ()
    done: bool = False


@dataclass(frozen=True, slots=True)
class LetterOffer:
    """A letter of the matter: ``stage`` is "", drafted, reviewed or signed; ``can_draft``: now, by this viewer.

    ``party`` is whose it is, where each party of a role has its own.
    """

    key: str
    label: Text
    stage: str
    letter: int | None
    number: str
    can_draft: bool
    party: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case for its page; ``packs``: its matter hands something over elsewhere; ``recused``: the viewer is,
    and is offered nothing.
    """

    number: str
    matter: str
    title: Text
    organisation: str
    division: str
    state: str
    state_label: Text
    public_label: Text
    opened_on: date
    closed: bool
    outcome: str
    version: int
    form: tuple[AnswerGroup, ...]
    materials: tuple[MaterialView, ...]
    checks: tuple[CheckView, ...]
    clocks: tuple[ClockView, ...]
    events: tuple[EventView, ...]
    offers: tuple[ActionOffer, ...]
    letters: tuple[LetterOffer, ...]
    kept: Kept
    parties: tuple[CaseParty, ...] = ()
    recused: bool = False
    packs: bool = False


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft for its page: ``typed`` is what was typed, unchanged; ``errors`` what is wrong with it."""

    id: int
    matter: str
    title: Text
    organisation: str
    sections: tuple[Section, ...]
    typed: dict[str, Any]
    errors: tuple[FieldError, ...]
    materials: tuple[MaterialView, ...]
    case_number: str | None


@dataclass(frozen=True, slots=True)
class Precheck:
    """The checks' answers and what stands against the submission; without ``obstacles`` it can be submitted."""

    results: tuple[CheckResult, ...]
    checks: tuple[CheckView, ...]
    materials: tuple[MaterialView, ...]
    obstacles: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A line of the desk; ``mine`` when the present state waits for one of the viewer's roles, or a letter does, and
    not for a colleague whom the case was given to.

    While the office's clock stands (``paused``), ``due_on`` is the last day of the other side. ``paused_because`` says
    why it stands; ``handler`` is empty where nobody was given the case.
    """

    number: str
    title: Text
    organisation: str
    division: str
    state_label: Text
    opened_on: date
    due_on: date | None
    paused: bool
    clock_state: str
    closed: bool
    mine: bool
    paused_because: Text | None = None
    handler: str = ""
    days_in_state: int = 0
    letter_waits: bool = False


@dataclass(frozen=True, slots=True)
class Load:
    """How much one handler has to do; ``handler`` is empty for the cases that nobody was given."""

    handler: int | None
    name: str
    cases: int
    overdue: int
    paused: int


@dataclass(frozen=True, slots=True)
class Stay:
    """How long the open cases of a state have been in it, in days."""

    matter: str
    state: str
    cases: int
    median_days: int
    longest_days: int


@dataclass(frozen=True, slots=True)
class WorkPage:
    """A page of the desk; ``next`` is handed back as ``after``."""

    rows: tuple[WorkRow, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What anybody with number and secret may know."""

    number: str
    title: Text
    state_label: Text
    opened_on: date
    due_on: date | None
    closed: bool
    steps: tuple[tuple[date, Text], ...]
    may_rate: bool = False


@dataclass(frozen=True, slots=True)
class MatterView:
    """A matter for the catalogue and its guide 办事指南: limits as the law book has them on the date."""

    code: str
    version: str
    title: Text
    summary: Text
    chain: str
    authority: str
    deciding_office: Text | None
    applicants: tuple[Text, ...]
    conditions: tuple[Text, ...]
    materials: tuple[MaterialView, ...]
    checks: tuple[Text, ...]
    steps: tuple[tuple[str, Text], ...]
    limits: tuple[tuple[Text, Text, Text], ...]
    basis: tuple[Text, ...]
