"""The room's small word list, read once."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from zhiquan.definitions import read_yaml

_FILE = Path(__file__).parent / "lexicon.yaml"


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words of little weight and look-alike characters; all simplified, Latin words in lower case."""

    before: frozenset[str]
    after: frozenset[str]
    weak: frozenset[str]
    latin: frozenset[str]
    radicals: frozenset[str]
    alike: dict[str, frozenset[str]]


@cache
def lexicon() -> Lexicon:
    """Return the shipped word list: places, praise and industry before a word, places and industry after it."""
    given = read_yaml(_FILE)
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for line in given["alike"]:
        for char in line:
            alike[char].update(set(line) - {char})
    both = frozenset(given["industry"]) | frozenset(given["place"])
    return Lexicon(
        before=both | frozenset(given["adjective"]),
        after=both,
        weak=frozenset(given["weak"]),
        latin=frozenset(given["latin"]),
        radicals=frozenset(given["radicals"]),
        alike={char: frozenset(others) for char, others in alike.items()},
    )
