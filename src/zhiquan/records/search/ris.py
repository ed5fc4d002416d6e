"""RIS references, as programs that manage literature read them: a patent is ``PAT``, another right ``GEN``.

Tags after the published RIS format: two letters, two blanks, hyphen, blank, value; ``TY`` first, ``ER`` last. No tag
may hold a line break.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhiquan.records.corpus.model import PatentRecord, Record
from zhiquan.records.search.line import Line, line

_SEVERAL = "; "


def reference(record: Record) -> str:
    """Return one reference with the empty line behind it."""
    tags = [("TY", "PAT" if isinstance(record, PatentRecord) else "GEN"), *_tags(record, line(record)), ("ER", "")]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in tags) + "\r\n"


def _tags(record: Record, told: Line) -> Iterator[tuple[str, str]]:
    yield "TI", told["name"]
    names = told["inventors"] or told["applicants"]
    yield from (("AU", name) for name in names.split(_SEVERAL) if name)
    yield from (("A2", name) for name in told["applicants"].split(_SEVERAL) if name and told["inventors"])
    first = told["publication_date"] or told["filing_date"]
    yield from (("PY", day[:4]) for day in (first,) if day)
    yield from (("DA", day.replace("-", "/")) for day in (first,) if day)
    yield from (("M1", number) for number in (told["publication"] or told["number"],) if number)
    yield from (("M2", number) for number in (told["number"],) if number and told["publication"])
    yield from (("CY", office) for office in (told["office"],) if office)
    yield from (("KW", symbol) for symbol in told["classes"].split(_SEVERAL) if symbol)
    yield from (("AB", text) for text in (told["text"],) if text)
    yield "ID", record.key
    yield "DB", told["source"]
