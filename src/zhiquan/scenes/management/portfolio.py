"""The rights of an organisation: those that records name it for, and those it says are its own.

Names in records are spelt as they are: a right that names the organisation otherwise comes in by its own word. What
the organisation says is not its own, or what records show to have gone to another, is told apart and never dropped
silently.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from zhiquan.hall.cases.shelf import moment
from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.office.access.models import Organisation
from zhiquan.records.corpus.keys import is_mark
from zhiquan.records.corpus.model import EventRecord, PatentRecord
from zhiquan.records.corpus.standing import register_events
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import Book, EventKind, LegalStatus, legal_status
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.scenes.management.models import OwnRight
from zhiquan.scenes.shared import corpus
from zhiquan.scenes.shared.findings import Finding
from zhiquan.scenes.shared.holding import events_of, holder, transfers_of


@dataclass(frozen=True, slots=True)
class Held:
    """One right of a portfolio on a day: what is recorded, whether it is the organisation's, where it stands.

    ``record`` is ``None`` where only the organisation speaks of it; ``kind`` and ``status`` are then ``None`` too.
    ``own`` is the organisation's word: True, False, or nothing said.
    """

    number: str
    record: PatentRecord | None
    kind: PatentKind | None
    holding: Finding
    own: bool | None
    status: LegalStatus | None
    granted_on: date | None

    @property
    def gone(self) -> bool:
        """Whether records show another holder, or the organisation says that it is not its own."""
        return self.own is False or (self.holding.outcome is CheckOutcome.FAIL and not self.own)


def portfolio_of(organisation: Organisation, on: date) -> tuple[Held, ...]:
    """Return the patents of an organisation as of a day, by filing date and number; those that are gone come last."""
    records = corpus.open_corpus()
    said = {right: held for right, held in own_word(organisation).items() if not is_mark(right)}
    named = {record.key: record for record in records.named(organisation.name)}
    found: dict[str, PatentRecord | None] = {**{right: records.get(right) for right in said}, **named}
    events, moved = events_of(found), transfers_of(found)
    held, book = [], moment().book
    for number, record in found.items():
        told = events.get(number, ())
        holding = holder(record, told, moved.get(number), organisation.name, organisation.uscc)
        held.append(_held(Held(number, record, None, holding, said.get(number), None, None), told, on, book))
    return tuple(sorted(held, key=_order))


def held_right(organisation: Organisation, right: str, on: date) -> Held:
    """Return one right of an organisation by its key; ``Refusal`` ``management.not-held`` where it holds no such."""
    found = next((one for one in portfolio_of(organisation, on) if one.number == right and not one.gone), None)
    if found is None:
        raise Refusal("management.not-held", _NOT_HELD.format(right=right))
    return found


def own_word(organisation: Organisation) -> Mapping[str, bool]:
    """Return what the organisation says of its rights, by right: the latest word."""
    return dict(OwnRight.objects.filter(organisation=organisation).order_by("pk").values_list("right", "held"))


def _order(held: Held) -> tuple[bool, date, str]:
    filed = held.record.filing_date if held.record else None
    return (held.gone, filed or date.max, held.number)


def _held(held: Held, told: Sequence[EventRecord], on: date, book: Book) -> Held:
    """Return it with kind, legal status and grant, where the record tells a kind."""
    record = held.record
    if record is None or not record.kind:
        return held
    kind, entries = PatentKind(record.kind), register_events(record, told)
    granted = next((entry.on for entry in entries if entry.kind is EventKind.GRANT), None)
    status = legal_status(kind, record.filing_date, entries, on, book)
    return replace(held, kind=kind, status=status, granted_on=granted)


_NOT_HELD = Text(
    "{right} 不在本单位的权利清单里，请核对号码，或者先确认是本单位的。",
    "{right} is not among the organisation's rights; check the number, or say first that it is its own.",
)
