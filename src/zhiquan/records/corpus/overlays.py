"""People's corrections: one field of one merged record, why, by whom and when; never changed, only withdrawn."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.merging import Merged
from zhiquan.records.corpus.model import Party, PartyRole, Record
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.overlay import OverlayRecord
from zhiquan.records.corpus.store.schema import SCHEMAS, to_batch
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

SOURCE = "correction"
ROLES: Mapping[str, PartyRole] = {
    "applicants": PartyRole.APPLICANT,
    "owners": PartyRole.OWNER,
    "inventors": PartyRole.INVENTOR,
}
"""Names under which the parties of one role are corrected, several between semicolons."""
_FIXED = frozenset(one.name for one in fields(Record))
_PREFIXES = {"tm.": "marks", "gi.": "indications", "org.": "organisations", "div.": "divisions"}


def table_of(key: str) -> str:
    """Return the table a key is of, by its form."""
    return next((table for prefix, table in _PREFIXES.items() if key.startswith(prefix)), "patents")


@dataclass(frozen=True, slots=True)
class Overlays:
    """The corrections in force for one table, by key and field."""

    by_key: Mapping[str, Mapping[str, OverlayRecord]]

    @classmethod
    def read(cls, lake: Lake, table: str, version: int | None = None) -> Overlays:
        """Read what holds as of a version; the last correction of a field holds."""
        found: dict[str, dict[str, OverlayRecord]] = {}
        written = _written(lake, version)
        withdrawn = {one.withdraws for one in written if one.withdraws}
        for one in written:
            if one.about == table and not one.withdraws and one.record not in withdrawn:
                found.setdefault(one.key, {})[one.field] = one
        return cls(found)

    def over(self, merged: Merged[Any]) -> Merged[Any]:
        """Return a merged record with the corrections of its key applied."""
        ours = self.by_key.get(merged.record.key)
        if not ours:
            return merged
        record = merged.record
        for one in ours.values():
            record = replace(record, **_change(record, one.field, one.value))
        named = {"parties" if one.field in ROLES else one.field: one for one in ours.values()}
        return replace(merged, record=record, corrections=named)


def corrections(lake: Lake, key: str | None = None) -> list[OverlayRecord]:
    """Return all corrections ever written (of one key), oldest first, the withdrawn and the withdrawing among them."""
    return [one for one in _written(lake, None) if key in (None, one.key)]


def correct(  # noqa: PLR0913 - each is a fact of the correction
    lake: Lake, key: str, field: str, value: str, *, reason: str, by: str, on: date, table: str | None = None
) -> OverlayRecord:
    """Write a correction; ``Refusal`` ``overlay.*`` for a field or value that cannot be, ``NotFound`` for a key."""
    from zhiquan.records.corpus.merged import merged_one

    table = table or table_of(key)
    if not reason.strip():
        raise Refusal("overlay.reason", Text("请写明更正的理由。", "Give the reason of the correction."))
    found = merged_one(lake, table, key)
    if found is None:
        raise NotFound("overlay.no-key", Text(f"数据湖里没有 {key}。", f"The lake has nothing about {key}."))
    _change(found.record, field, value)
    return _write(lake, found.record.key, {"about": table, "field": field, "value": value}, (reason, by, on))


def withdraw(lake: Lake, number: str, *, reason: str, by: str, on: date) -> OverlayRecord:
    """Take back the correction of a number (``record``); itself on record as one that withdraws."""
    held = {one.record: one for one in _written(lake, None) if not one.withdraws}
    if number not in held:
        raise NotFound("overlay.none", Text(f"没有编号为 {number} 的更正。", f"There is no correction {number}."))
    one = held[number]
    told = {"about": one.about, "field": one.field, "value": one.value, "withdraws": number}
    return _write(lake, one.key, told, (reason, by, on))


def _write(lake: Lake, key: str, told: dict[str, str], why: tuple[str, str, date]) -> OverlayRecord:
    reason, by, on = why
    batch = f"{(lake.version() or 0) + 1:012d}"
    content = "\x00".join((batch, key, *told.values(), reason, by, on.isoformat()))
    digest = hashlib.sha256(content.encode()).hexdigest()
    own = {"record": digest[:12], "key": key, "source": SOURCE, "batch": batch, "raw_hash": digest}
    record = OverlayRecord.from_row({**own, **told, "vintage": on, "reason": reason, "by": by})
    rows = pa.RecordBatchReader.from_batches(SCHEMAS["overlays"], [to_batch("overlays", [record])])
    lake.correct(rows, SOURCE, {"batch": batch, "key": key, "field": told["field"], "by": by, "on": on.isoformat()})
    return record


def _written(lake: Lake, version: int | None) -> list[OverlayRecord]:
    if lake.version() is None:
        return []
    return sorted(lake.records("overlays", version), key=lambda one: (one.batch, one.record))


def _change(record: Any, field: str, value: str) -> dict[str, Any]:
    """Return the change of a record's fields that a correction means."""
    if field in ROLES and hasattr(record, "parties"):
        others = tuple(party for party in record.parties if party.role != ROLES[field])
        return {"parties": (*(Party(role=ROLES[field].value, name=name) for name in _split(value)), *others)}
    kinds = {one.name: str(one.type) for one in fields(record) if one.name not in _FIXED and one.name != "parties"}
    readers: dict[str, Callable[[str], Any]] = {
        "str": str,
        "date | None": _date,
        "date": _date,
        "tuple[str, ...]": _split,
        "int": int,
    }
    if kinds.get(field) not in readers:
        known = ", ".join(name for name, kind in kinds.items() if kind in readers)
        text = Text(
            f"字段 {field} 不能更正，可更正的有：{known}。", f"{field} cannot be corrected; these can: {known}."
        )
        raise Refusal("overlay.field", text)
    try:
        return {field: readers[kinds[field]](value)}
    except ValueError:
        text = Text(f"“{value}” 不能作为 {field} 的值。", f"{value!r} is no value of {field}.")
        raise Refusal("overlay.value", text) from None


def _split(value: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in value.replace("；", ";").split(";") if part.strip())


def _date(value: str) -> date | None:
    return date.fromisoformat(value) if value else None
