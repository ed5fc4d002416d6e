"""Streams register records and hit lists: patents and utility models, designs, marks, and what happened to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.dpma.designs import design_rows
from zhiquan.records.corpus.loaders.dpma.hits import design_hit, mark_hit, patent_hit
from zhiquan.records.corpus.loaders.dpma.patents import patent_rows
from zhiquan.records.corpus.loaders.elements import local
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.xml import Element, items
from zhiquan.rules.text import Text

LABEL = Text("德国专利商标局登记簿（XML）", "DPMA register records and hit lists (XML)")

_READERS: Mapping[str, Callable[[str, Element], Iterator[RawRow]]] = {
    "dpma-patent-document": patent_rows,
    "DesignApplication": design_rows,
    "PatentHitListRecord": patent_hit,
    "DesignHitListRecord": design_hit,
    "Entries": mark_hit,
}


def expected(path: Path) -> int | None:  # noqa: ARG001 - the counters are of the whole search
    """Return ``None``: the counters of a hit list are of the whole search."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield the rows of each record or hit."""
    tags = [f"{{*}}{name}" for name in _READERS]
    for member in members(path):
        with member.open() as stream:
            for number, element in enumerate(items(stream, *tags), start=1):
                yield from _READERS[local(element)](f"{member.name}#{number}", element)
