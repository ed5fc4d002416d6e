"""Texts run through a synonym exchanger 伪原创: recognised by words nobody writes, and read back.

Example: 学问产权 → 知识产权, 招牌 → 商标. The words are data (``definitions/readings/spun.yaml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.insight.readings.model import Decoded
from zhiquan.insight.readings.text.folding import fold


@dataclass(frozen=True)
class Table:
    """Words of spun texts; ``marks`` are those that give a text away."""

    enough: int
    marks: re.Pattern[str]
    words: re.Pattern[str]
    stands_for: dict[str, str]


def read_table(path: Path) -> Table:
    """Read the table; a word whose reading has another length is refused with ``ValueError``, places would shift."""
    data = read_yaml(path)
    both = {fold(k): fold(v) for k, v in {**data["words"], **data["marks"]}.items()}
    wrong = [word for word, read in both.items() if len(word) != len(read)]
    if wrong:
        raise ValueError(f"{path.name}: lengths differ: {', '.join(wrong)}")
    marks = {fold(mark) for mark in data["marks"]}
    return Table(int(data["enough"]), _any(marks), _any(set(both)), both)


def decode(text: str, table: Table | None = None) -> tuple[str, tuple[Decoded, ...]]:
    """Return a folded text with its spun words read back; a text without enough marks stays as it is."""
    table = table or shipped()
    if len(set(table.marks.findall(text))) < table.enough:
        return text, ()
    found = [Decoded(m.start(), m.end(), m[0], table.stands_for[m[0]]) for m in table.words.finditer(text)]
    return table.words.sub(lambda m: table.stands_for[m[0]], text), tuple(found)


@cache
def shipped() -> Table:
    """Return the shipped table."""
    return read_table(SHIPPED / "readings" / "spun.yaml")


def _any(words: set[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
