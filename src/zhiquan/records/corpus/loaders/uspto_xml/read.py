"""Streams the documents of a file: thousands may be glued together, one XML document after the other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.uspto_xml.document import patent
from zhiquan.records.corpus.loaders.uspto_xml.sniff import ROOTS, is_ours
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.xml import items
from zhiquan.rules.text import Text

LABEL = Text("美国专利商标局授权与公开全文（XML 4.0–4.7）", "USPTO grants and applications (XML 4.0 to 4.7)")


def expected(path: Path) -> int | None:  # noqa: ARG001 - bulk files do not say how many documents they hold
    """Return ``None``: bulk files do not say how many documents they hold."""
    return None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every document with its grant or publication and what it cites."""
    for member in members(path):
        if is_ours(member.first):
            with member.open() as stream:
                for at, document in enumerate(items(stream, *ROOTS), start=1):
                    yield from patent(f"{member.name}#{at}", document).rows()
