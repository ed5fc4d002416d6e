"""What stands for and against offering a right: holder, force, pledge, preservation, licences, open-licence statement.

Each answers pass, fail or unknown with source and day. A fail bars the listing; an unknown is shown with it, and where
nothing at all points to the holder a copy of the patent register has to be handed in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.office.access.models import Organisation
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.selectors import entries_for_right, register_name
from zhiquan.records.corpus.model import EventKind, EventRecord, PatentRecord
from zhiquan.rules.law.explaining import told as written
from zhiquan.rules.text import Text
from zhiquan.scenes.market.models import DealKind, Use
from zhiquan.scenes.shared import corpus
from zhiquan.scenes.shared.findings import Finding, Right
from zhiquan.scenes.shared.holding import events_of, filed_by, holder, transfers_of
from zhiquan.scenes.shared.standing import in_force

PLEDGE, LICENCE, OPEN_LICENCE = "pledge", "licence", "open-licence"


@dataclass(frozen=True, slots=True)
class Offer:
    """A right that an organisation wants to offer, with what is told of it."""

    right: str
    kind: str
    use: str
    pledgee_consents: bool
    name: str
    uscc: str
    record: PatentRecord | None
    events: Sequence[EventRecord]
    transfer: RegisterEntry | None

    @property
    def hinted(self) -> bool:
        """Whether the organisation applied for it: then an unknown holder is likely the organisation."""
        return filed_by(self.record, self.name)


def offer_of(right: str, organisation: Organisation, kind: str, use: str, *, pledgee_consents: bool) -> Offer:
    """Return an offer with what the corpus, the lake and the registers tell of its right."""
    record, events = corpus.open_corpus().get(right), events_of([right]).get(right, ())
    moved = transfers_of([right]).get(right)
    return Offer(right, kind, use, pledgee_consents, organisation.name, organisation.uscc, record, events, moved)


def findings(offer: Offer, on: date) -> dict[str, Finding]:
    """Return every finding about an offer on a day, by its key, in the order they are read."""
    return {
        "holder": holder(offer.record, offer.events, offer.transfer, offer.name, offer.uscc),
        "in-force": in_force(Right.of(offer.right, offer.record), offer.events, on),
        "pledge": _pledge(offer, on),
        "preservation": _preservation(offer),
        "licences": _licences(offer, on),
        "open-licence": _open_licence(offer, on),
    }


def falls(found: Mapping[str, Finding]) -> Finding | None:
    """Return why a listing cannot stay: another holder, or a right that has ended."""
    return next((found[key] for key in ("holder", "in-force") if found[key].outcome is CheckOutcome.FAIL), None)


def _pledge(offer: Offer, on: date) -> Finding:
    entries = entries_for_right(offer.right, PLEDGE, on)
    told = _running(offer.events, EventKind.PLEDGED, EventKind.PLEDGE_ENDED, on)
    if not entries and told is None:
        return Finding(CheckOutcome.UNKNOWN, _NO_PLEDGE, register_name(PLEDGE), on)
    number, since = (
        (entries[0].number, entries[0].valid_from) if entries else (told.code, told.on) if told else ("", on)
    )
    source = register_name(PLEDGE) if entries else Text(told.source, told.source) if told else _CORPUS
    if offer.pledgee_consents:
        return Finding(CheckOutcome.UNKNOWN, _CONSENT.format(number=number, since=written(since)), source, on)
    return Finding(CheckOutcome.FAIL, _PLEDGED.format(number=number, since=written(since)), source, on)


def _preservation(offer: Offer) -> Finding:
    source = Text("专利登记簿副本", "Copy of the patent register")
    return Finding(CheckOutcome.UNKNOWN, _SILENT, source, offer.record.vintage if offer.record else None)


def _licences(offer: Offer, on: date) -> Finding:
    entries = entries_for_right(offer.right, LICENCE, on)
    binding = next((entry for entry in entries if entry.data.get("kind") in {Use.SOLE, Use.EXCLUSIVE}), None)
    source = register_name(LICENCE)
    if binding and offer.kind != DealKind.SALE:
        return Finding(
            CheckOutcome.FAIL, _BOUND.format(number=binding.number, since=written(binding.valid_from)), source, on
        )
    if entries and (offer.kind == DealKind.SALE or offer.use in {Use.SOLE, Use.EXCLUSIVE}):
        return Finding(CheckOutcome.UNKNOWN, _RUNS.format(count=len(entries), number=entries[0].number), source, on)
    return Finding(CheckOutcome.UNKNOWN, _NO_LICENCE, source, on)


def _open_licence(offer: Offer, on: date) -> Finding:
    entries, source = entries_for_right(offer.right, OPEN_LICENCE, on), register_name(OPEN_LICENCE)
    if offer.kind == DealKind.OPEN:
        if entries:
            return Finding(CheckOutcome.PASS, _DECLARED.format(number=entries[0].number), source, on)
        return Finding(CheckOutcome.UNKNOWN, _UNDECLARED, source, on)
    if entries and offer.use in {Use.SOLE, Use.EXCLUSIVE}:
        return Finding(CheckOutcome.FAIL, _STATEMENT.format(number=entries[0].number), source, on)
    if entries:
        return Finding(CheckOutcome.UNKNOWN, _STATED.format(number=entries[0].number), source, on)
    return Finding(CheckOutcome.UNKNOWN, _NO_STATEMENT, source, on)


def _running(events: Sequence[EventRecord], begun: EventKind, ended: EventKind, on: date) -> EventRecord | None:
    """Return the last event that began something, unless it was ended since."""
    told = sorted((e for e in events if e.event in {begun, ended} and e.on <= on), key=lambda event: event.on)
    return told[-1] if told and told[-1].event == begun else None


def kept(found: Mapping[str, Finding]) -> list[dict[str, Any]]:
    """Return findings as a listing keeps them."""
    return [
        {
            "key": key,
            "outcome": one.outcome.value,
            "text": {"zh": one.text.zh, "en": one.text.en},
            "source": {"zh": one.source.zh, "en": one.source.en},
            "as_of": one.as_of.isoformat() if one.as_of else None,
        }
        for key, one in found.items()
    ]


LABELS = {
    "holder": Text("挂牌方是权利人", "Listed by the holder"),
    "in-force": Text("专利权有效", "In force"),
    "pledge": Text("没有质押或者质权人同意", "Not pledged, or the pledgee consents"),
    "preservation": Text("没有保全、中止", "No preservation or suspension"),
    "licences": Text("没有冲突的许可", "No licence in the way"),
    "open-licence": Text("开放许可声明", "Open-licence statement"),
}
_CORPUS = Text("专利库（无此专利的记录）", "The corpus (no record of this patent)")
_NO_PLEDGE = Text("本局没有质押登记，他处登记不明", "no pledge is registered here; elsewhere is not known")
_PLEDGED = Text(
    "质押登记 {number}（{since}起）未见质权人同意",
    "pledged under {number} since {since}, without the pledgee's consent",
)
_CONSENT = Text(
    "质押登记 {number}（{since}起），称质权人同意，须核对证明", "pledged under {number} since {since}; see the consent"
)
_SILENT = Text("来源不含中止、保全登记", "the source holds no record of suspension or preservation")
_BOUND = Text(
    "独占或者排他许可 {number}（{since}起）在有效期内", "exclusive or sole licence {number} runs since {since}"
)
_RUNS = Text("有 {count} 项许可在有效期内（{number} 等），受让人须知悉", "{count} licences run, {number} among them")
_NO_LICENCE = Text("本局没有冲突的许可，他处备案不明", "no licence in the way here; elsewhere is not known")
_DECLARED = Text("开放许可声明 {number} 在有效期内", "the statement {number} is in force")
_UNDECLARED = Text("本局没有开放许可声明，须核对公告", "no statement here; see the publication")
_STATEMENT = Text(
    "开放许可声明 {number} 有效期内不得给予独占或者排他许可", "under statement {number} licences are ordinary"
)
_STATED = Text("开放许可声明 {number} 在有效期内，须知悉", "the statement {number} is in force: be aware")
_NO_STATEMENT = Text("本局没有开放许可声明，他处不明", "no statement here; elsewhere is not known")
