"""The part of a right's file 一件一档 that needs no database: record, term, annuities, legal status on a day.

Used as it is by ``zhiquan right``. The page of a right puts the panels of the other rooms
(``zhiquan.office.panels.right_panels``, which need a viewer) below it; nothing here knows Django.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from zhiquan.records.corpus.gates import DOUBTS
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import AnnuityLine, Book, LegalStatus, Term, annuity_schedule, legal_status, term_of
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class RightFile:
    """A right as it stands on a day, every rule with its provision.

    ``annuities`` is the whole schedule by year of the term; it tells what the law asks for, not what was paid.
    ``next_annuity`` is the first one whose due day is not before ``on``.
    """

    record: PatentRecord
    on: date
    kind: PatentKind
    term: Term
    annuities: tuple[AnnuityLine, ...]
    status: LegalStatus
    doubts: tuple[Text, ...]

    @property
    def next_annuity(self) -> AnnuityLine | None:
        """Return the next annuity to fall due, none when the term is over."""
        return next((line for line in self.annuities if line.due_on >= self.on), None)


def right_file(record: PatentRecord, on: date, book: Book) -> RightFile:
    """Put together what records and law say of one right on a day.

    No events of the right are held yet, so the legal status is what filing date and term alone allow to say.
    """
    kind = PatentKind(record.kind)
    return RightFile(
        record=record,
        on=on,
        kind=kind,
        term=term_of(kind, record.filing_date, book),
        annuities=annuity_schedule(kind, record.filing_date, book),
        status=legal_status(kind, record.filing_date, (), on, book),
        doubts=tuple(DOUBTS[key] for key in record.doubts if key in DOUBTS),
    )
