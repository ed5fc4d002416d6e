"""Streams the title list: ``A01B1/02<tab>1<tab>Spades; Shovels``, the dots of a group in the middle.

Sections, classes and subclasses have no dots. What is above a group is the last entry with one dot less: codes of the
2000 series (``A01C2001/048``) stand below the group that they index, whatever their own number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.text import lines
from zhiquan.rules.text import Text

LABEL = Text("联合专利分类表（CPC，英文标题）", "CPC title list in English")

_EDITION = re.compile(r"_((?:19|20)[0-9]{2})([0-9]{2})[0-9]{2}\b")
_OWN = str.maketrans("", "", "{}")
"""Braces stand around what the CPC adds to the IPC's words; symbols inside a title stand in them too."""
_MAIN = 4
"""Level of a main group: section 1, class 2, subclass 3."""
_LEVELS = {1: 1, 3: 2, 4: 3}
"""Length of a symbol above the groups → its level."""


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every entry in the order of the list; the edition is the day in the file's name."""
    for member in members(path):
        found = _EDITION.search(member.name)
        edition = f"{found[1]}.{found[2]}" if found else ""
        with member.open() as stream:
            yield from _entries(member.name, edition, lines(stream))


def _entries(name: str, edition: str, texts: Iterable[str]) -> Iterator[RawRow]:
    above: dict[int, str] = {}
    for number, line in enumerate(texts, 1):
        if not line.strip():
            continue
        symbol, dots, title = (*(part.strip() for part in line.split("\t", 2)), "", "")[:3]
        level = _level(symbol, dots)
        fields = {
            "scheme": "cpc",
            "edition": edition,
            "symbol": symbol,
            "level": str(level) if level else dots,
            "parent": above.get(level - 1, "") if level else "",
            "title_en": " ".join(title.translate(_OWN).split()),
        }
        if level:
            above = {at: held for at, held in above.items() if at < level} | {level: symbol}
        yield RawRow(f"{name}:{number}", fields, {"symbol": symbol, "dots": dots, "title": title}, "classes")


def _level(symbol: str, dots: str) -> int:
    """Return the level of an entry, 0 where the line does not tell it."""
    if "/" in symbol:
        return _MAIN + int(dots) if dots.isdecimal() and len(dots) <= len("99") else 0
    return 0 if dots else _LEVELS.get(len(symbol), 0)
