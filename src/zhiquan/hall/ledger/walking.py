"""Reading the events of many cases in a stream, and walking along one chain."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db.models import QuerySet

from zhiquan.hall.cases.chain import EventRow, canonical
from zhiquan.hall.cases.models import CaseEvent
from zhiquan.hall.ledger.hashing import next_sm3

AT_ONCE = 2_000
"""Events held at once while reading."""


@dataclass(slots=True)
class Walk:
    """How far a chain was followed and found whole; ``content`` are the bytes of the event last looked at."""

    number: str
    seq: int = 0
    sha256: str = ""
    sm3: str = ""
    content: bytes = b""

    def step(self, row: EventRow) -> bool:
        """Go one event further; False where it does not fit, and the walk stays."""
        self.content = canonical(row, self.number)
        digest = hashlib.sha256(self.content).hexdigest()
        if row.seq != self.seq + 1 or row.prev != self.sha256 or row.hash != digest:
            return False
        self.seq, self.sha256, self.sm3 = row.seq, digest, next_sm3(self.sm3, self.content)
        return True


def event_groups(events: QuerySet[CaseEvent]) -> Iterator[tuple[int, Iterator[EventRow]]]:
    """Yield the id of each case with its events in order; a case's events are read before the next case is asked."""
    rows = events.order_by("case_id", "seq").values_list("case_id", *EventRow._fields)
    for pk, group in groupby(rows.iterator(AT_ONCE), key=_case):
        yield pk, (EventRow(*row[1:]) for row in group)


class Groups:
    """Gives the events of one case after another, by rising id; nothing for a case that has none."""

    def __init__(self, groups: Iterable[tuple[int, Iterator[EventRow]]]) -> None:
        self._groups = iter(groups)
        self._next = next(self._groups, None)

    def of(self, pk: int) -> Iterator[EventRow]:
        """Yield the events of a case; events of no case asked for are passed over."""
        while self._next is not None and self._next[0] < pk:
            self._next = next(self._groups, None)
        if self._next is not None and self._next[0] == pk:
            yield from self._next[1]
            self._next = next(self._groups, None)


def _case(row: tuple[Any, ...]) -> int:
    return int(row[0])
