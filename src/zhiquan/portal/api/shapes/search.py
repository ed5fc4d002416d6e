"""Search: hits, facets, one right, similar marks."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhiquan.portal.api.shapes.base import Shape
from zhiquan.rules.text import Text


class Hit(Shape):
    """A right that was found; empty dates are not told by any source."""

    key: str
    what: str
    title: str
    title_en: str = ""
    abstract: str
    parties: list[str]
    filing_date: date | None
    publication_date: date | None
    status: str
    division: str


class Bucket(Shape):
    """One value of a facet and the query that narrows to it."""

    value: str
    label: Text
    count: int
    query: str


class Facet(Shape):
    """The hits by one field, the most frequent values first."""

    field: str
    label: Text
    buckets: list[Bucket]


class SearchAnswer(Shape):
    """A page of hits: ``total`` is exact, or at least so many when ``capped``; ``version`` is that of the data."""

    total: int
    capped: bool
    version: int
    hits: list[Hit]
    facets: list[Facet]
    next: str | None


class Standing(Shape):
    """The legal status on a day, whether it is certain, since when and why."""

    code: str
    label: Text
    certain: bool
    since: date | None
    reason: Text
    source: Text


class Annuity(Shape):
    """The fee of one patent year in full, CNY: last day to pay in time, and with surcharge."""

    year: int
    due_on: date
    grace_until: date
    amount: Decimal


class Happening(Shape):
    """An event of the right as a source tells it."""

    on: date
    event: str
    code: str
    text: str


class Fact(Shape):
    """One line of what a room holds about the right."""

    label: Text
    value: Text
    note: Text | None


class Panel(Shape):
    """What one room shows this caller about the right."""

    title: Text
    facts: list[Fact]


class Right(Hit):
    """A right's file 一件一档 on a day; of marks and indications term, fees and status by law are not reckoned."""

    on: date
    classes: list[str]
    sources: list[str]
    standing: Standing | None
    expires_on: date | None
    annuities: list[Annuity]
    events: list[Happening]
    doubts: list[Text]
    gaps: list[Text]
    panels: list[Panel]


class Signal(Shape):
    """One reason for a lead: side of comparison, strength 0 to 100, the sentence."""

    code: str
    side: str
    strength: int
    text: Text


class Lead(Shape):
    """A mark that may be similar: a lead for a person to look at, never a verdict."""

    key: str
    number: str
    text: str
    classes: list[int]
    status: str
    score: int
    bucket: str
    goods: Text
    signals: list[Signal]


class Leads(Shape):
    """The leads, the strongest first, out of how many marks of the register."""

    searched: int
    leads: list[Lead]
