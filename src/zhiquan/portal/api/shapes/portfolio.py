"""An organisation's own rights 我的权利: what they cost, what is planned, what it says of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from zhiquan.portal.api.shapes.base import Day, Given, Shape
from zhiquan.rules.text import Text

LONGEST_NUMBER = 120
MOST_RIGHTS = 500
"""Rights of which one request says that they are the organisation's."""
Number = Annotated[str, Field(min_length=1, max_length=LONGEST_NUMBER, examples=["CN202110000001.7"])]


class Managed(Shape):
    """An organisation whose rights the caller manages."""

    id: int
    name: str
    code: str


class ManagedList(Shape):
    """Own organisations, and those that delegated everything, by name."""

    organisations: list[Managed]


class Rule(Shape):
    """A provision that an amount rests on: its key opens it in the law book, ``value`` is what it rules."""

    key: str
    value: Text
    source: Text


class Reduction(Shape):
    """The reduction used, in per cent of the full fee (0: none), and why; which provisions allow it."""

    percent: int
    reason: Text
    rules: list[Rule]


class Fee(Shape):
    """An annuity that is open, CNY as of the day: ``payable`` is the reduced ``amount`` with the ``surcharge``.

    ``rises_on`` is the first day on which it costs more; ``ask_by`` the last day to ask for a reduction not used yet.
    """

    right: str
    title: str
    year: int
    due_on: date
    grace_until: date
    late: bool
    full: Decimal
    amount: Decimal
    surcharge: Decimal
    payable: Decimal
    reduction: Reduction
    rises_on: date | None
    ask_by: date | None
    rules: list[Rule]


class FeeList(Shape):
    """The fees that fall due by a day, the first due first; sums are of all pages. Paid is what was said to be paid."""

    on: date
    until: date
    count: int
    late: int
    total: Decimal
    fees: list[Fee]
    next: str | None


class Decided(Shape):
    """What was decided of a right, why, by whom and when."""

    choice: str
    reason: str
    by: str
    at: datetime


class OwnRight(Shape):
    """A right of the organisation: whether it holds it (``pass``, ``fail``, ``unknown``) and by what; its own word."""

    right: str
    title: str
    kind: str | None
    filing_date: date | None
    status: Text | None
    holding: str
    holding_text: Text
    own: bool | None
    gap: Text | None
    choice: str | None


class OwnRightList(Shape):
    """The rights by filing date; with ``gone`` those that are its own no more. ``record``: of reductions this year."""

    on: date
    count: int
    record: str | None
    rights: list[OwnRight]
    next: str | None


class PlanYear(Shape):
    """The sums of a calendar year, CNY: kept, undecided, saved by dropping; the least and the most it can cost."""

    year: int
    keep: Decimal
    undecided: Decimal
    drop: Decimal
    least: Decimal
    most: Decimal


class PlannedDue(Shape):
    """What a right costs in a calendar year, CNY, after reductions and without any."""

    year: int
    amount: Decimal
    full: Decimal


class PlanRow(Shape):
    """A right of the plan; ``gap`` says why its fees cannot be told or that none are owed."""

    right: str
    title: str
    choice: str
    decision: Decided | None
    dues: list[PlannedDue]
    total: Decimal | None
    gap: Text | None


class Plan(Shape):
    """Five calendar years from this one; ``untold`` rights are in no sum."""

    on: date
    years: list[PlanYear]
    untold: int
    rows: list[PlanRow]
    next: str | None


class OwnMark(Shape):
    """A mark: its term, when it can be renewed, and what that costs today (CNY, all classes, filed on paper)."""

    mark: str
    number: str
    text: str
    classes: list[int]
    stage: str
    ends_on: date | None
    renew_from: date | None
    grace_until: date | None
    fee: Decimal | None
    rules: list[Rule]
    gap: Text | None


class OwnMarkList(Shape):
    """The marks, those to be renewed first; ``renewable`` of them now, for ``total`` CNY."""

    on: date
    count: int
    renewable: int
    total: Decimal
    marks: list[OwnMark]
    next: str | None


class Reminder(Shape):
    """What has come to a step (``90``, ``60``, ``30`` days, ``open``, ``late-1`` …); ``told_at``: when it was told."""

    right: str
    what: Literal["annuity", "renewal"]
    step: str
    year: int
    payable: Decimal
    last: date
    late: bool
    told_at: datetime | None


class ReminderList(Shape):
    """Everything that has come to a step of reminding, the first to end first."""

    on: date
    reminders: list[Reminder]
    next: str | None


class SaidOwn(Shape):
    """The word that was kept."""

    right: str
    held: bool
    at: datetime


class SaidMany(Shape):
    """Of how many rights that was not said before."""

    added: int


class SaidPaid(Shape):
    """The payment that was noted."""

    right: str
    year: int
    paid_on: date
    at: datetime


class SaidRenewed(Shape):
    """The renewal that was noted: the last day of the term that it followed."""

    mark: str
    ended_on: date
    at: datetime


class SaidDecided(Decided):
    """The decision that was kept."""

    right: str


class SaidRecord(Shape):
    """The record for reductions of a year."""

    year: int
    record: str


class GivenOwn(Given):
    """A right by any usual form of its number; whether it is the organisation's."""

    right: Number
    held: Annotated[bool, Field(strict=True)]


class GivenMany(Given):
    """Rights that are the organisation's; one wrong number refuses all."""

    rights: Annotated[list[Number], Field(min_length=1, max_length=MOST_RIGHTS)]


class GivenMark(Given):
    """A mark by its key or its Chinese registration number."""

    mark: Number


class GivenOwnMark(GivenMark):
    """A mark, and whether it is the organisation's."""

    held: Annotated[bool, Field(strict=True)]


class GivenPaid(Given):
    """Of which patent year the annuity was paid, and when."""

    right: Number
    year: Annotated[int, Field(ge=1, le=100, strict=True)]
    paid_on: Day


class GivenDecision(Given):
    """To keep or to drop a right takes a reason."""

    right: Number
    choice: Literal["keep", "drop", "undecided"]
    reason: Annotated[str, Field(max_length=300)] = ""


class GivenRecord(Given):
    """Whether this year's record for reductions is in order: ``no``, ``own``, or ``joint`` with every co-owner."""

    record: Literal["no", "own", "joint"]
