"""The gate of published figures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from zhiquan.records.corpus.gates.common import Origin, Refused, common, refused, text
from zhiquan.records.corpus.gates.parties import names
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import StatisticRecord
from zhiquan.records.corpus.places import Repair, read_place

_PERIOD = re.compile(r"([0-9]{4})\s?年?(?:\s?[-./]?\s?([0-9]{1,2})\s?月?)?")
_FIGURE = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,2})?")
_NOTHING = frozenset({"", "-", "–", "—", "…", "..", "...", "NA", "N/A", "null"})
_REPAIRED = frozenset({Repair.MISSING, Repair.LOOK, Repair.SUM})
_MONTHS = 12
_LONGEST = 40
"""Characters a figure may have."""


@dataclass(frozen=True, slots=True)
class _Where:
    """The place of a figure: repaired name and code, what it might be while it is open, how it was read."""

    place: str
    division: str
    candidates: tuple[str, ...]
    how: str


def check(row: RawRow, origin: Origin) -> StatisticRecord | Refused:
    """Let a row of ``statistics`` through as a record, or refuse it."""
    fields = row.fields
    period = _period(text(fields, "period"))
    if not period:
        return refused("period.unreadable", row)
    written = text(fields, "value")
    if written in _NOTHING:
        return refused("value.missing", row)
    value = _value(written)
    if not value:
        return refused("value.unreadable", row)
    raw, where = text(fields, "place"), _where(fields)
    told = [text(fields, name) for name in ("dataset", "measure", "item")]
    key = ":".join((*told, where.place or f"?{raw}", period))
    doubts = ["place.repaired"] if where.how in _REPAIRED else ["place.open"] if where.how == Repair.OPEN else []
    return StatisticRecord(
        **common(row, origin, key, key, doubts),
        dataset=told[0],
        measure=told[1],
        item=told[2],
        place=where.place,
        place_raw=raw,
        division=where.division,
        period=period,
        value=value,
        unit=text(fields, "unit"),
        candidates=where.candidates,
    )


def _where(fields: Mapping[str, Value]) -> _Where:
    """Return the place as the loader read it from its whole table, else by the closed list, else as written."""
    raw = text(fields, "place")
    if "place_read" in fields:
        candidates = names(fields.get("candidates", ""))
        return _Where(text(fields, "place_read"), text(fields, "division"), candidates, text(fields, "repair"))
    read = read_place(raw)
    if read:
        return _Where(read.name, read.code, (), read.how.value)
    return _Where(raw, text(fields, "division"), (), "")


def _period(written: str) -> str:
    found = _PERIOD.fullmatch(written)
    if not found:
        return ""
    year, month = found.groups()
    if month is None:
        return str(year)
    return f"{year}-{int(month):02d}" if 1 <= int(month) <= _MONTHS else ""


def _value(written: str) -> str:
    """Return a figure as a plain decimal number: separators of thousands fall away, an exponent is written out."""
    found = _FIGURE.fullmatch(re.sub("[,，\\s]", "", written)) if len(written) <= _LONGEST else None
    return f"{Decimal(found[0]):f}" if found else ""
