"""Trademarks, with goods by class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiquan.records.corpus.model.common import Party, PartyRole, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkClass:
    """A mark in one class 国际分类: goods as written, similar groups 类似群 (``0901``), a status of its own if any."""

    nice_class: int
    goods: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkRecord(Record):
    """A trademark application or registration 商标 as one source tells it.

    ``key`` is ``tm.<office>.<number>`` (``tm.CN.12345678``); a source that gives a row for each class writes records
    ``<key>/<class>``, which the merged view joins. ``text`` is the word part (empty for a pure device), ``feature``
    words, figurative, combined, three_dimensional, sound, colour or empty; ``vienna`` are codes of figurative parts.
    ``kind`` is ordinary, collective 集体, certification 证明 or empty. Dates as published; ``status`` in the source's
    words.
    """

    office: str = "CN"
    number: str
    standing: str
    text: str
    text_en: str = ""
    feature: str = ""
    kind: str = ""
    classes: tuple[MarkClass, ...] = ()
    vienna: tuple[str, ...] = ()
    parties: tuple[Party, ...] = ()
    filing_date: date | None = None
    publication_date: date | None = None
    registration_date: date | None = None
    expires_on: date | None = None
    registration: str = ""
    status: str = ""
    division: str = ""

    @property
    def owners(self) -> tuple[str, ...]:
        """Return the names of owners, or of the applicants while there is no registration."""
        return tuple(party.name for party in self.parties if party.role == PartyRole.OWNER) or tuple(
            party.name for party in self.parties if party.role == PartyRole.APPLICANT
        )
