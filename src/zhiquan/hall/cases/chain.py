"""The hash by which an event is chained to the one before, and the first event that does not fit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import UTC

from zhiquan.hall.cases.models import Case, CaseEvent


def hash_of(row: CaseEvent, number: str) -> str:
    """Return the SHA-256 over the case number and everything the event says, with the hash of the event before."""
    content = [
        number, row.seq, row.kind, row.data, row.actor_id, row.role,
        row.acted_at.astimezone(UTC).isoformat(), row.recorded_at.astimezone(UTC).isoformat(), row.key, row.prev,
    ]  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def first_changed(case: Case, rows: Sequence[CaseEvent]) -> int | None:
    """Return the number of the first event that is not what was recorded, or None."""
    prev = ""
    for number, row in enumerate(rows, 1):
        if row.seq != number or row.prev != prev or row.hash != hash_of(row, case.number):
            return number
        prev = row.hash
    return len(rows) + 1 if len(rows) != case.version else None
