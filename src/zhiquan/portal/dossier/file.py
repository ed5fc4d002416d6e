"""The part of a right's file 一件一档 that needs no database: record, term, annuities, legal status on a day.

Used as it is by ``zhiquan right``. The page of a right puts the panels of the other rooms
(``zhiquan.office.panels.right_panels``, which need a viewer) below it; nothing here knows Django.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from zhiquan.records.corpus.gates import DOUBTS
from zhiquan.records.corpus.keys import HOME
from zhiquan.records.corpus.model import EventRecord, PatentRecord
from zhiquan.records.corpus.standing import register_events
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import (
    AnnuityLine,
    Book,
    LegalStatus,
    StatusCode,
    Term,
    annuity_schedule,
    legal_status,
    term_of,
)
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RightFile:
    """A right as it stands on a day, every rule with its provision.

    ``annuities`` is the whole schedule by year of the term; it tells what the law asks for, not what was paid. Where
    the filing date is not known, the right is another country's, or the book holds no provision for a date of it, the
    part is ``None`` or empty and ``gaps`` says why. ``kind`` is ``None`` where no source tells it.
    """

    record: PatentRecord
    on: date
    kind: PatentKind | None
    term: Term | None
    annuities: tuple[AnnuityLine, ...]
    status: LegalStatus
    doubts: tuple[Text, ...]
    gaps: tuple[Text, ...] = ()
    events: tuple[EventRecord, ...] = ()

    @property
    def kind_label(self) -> Text:
        """Return the name of the kind."""
        return self.kind.label if self.kind else _NO_KIND

    @property
    def next_annuity(self) -> AnnuityLine | None:
        """Return the next annuity to fall due on or after ``on``, none when the term is over."""
        return next((line for line in self.annuities if line.due_on >= self.on), None)


def right_file(record: PatentRecord, on: date, book: Book, events: Iterable[EventRecord] = ()) -> RightFile:
    """Put together what records and law say of one right on a day; the legal status follows from the events known."""
    told = tuple(sorted(events, key=lambda event: (event.on, event.code)))
    kind = PatentKind(record.kind) if record.kind else None
    gaps = [_ABROAD] if record.office != HOME else [] if record.filing_date else [_NO_DATE]
    term: Term | None = None
    annuities: tuple[AnnuityLine, ...] | None = None
    if kind and record.filing_date and not gaps:
        filed = record.filing_date
        term = _known(lambda: term_of(kind, filed, book), gaps)
        annuities = _known(lambda: annuity_schedule(kind, filed, book), gaps)
    return RightFile(
        record=record,
        on=on,
        kind=kind,
        term=term,
        annuities=annuities or (),
        status=_status(record, kind, told, on, book),
        doubts=tuple(DOUBTS[key] for key in record.doubts if key in DOUBTS),
        gaps=tuple(dict.fromkeys(gaps)),
        events=told,
    )


def _status(
    record: PatentRecord, kind: PatentKind | None, events: Sequence[EventRecord], on: date, book: Book
) -> LegalStatus:
    if kind and record.office == HOME:
        return legal_status(kind, record.filing_date, register_events(record, events), on, book)
    code = StatusCode.UNKNOWN
    reason = _NO_KIND if record.office == HOME else _ABROAD
    return LegalStatus(code, code.label, certain=False, since=None, reason=reason, source=_NOTHING)


def _known(ask: Callable[[], T], gaps: list[Text]) -> T | None:
    """Return the answer; where the book has no provision for the date, note that instead: unknown is an answer."""
    try:
        return ask()
    except Refusal as refusal:
        if refusal.code != "law.no-provision":
            raise
        gaps.append(refusal.text)
        return None


_NO_KIND = Text("专利类型未知", "Kind not known")
_NO_DATE = Text("来源没有申请日，期限和年费无从计算", "No source gives the filing date: no term and no annuities")
_ABROAD = Text(
    "他国的权利，不适用中国专利法的期限和年费", "Another country's right: Chinese terms and annuities do not apply"
)
_NOTHING = Text("无", "None")
