"""Law book, calculators, figures."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from zhiquan.portal.api.shapes.base import Shape
from zhiquan.rules.text import Text


class Provision(Shape):
    """A provision of the law book: what it says in words, from when until when, where, and where it stands."""

    key: str
    value: Text
    unit: str
    valid_from: date
    valid_to: date | None
    scope: str
    source: Text
    verified: bool
    note: Text | None


class ProvisionList(Shape):
    """Provisions by key."""

    provisions: list[Provision]
    next: str | None


class Versions(Shape):
    """All versions of one key, the newest first, and which of them is in force on the day asked for."""

    in_force: Provision | None
    versions: list[Provision]


class LastDay(Shape):
    """The last day of a limit; ``provisional``: a year was touched whose days off are not announced."""

    due_on: date | None
    provisional: bool
    explain: list[Text]


class AnnuityRow(Shape):
    """The annuity of one patent year, CNY, and the provisions that it rests on."""

    year: int
    due_on: date
    grace_until: date
    full: Decimal
    amount: Decimal
    surcharge: Decimal
    total: Decimal
    sources: list[Text]


class AnnuityTable(Shape):
    """All annuities of a patent; the day on which its term is over."""

    expires_on: date
    rows: list[AnnuityRow]


class Reading(Shape):
    """One reading of a number: its kind, the canonical form (empty when wrong), and why it is wrong."""

    kind: str
    canonical: str
    standing: str
    wrong: Text | None


class Checked(Shape):
    """What a number is, what else it may be, and what a wrong one may have been."""

    given: str
    readings: list[Reading]
    candidates: list[str]
    held: bool


class Indicator(Shape):
    """An indicator: what it counts, in which unit, on which basis; ``years`` with values, newest first."""

    code: str
    label: Text
    kind: str
    unit: Text
    basis: Text
    years: list[int]


class IndicatorList(Shape):
    """Every computed indicator."""

    indicators: list[Indicator]


class Cell(Shape):
    """One value: exact, and as it is shown."""

    period: str
    value: Decimal
    shown: Decimal


class TableRow(Shape):
    """The values of a place; what is not known is left out, never zero."""

    division: str
    name: Text
    cells: list[Cell]


class FigureTable(Shape):
    """An indicator's values of a year: months, and of a flow the year to date; from which version of the data."""

    indicator: Indicator
    year: int
    lake_version: int
    computed_at: str
    rows: list[TableRow]


class Column(Shape):
    """A column of the opened rows."""

    name: str
    label: Text
    type: str


class OpenedRow(Shape):
    """A counted row; ``full``: nothing of it is withheld from this caller; ``words``: what its codes are called."""

    values: dict[str, Any]
    words: dict[str, list[Text]]
    full: bool
    counts: Decimal | None


class Part(Shape):
    """A part of a derived figure."""

    code: str
    label: Text
    value: Decimal
    unit: Text


class OpenedFigure(Shape):
    """A figure opened down to the rows that it counts, or to the figures that it is made of."""

    indicator: str
    label: Text
    division: str
    period: str
    value: Decimal
    unit: Text
    basis: Text
    lake_version: int
    counted: int
    left_out: int
    parts: list[Part]
    columns: list[Column]
    rows: list[OpenedRow]
    next: str | None
