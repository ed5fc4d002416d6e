"""The gate of classifications: the entries themselves, not the symbols that rights carry."""

from __future__ import annotations

from zhiquan.records.corpus.gates.common import Origin, Refused, common, refused, text
from zhiquan.records.corpus.gates.symbols import symbol_key
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.model import ClassRecord

_DIGITS = 2
"""Digits of a level; no classification is a hundred deep."""


def check(row: RawRow, origin: Origin) -> ClassRecord | Refused:
    """Let a row of ``classes`` through as a record, or refuse it.

    A symbol that the scheme's form does not allow (a range, a heading between groups) is kept as written.
    """
    fields = row.fields
    scheme, symbol, level = text(fields, "scheme").lower(), text(fields, "symbol"), text(fields, "level")
    if not (scheme and symbol):
        return refused("symbol.missing", row)
    if not (level.isdecimal() and len(level) <= _DIGITS):
        return refused("level.unreadable", row)
    key, read = _key(scheme, symbol)
    parent = text(fields, "parent")
    edition = text(fields, "edition")
    return ClassRecord(
        **common(row, origin, f"{key}@{edition}" if edition else key, key, [] if read else ["class.unreadable"]),
        scheme=scheme,
        edition=edition,
        symbol=key.partition(":")[2],
        level=int(level),
        parent=_key(scheme, parent.removeprefix(f"{scheme}:"))[0] if parent else "",
        title=text(fields, "title"),
        title_en=text(fields, "title_en"),
        remark=text(fields, "remark"),
    )


def _key(scheme: str, symbol: str) -> tuple[str, bool]:
    key = symbol_key(scheme, symbol)
    return (key, True) if key else (f"{scheme}:{symbol}", False)
