"""Matters, cases, letters: as the pages show them to the same reader."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from zhiquan.portal.api.shapes.base import Given, Shape
from zhiquan.portal.api.shapes.forms import Answer, AnswerGroup, Check, Paper, Question, Section
from zhiquan.rules.text import Text


class MatterRow(Shape):
    """A matter 事项 of the catalogue."""

    code: str
    version: str
    title: Text
    summary: Text
    chain: str
    authority: str


class MatterList(Shape):
    """The matters in force today."""

    matters: list[MatterRow]


class Limit(Shape):
    """A limit of time of the matter and where it stands in the law."""

    label: Text
    limit: Text
    source: Text


class Matter(MatterRow):
    """One matter: who may apply, with what, how long it takes, on what it rests; ``sections`` are its questions."""

    applicants: list[Text]
    conditions: list[Text]
    materials: list[Paper]
    checks: list[Text]
    limits: list[Limit]
    basis: list[Text]
    sections: list[Section]


class Organisation(Shape):
    """An organisation one may apply for; ``as_agent``: another's, by delegation."""

    id: int
    name: str
    uscc: str
    as_agent: bool


class OrganisationList(Shape):
    """The organisations one may apply for."""

    organisations: list[Organisation]


class CaseRow(Shape):
    """A line of a list of cases; ``mine``: it waits for the caller."""

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
    handler: str


class CaseList(Shape):
    """A page of cases, soonest due first."""

    cases: list[CaseRow]
    next: str | None


class Clock(Shape):
    """A clock: ``left`` in ``unit``, negative when overdue; ``explain`` counts it out in words."""

    key: str
    label: Text
    promised: bool
    state: str
    due_on: date | None
    provisional: bool
    left: int
    unit: Text
    for_party: bool
    explain: list[Text]


class Event(Shape):
    """A line of the history."""

    seq: int
    label: Text
    actor: str
    role: Text | None
    acted_at: datetime
    answers: list[Answer]


class Action(Shape):
    """A step of the present state: offered to the caller, or why not; its questions and papers."""

    key: str
    label: Text
    offered: bool
    why_not: Text | None
    fields: list[Question]
    materials: list[Paper]


class CaseLetter(Shape):
    """A letter of the case; ``letter`` is its id where it exists."""

    key: str
    label: Text
    stage: str
    letter: int | None
    number: str


class Case(Shape):
    """A case as its reader may see it; ``version`` goes back with every step (also as ``ETag``)."""

    number: str
    matter: str
    title: Text
    organisation: str
    division: str
    state: str
    state_label: Text
    opened_on: date
    closed: bool
    outcome: str
    version: int
    form: list[AnswerGroup]
    materials: list[Paper]
    checks: list[Check]
    clocks: list[Clock]
    events: list[Event]
    actions: list[Action]
    letters: list[CaseLetter]


class Submitted(Shape):
    """A case that was opened; ``secret`` (with the number it tells the progress) is told this once, else empty."""

    number: str
    version: int
    secret: str | None


class AskedProgress(Given):
    """Number and secret 查询码 of a case."""

    number: Annotated[str, Field(max_length=40)]
    secret: Annotated[str, Field(max_length=40)]


class ProgressStep(Shape):
    """A day on which what the public is told changed."""

    on: date
    label: Text


class Progress(Shape):
    """What anybody with number and secret may know."""

    number: str
    title: Text
    state_label: Text
    opened_on: date
    due_on: date | None
    closed: bool
    steps: list[ProgressStep]


class Letter(Shape):
    """A letter: its number and date once it is issued, and the code by which anybody can verify it."""

    id: int
    case: str
    title: str
    state: str
    number: str | None
    code: str | None
    dated: date | None


class LetterList(Shape):
    """The letters of a case that the caller may read."""

    letters: list[Letter]


class Verified(Shape):
    """What is known of a letter that somebody holds; names of parties are masked."""

    title: str
    number: str
    office: str
    dated: date
    parties: str
    valid: bool
    standing: Text
    signer: str
    digest: str
