"""The hash by which an event is chained to the one before, and the first event that does not fit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from zhiquan.hall.cases.models import Case, CaseEvent

_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class EventRow(NamedTuple):
    """The columns of an event that its hash covers; and the hash."""

    seq: int
    kind: str
    data: Any
    actor_id: int | None
    role: str
    acted_at: datetime
    recorded_at: datetime
    key: str | None
    prev: str
    hash: str


def canonical(row: CaseEvent | EventRow, number: str) -> bytes:
    """Return the bytes that are hashed: the case number and everything the event says, with the hash before."""
    content = [
        number, row.seq, row.kind, row.data, row.actor_id, row.role,
        row.acted_at.astimezone(UTC).isoformat(), row.recorded_at.astimezone(UTC).isoformat(), row.key, row.prev,
    ]  # fmt: skip
    return _encode(content).encode()


def hash_of(row: CaseEvent | EventRow, number: str) -> str:
    """Return the SHA-256 of an event's canonical bytes."""
    return hashlib.sha256(canonical(row, number)).hexdigest()


def first_changed(case: Case, rows: Sequence[CaseEvent]) -> int | None:
    """Return the number of the first event that is not what was recorded, or None."""
    prev = ""
    for number, row in enumerate(rows, 1):
        if row.seq != number or row.prev != prev or row.hash != hash_of(row, case.number):
            return number
        prev = row.hash
    return len(rows) + 1 if len(rows) != case.version else None
