"""Forms, papers, checks: what an application asks for and what was answered."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from zhiquan.portal.api.shapes.base import FileId, Given, Shape, Version
from zhiquan.rules.forms.fields import FieldType
from zhiquan.rules.text import Text

Answers = Annotated[dict[Annotated[str, Field(max_length=60)], Any], Field(max_length=300)]
"""Answers by the key of their field: text, numbers, lists, and rows of tables as objects."""


class Choice(Shape):
    """One of the answers of a choice."""

    key: str
    label: Text


class Question(Shape):
    """A field of a form; ``required_when`` is an expression over the other answers."""

    key: str
    label: Text
    type: FieldType
    required: bool
    required_when: str | None
    many: bool
    help: Text | None
    max_length: int
    choices: list[Choice]
    columns: list[Question]


class Section(Shape):
    """Questions that belong together."""

    key: str
    label: Text
    fields: list[Question]


class Paper(Shape):
    """A paper of the matter, whether it must be there and why, and the files handed in as (id, name)."""

    key: str
    label: Text
    kinds: list[str]
    many: bool
    required: bool
    why: Text | None
    files: list[tuple[int, str]]


class Check(Shape):
    """An automatic check: pass, fail or unknown, with its source and as-of date; ``asks``: for which paper."""

    key: str
    label: Text
    outcome: str
    text: Text
    source: Text
    as_of: date | None
    blocks: bool
    asks: Text | None


class Answer(Shape):
    """An answer as people read it."""

    key: str
    label: Text
    value: Any
    shown: Text


class AnswerGroup(Shape):
    """The answers of a section."""

    label: Text
    answers: list[Answer]


class Wrong(Shape):
    """What is wrong with one answer; ``missing``: it is not there yet."""

    field: str
    text: Text
    missing: bool


class Draft(Shape):
    """An application that is being written: what was typed, what is wrong with it, its papers."""

    id: int
    matter: str
    title: Text
    organisation: str
    typed: dict[str, Any]
    errors: list[Wrong]
    materials: list[Paper]
    case_number: str | None


class Precheck(Shape):
    """What the checks say of a draft, and what stands against handing it in."""

    checks: list[Check]
    materials: list[Paper]
    obstacles: list[Text]


class NewDraft(Given):
    """The beginning of an application: which matter, for which organisation, with which answers."""

    matter: Annotated[str, Field(max_length=60)]
    organisation: FileId
    form: Answers = Field(default_factory=dict)


class SavedDraft(Given):
    """The answers of a draft, in place of those before."""

    form: Answers


class AttachedFile(Given):
    """A stored file as a paper of a case's step."""

    material: Annotated[str, Field(max_length=60)]
    file: FileId


class Step(Given):
    """A step in a case: its answers, its papers, and the version it is based on (or ``If-Match``)."""

    data: Answers = Field(default_factory=dict)
    materials: Annotated[list[AttachedFile], Field(max_length=100)] = Field(default_factory=list)
    version: Version | None = None


class Withdrawal(Given):
    """Why a case is withdrawn, and the version that this is based on (or ``If-Match``)."""

    reason: Annotated[str, Field(min_length=1, max_length=500)]
    version: Version | None = None


class StoredPaper(Shape):
    """A file that was taken in: its kind told by content, its SHA-256; ``waiting``: for the virus scan."""

    id: int
    name: str
    kind: str
    size: int
    digest: str
    waiting: bool
