"""The part of a right's file 一件一档 that needs no database: record, term, annuities, legal status on a day.

Used as it is by ``zhiquan right``. The page of a right puts the panels of the other rooms
(``zhiquan.office.panels.right_panels``, which need a viewer) below it; nothing here knows Django.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from zhiquan.records.corpus.gates import DOUBTS
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import AnnuityLine, Book, LegalStatus, Term, annuity_schedule, legal_status, term_of
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RightFile:
    """A right as it stands on a day, every rule with its provision.

    ``annuities`` is the whole schedule by year of the term; it tells what the law asks for, not what was paid. Where
    the book holds no provision for a date of the right, the part is ``None`` or empty and ``gaps`` says why.
    """

    record: PatentRecord
    on: date
    kind: PatentKind
    term: Term | None
    annuities: tuple[AnnuityLine, ...]
    status: LegalStatus
    doubts: tuple[Text, ...]
    gaps: tuple[Text, ...] = ()

    @property
    def next_annuity(self) -> AnnuityLine | None:
        """Return the next annuity to fall due on or after ``on``, none when the term is over."""
        return next((line for line in self.annuities if line.due_on >= self.on), None)


def right_file(record: PatentRecord, on: date, book: Book) -> RightFile:
    """Put together what records and law say of one right on a day.

    No events of the right are held yet, so the legal status is what filing date and term alone allow to say.
    """
    kind = PatentKind(record.kind)
    gaps: list[Text] = []
    term = _known(lambda: term_of(kind, record.filing_date, book), gaps)
    annuities = _known(lambda: annuity_schedule(kind, record.filing_date, book), gaps)
    return RightFile(
        record=record,
        on=on,
        kind=kind,
        term=term,
        annuities=annuities or (),
        status=legal_status(kind, record.filing_date, (), on, book),
        doubts=tuple(DOUBTS[key] for key in record.doubts if key in DOUBTS),
        gaps=tuple(dict.fromkeys(gaps)),
    )


def _known(ask: Callable[[], T], gaps: list[Text]) -> T | None:
    """Return the answer; where the book has no provision for the date, note that instead: unknown is an answer."""
    try:
        return ask()
    except Refusal as refusal:
        if refusal.code != "law.no-provision":
            raise
        gaps.append(refusal.text)
        return None
