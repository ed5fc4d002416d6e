"""The gate of patent families."""

from __future__ import annotations

from zhiquan.records.corpus.gates.common import Origin, Refused, broken_number, common, refused, text
from zhiquan.records.corpus.gates.rights import read_right
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.model import FamilyRecord
from zhiquan.rules.identifiers import Broken


def check(row: RawRow, origin: Origin) -> FamilyRecord | Refused:
    """Let a row of ``families`` through as a record, or refuse it; each publication of a right is one."""
    right = read_right(row.fields)
    if isinstance(right, Broken):
        return broken_number("number", right, row)
    family, scheme = text(row.fields, "family"), text(row.fields, "scheme").lower() or "docdb"
    if not family:
        return refused("family.missing", row)
    record = f"{right.publication or right.key}/{scheme}/{family}"
    return FamilyRecord(
        **common(row, origin, record, right.key, right.doubts),
        family=family,
        scheme=scheme,
        publication=right.publication,
    )
