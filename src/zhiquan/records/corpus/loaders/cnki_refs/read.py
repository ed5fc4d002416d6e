"""Streams the references of every file; one is in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.cnki_refs.references import LONGEST, Reference, parse, references
from zhiquan.records.corpus.places import read_place
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines
from zhiquan.rules.text import Text

_HOME = "中国"
"""Before the provinces that are often named apart: 中国台湾, 中国香港."""
LABEL = Text("专利参考文献列表（GB/T 7714，知网）", "references to patents (GB/T 7714, CNKI)")


def expected(path: Path) -> int | None:  # noqa: ARG001 - the lists do not say
    """Return ``None``: lists do not say how many references they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every reference of every file; one that is of no patent, or in no known order, says nothing."""
    for member in members(path):
        with member.open() as stream:
            for number, written in enumerate(references(lines(stream, longest=LONGEST)), start=1):
                found = parse(written)
                yield RawRow(f"{member.name}#{number}", fields(found) if found else {}, {"reference": written})


def fields(found: Reference) -> dict[str, Value]:
    """Return a reference in the names of the model; the place is the applicant's province, where it is one."""
    place = read_place(found.place.removeprefix(_HOME) or found.place)
    told: dict[str, Value] = {
        "office": "" if found.is_application or not found.number[:2].isalpha() else found.number[:2],
        "application" if found.is_application else "publication": found.number,
        "title": found.title,
        "publication_date": found.date,
        "applicants" if found.of_owners else "inventors": found.names,
        "division": place.code if place else "",
    }
    return {name: value for name, value in told.items() if value}
