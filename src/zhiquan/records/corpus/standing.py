"""From what sources tell of a right to the register entries by which the law reckons its status 法律状态."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from zhiquan.records.corpus.model import EventKind, EventRecord, PatentRecord
from zhiquan.rules.law.status import EventKind as Entry
from zhiquan.rules.law.status import RightEvent
from zhiquan.rules.text import Text

ENTRIES = {
    EventKind.PUBLISHED: Entry.PUBLICATION,
    EventKind.EXAMINATION: Entry.EXAMINATION,
    EventKind.GRANTED: Entry.GRANT,
    EventKind.REFUSED: Entry.REJECTION,
    EventKind.WITHDRAWN: Entry.WITHDRAWAL,
    EventKind.CEASED: Entry.LAPSE,
    EventKind.RESTORED: Entry.RESTORATION,
    EventKind.TRANSFERRED: Entry.TRANSFER,
    EventKind.LICENSED: Entry.LICENCE,
    EventKind.PLEDGED: Entry.PLEDGE,
    EventKind.PLEDGE_ENDED: Entry.PLEDGE_RELEASE,
}
"""Event of a source → entry of the register. An expiry follows from the term; an invalidation may be partial, so a
source's bare word for it decides nothing; a fee that was paid says nothing of the fees before it."""


def register_events(record: PatentRecord | None, events: Iterable[EventRecord]) -> tuple[RightEvent, ...]:
    """Return the entries that events and the dates of the record amount to, in order of their days, each day once.

    Where no record is held, the events speak alone.
    """
    found: dict[tuple[Entry, date], RightEvent] = {}
    for entry, on, source in (*(_of_record(record) if record else ()), *_of_events(events)):
        found.setdefault((entry, on), RightEvent(entry, on, Text(source, source)))
    return tuple(sorted(found.values(), key=lambda event: event.on))


def _of_record(record: PatentRecord) -> Iterator[tuple[Entry, date, str]]:
    if record.grant_date:
        yield Entry.GRANT, record.grant_date, record.source
    if record.publication_date:
        granted = record.publication[-1:] in {"B", "C", "U", "Y", "S", "D"}
        yield Entry.GRANT if granted else Entry.PUBLICATION, record.publication_date, record.source


def _of_events(events: Iterable[EventRecord]) -> Iterator[tuple[Entry, date, str]]:
    for event in events:
        entry = ENTRIES.get(EventKind(event.event))
        if entry is not None:
            yield entry, event.on, event.source
