"""What the office holds and offers: registers, organisations' files, appointments, ratings, many at once."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from zhiquan.portal.api.shapes.base import FileId, Given, Shape
from zhiquan.portal.api.shapes.forms import Answers
from zhiquan.portal.api.shapes.search import Hit, Panel
from zhiquan.rules.text import Text


class Register(Shape):
    """A register 登记簿 or list: how many entries it has, and how many are in force today."""

    code: str
    name: Text
    entries: int
    in_force: int


class RegisterList(Shape):
    """Every register that has an entry."""

    registers: list[Register]


class Entry(Shape):
    """An entry: that it stands is public; ``basis``, ``ended_by`` and ``data`` are told to those who answer for its
    place, with ``desk:read``, and are ``null`` otherwise.
    """

    register_code: str
    number: str
    division: str
    rights: list[str]
    valid_from: date
    valid_to: date | None
    in_force: bool
    basis: str | None
    ended_by: str | None
    data: dict[str, Any] | None


class EntryList(Shape):
    """A page of entries, those entered last first."""

    entries: list[Entry]
    next: str | None


class OrganisationFile(Shape):
    """An organisation's file 一企一档: how many rights name it whole (``null``: no index), the newest of them, and what
    each room shows this caller.
    """

    code: str
    name: str
    division: str
    on: date
    total: int | None
    newest: list[Hit]
    panels: list[Panel]


class Window(Shape):
    """A department that takes appointments."""

    id: int
    name: str
    division: str


class WindowList(Shape):
    """The windows that take appointments."""

    windows: list[Window]


Hour = Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", examples=["09:30"])]
"""An hour of the day at the window, in Asia/Shanghai."""


class Slot(Shape):
    """A slot that can be booked, with the places left (0: full)."""

    day: date
    starts: Hour
    ends: Hour
    left: int


class SlotList(Shape):
    """The slots of a window, by day and hour."""

    slots: list[Slot]


class Wish(Given):
    """The slot to book: window, day and hour as `slots` tells them, the matter (may be empty), who comes."""

    window: FileId
    day: date
    starts: Hour
    matter: Annotated[str, Field(max_length=40)] = ""
    name: Annotated[str, Field(min_length=1, max_length=60)]
    phone: Annotated[str, Field(min_length=1, max_length=30)]


class Appointment(Shape):
    """An appointment: where, when, for which matter, who comes, where it stands."""

    id: int
    window: str
    day: date
    starts: Hour
    matter: str
    name: str
    phone: str
    state: str


class AppointmentList(Shape):
    """Appointments, the next first."""

    appointments: list[Appointment]


class Arrival(Given):
    """Whether somebody came."""

    came: Annotated[bool, Field(strict=True)]


class Rating(Given):
    """A rating 好差评 of how a case was handled: five is best, one and two are called back."""

    grade: Annotated[int, Field(ge=1, le=5, strict=True)]
    comment: Annotated[str, Field(max_length=1_000)] = ""


class CallBack(Given):
    """What a call-back 回访 found and did."""

    answer: Annotated[str, Field(min_length=1, max_length=1_000)]


class NewSeries(Given):
    """The rows of a series: what each application differs by, laid over the answers of the draft it starts from."""

    rows: Annotated[list[Answers], Field(min_length=2, max_length=500)]


class SeriesDrafts(Shape):
    """The drafts that were made, one for each row."""

    drafts: list[int]


class HandedIn(Given):
    """Drafts of a series to be handed in together."""

    drafts: Annotated[list[FileId], Field(min_length=1, max_length=500)]


class SeriesRow(Shape):
    """One application of a series: its case, or why there is none."""

    draft: int
    number: str | None
    refusal: Text | None


class SeriesRows(Shape):
    """What came of each draft."""

    rows: list[SeriesRow]


_Number = Annotated[str, Field(max_length=40)]


class ManySteps(Given):
    """One step in many cases, where its matter allows that, with the answers that all get."""

    cases: Annotated[list[_Number], Field(min_length=1, max_length=500)]
    data: Answers = Field(default_factory=dict)


class ActedRow(Shape):
    """One case of many: its version after the step, or why the step was not taken."""

    number: str
    version: int | None
    refusal: Text | None


class ActedRows(Shape):
    """What came of each case."""

    rows: list[ActedRow]
