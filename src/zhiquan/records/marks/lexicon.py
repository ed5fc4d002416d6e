"""The room's small word list, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhiquan.definitions import read_yaml

_FILE = Path(__file__).parent / "lexicon.yaml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of little weight; all simplified, Latin words in lower case."""

    before: frozenset[str]
    after: frozenset[str]
    weak: frozenset[str]
    latin: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the shipped word list: places, praise and industry before a word, places and industry after it."""
    given = read_yaml(_FILE)
    both = frozenset(given["industry"]) | frozenset(given["place"])
    return Lexicon(
        before=both | frozenset(given["adjective"]),
        after=both,
        weak=frozenset(given["weak"]),
        latin=frozenset(given["latin"]),
    )
