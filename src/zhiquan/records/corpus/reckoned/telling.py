"""What the lake tells of a right that decides whether it is of high value 高价值; the rest stays unknown."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from zhiquan.records.corpus.concordance import Matcher
from zhiquan.records.corpus.model import EventKind, EventRecord, PatentRecord
from zhiquan.records.corpus.reckoned.abroad import Abroad
from zhiquan.rules.law.high_value import Facts, Pledged
from zhiquan.rules.law.provision import NATION

EMERGING = "sei"
"""The concordance of strategic emerging industries 战略性新兴产业 and the IPC."""
_CNY = frozenset({"", "CNY"})


def told_facts(
    record: PatentRecord,
    publications: tuple[str, ...],
    events: Sequence[EventRecord],
    industries: Matcher,
    family: Abroad,
) -> Facts:
    """Return what is known of a right; awards stand in no source of records and stay unknown."""
    return Facts(
        filing_date=record.filing_date,
        emerging=_emerging(record, industries),
        overseas_family=family.since(record.key, publications),
        pledges=_pledges(events),
        scope=record.division or NATION,
    )


def _emerging(record: PatentRecord, industries: Matcher) -> bool | None:
    """Tell whether the main class is in the table; unknown where topic or depth of groups would decide."""
    if not record.main_class or record.class_scheme != "ipc" or not industries.holds(EMERGING):
        return None
    hits = industries.match(record.main_class, EMERGING)
    if any(not (hit.needs_topic or hit.uncertain) for hit in hits):
        return True
    return None if hits else False


def _pledges(events: Sequence[EventRecord]) -> tuple[Pledged, ...] | None:
    """Return the pledges with their amounts; unknown without any, and where one's amount in CNY is not told.

    A loan on several rights is registered under one number; its whole amount counts for each of them, as the
    registration gives no shares.
    """
    found = [event for event in events if event.event == EventKind.PLEDGED]
    amounts = [(event.on, _amount(event)) for event in found]
    if not found or any(amount is None for _, amount in amounts):
        return None
    return tuple(Pledged(on, amount) for on, amount in amounts if amount is not None)


def _amount(event: EventRecord) -> Decimal | None:
    if not event.amount or event.currency not in _CNY:
        return None
    try:
        return Decimal(event.amount)
    except InvalidOperation:
        return None
