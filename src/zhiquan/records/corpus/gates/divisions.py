"""The gate of administrative divisions."""

from __future__ import annotations

from zhiquan.records.corpus.gates.common import Origin, Refused, broken_number, common, refused, text
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.model import DivisionRecord
from zhiquan.rules.identifiers import Broken, parse_division_code


def check(row: RawRow, origin: Origin) -> DivisionRecord | Refused:
    """Let a row of ``divisions`` through as a record, or refuse it."""
    fields = row.fields
    code = parse_division_code(text(fields, "code"))
    if isinstance(code, Broken):
        return broken_number("division", code, row)
    name, year, parent = text(fields, "name"), text(fields, "year"), text(fields, "parent")
    if not name:
        return refused("name.missing", row)
    above = parse_division_code(parent) if parent else None
    key = f"div.{code.canonical}"
    return DivisionRecord(
        **common(
            row,
            origin,
            f"{key}@{year}" if year else key,
            key,
            ["parent.unreadable"] if isinstance(above, Broken) else [],
        ),
        code=code.canonical,
        name=name,
        parent="" if above is None or isinstance(above, Broken) else above.canonical,
        level=text(fields, "level") or code.level.value,
        year=year,
    )
