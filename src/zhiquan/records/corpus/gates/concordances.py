"""The gate of concordances."""

from __future__ import annotations

import re

from zhiquan.records.corpus.gates.common import Origin, Refused, common, refused, text, texts
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.model import ConcordanceRecord

_BETWEEN = re.compile(r"[;；,，、|\r\n]+")


def check(row: RawRow, origin: Origin) -> ConcordanceRecord | Refused:
    """Let a row of ``concordances`` through as a record, or refuse it; a code may have several rules."""
    fields = row.fields
    table, code, rule = text(fields, "table"), text(fields, "code"), text(fields, "rule")
    if not (table and code):
        return refused("code.missing", row)
    key = f"{table}:{code}"
    return ConcordanceRecord(
        **common(row, origin, f"{key}/{rule}" if rule else key, key, ()),
        table=table,
        code=code,
        rule=rule,
        title=text(fields, "title"),
        title_en=text(fields, "title_en"),
        parent=text(fields, "parent"),
        include=texts(fields.get("include", ""), _BETWEEN),
        exclude=texts(fields.get("exclude", ""), _BETWEEN),
        keywords=texts(fields.get("keywords", ""), _BETWEEN),
        remark=text(fields, "remark"),
    )
