"""Who holds a right today, as far as records tell: the latest transfer, else the owners a source names, else a hint.

The applicant at filing hints and never proves (domain-rules E): the answer is then unknown, and a copy of the patent
register 专利登记簿副本 decides.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from django.conf import settings

from zhiquan.hall.matters.ports import CheckOutcome
from zhiquan.office.registers.models import RegisterEntry
from zhiquan.office.registers.selectors import register_name
from zhiquan.records.corpus.model import EventKind, EventRecord, Party, PartyRole, PatentRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.grouping import some_groups
from zhiquan.rules.text import Text
from zhiquan.scenes.shared.findings import Finding

TRANSFER = "transfer"
"""The register of transfers recorded by this office 转让登记."""


def plain_name(name: str) -> str:
    """Fold a name for comparison: full-width forms, brackets, spaces, capitals."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def holder(
    record: PatentRecord | None, events: Sequence[EventRecord], entry: RegisterEntry | None, name: str, uscc: str
) -> Finding:
    """Say whether an organisation holds a right: the newest word among transfers and named owners decides.

    ``entry`` is the latest transfer in this office's own register; of two words of one day this office's counts.
    """
    words = [word for word in (_own(entry, name, uscc), _told(events, name, uscc), _owners(record, name, uscc)) if word]
    if words:
        return max(words, key=lambda word: word.as_of or date.min)
    return _hint(record, name)


def filed_by(record: PatentRecord | None, name: str) -> bool:
    """Say whether the organisation was among the applicants at filing: the hint that there is."""
    return record is not None and plain_name(name) in map(plain_name, record.applicants)


def events_of(rights: Collection[str]) -> Mapping[str, Sequence[EventRecord]]:
    """Return what the lake tells of some rights, by right; fit for a page. Nothing before the first import."""
    lake = Lake(settings.DATA.lake)
    return dict(some_groups(lake, "events", rights)) if rights and lake.version() is not None else {}


def transfers_of(rights: Collection[str]) -> Mapping[str, RegisterEntry]:
    """Return the latest transfer of each right in this office's register; one query and one for the rights."""
    rows = RegisterEntry.objects.filter(register=TRANSFER, rights__right__in=list(rights)).distinct()
    found: dict[str, RegisterEntry] = {}
    for entry in rows.prefetch_related("rights").order_by("valid_from", "pk"):
        found |= {one.right: entry for one in entry.rights.all()}
    return found


def _own(entry: RegisterEntry | None, name: str, uscc: str) -> Finding | None:
    if entry is None:
        return None
    taker, code = str(entry.data.get("taker", "")), str(entry.data.get("taker_uscc", ""))
    is_taker = code == uscc if code else plain_name(taker) == plain_name(name)
    text = _TAKEN.format(day=entry.valid_from, taker=taker, number=entry.number)
    return Finding(_verdict(is_taker), text, register_name(TRANSFER), entry.valid_from)


def _told(events: Sequence[EventRecord], name: str, uscc: str) -> Finding | None:
    moved = [event for event in events if event.event == EventKind.TRANSFERRED and _takers(event)]
    if not moved:
        return None
    last = max(moved, key=lambda event: event.on)
    takers = _takers(last)
    text = _TRANSFERRED.format(day=last.on, taker="、".join(party.name for party in takers))
    return Finding(_verdict(_among(takers, name, uscc)), text, Text(last.source, last.source), last.on)


def _owners(record: PatentRecord | None, name: str, uscc: str) -> Finding | None:
    if record is None or not record.owners:
        return None
    owners = [party for party in record.parties if party.role == PartyRole.OWNER]
    text = _OWNED.format(owners="、".join(record.owners))
    source = Text(f"专利库（{record.source}）", f"The corpus ({record.source})")
    return Finding(_verdict(_among(owners, name, uscc)), text, source, record.vintage)


def _hint(record: PatentRecord | None, name: str) -> Finding:
    if record is None:
        return Finding(CheckOutcome.UNKNOWN, _NO_RECORD, _CORPUS)
    text = _SAME if filed_by(record, name) else _OTHER.format(names="、".join(record.applicants))
    source = Text(f"专利库（{record.source}）", f"The corpus ({record.source})")
    return Finding(CheckOutcome.UNKNOWN, text, source, record.vintage)


def _takers(event: EventRecord) -> list[Party]:
    return [party for party in event.parties if party.role == PartyRole.TO]


def _among(parties: Sequence[Party], name: str, uscc: str) -> bool:
    return any(party.code == uscc if party.code else plain_name(party.name) == plain_name(name) for party in parties)


def _verdict(holds: bool) -> CheckOutcome:  # noqa: FBT001 - the one thing it turns into an outcome
    return CheckOutcome.PASS if holds else CheckOutcome.FAIL


_CORPUS = Text("专利库（无此专利的记录）", "The corpus (no record of this patent)")
_NO_RECORD = Text("库中没有记录，权利人不明", "no record, so the holder is not known")
_SAME = Text("与申请时的申请人一致，是否已转让须核对", "the applicant at filing; transferred since?")
_OTHER = Text("申请时的申请人为{names}，须核对是否已受让", "filed by {names}; transferred since?")
_OWNED = Text("记载的权利人：{owners}", "owners named: {owners}")
_TRANSFERRED = Text("{day} 转移，受让人：{taker}", "transferred on {day} to {taker}")
_TAKEN = Text("{day} 转让登记 {number}，受让人：{taker}", "transfer {number} of {day} to {taker}")
