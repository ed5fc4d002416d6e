"""The gate of citations."""

from __future__ import annotations

from collections.abc import Mapping

from zhiquan.records.corpus.gates.common import Origin, Refused, broken_number, common, digest, refused, text
from zhiquan.records.corpus.gates.dates import Days
from zhiquan.records.corpus.gates.rights import read_right
from zhiquan.records.corpus.keys import is_office, office_of, patent_key, publication_key
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.model import CitationRecord
from zhiquan.rules.identifiers import Broken


def check(row: RawRow, origin: Origin) -> CitationRecord | Refused:
    """Let a row of ``citations`` through as a record, or refuse it."""
    fields = row.fields
    right = read_right(fields)
    if isinstance(right, Broken):
        return broken_number("number", right, row)
    number = text(fields, "cited_number")
    cited = _cited(fields, number)
    said = text(fields, "text") or number
    if not said:
        return refused("citation.empty", row)
    days = Days(fields)
    on = days.read("on")
    category, by = text(fields, "category"), text(fields, "by")
    doubts = [*right.doubts, *days.doubts()]
    if number and not cited:
        doubts.append("cited.unreadable")
    return CitationRecord(
        **common(row, origin, f"{right.key}/{digest(cited, said, category, by)}", right.key, doubts),
        cited=cited,
        text=said,
        category=category,
        by=by,
        on=on,
    )


def _cited(fields: Mapping[str, Value], number: str) -> str:
    """Return the key of the cited publication, or of the right where its application number is cited; else nothing."""
    office = text(fields, "cited_office").upper() or office_of(number)
    if not number or not is_office(office):
        return ""
    cited = publication_key(office, number, text(fields, "cited_kind_code"))
    if isinstance(cited, Broken):
        cited = patent_key(office, number)
    return "" if isinstance(cited, Broken) else cited
