"""Holds the index to the lake: the same number of hits as reading every record."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from zhiquan.records.characters.folding import is_han, is_word
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import source
from zhiquan.records.search.index import open_index
from zhiquan.records.search.language.tree import TEXTS, Term
from zhiquan.records.search.oracle import Folded, holds

_SAMPLE = 2_000
_LENGTHS = (1, 2, 2, 3, 4, 6)


@dataclass(frozen=True, slots=True)
class Difference:
    """A term whose hits differ."""

    term: str
    index: int
    lake: int


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: terms compared, records read, and where they differ."""

    terms: int
    records: int
    indexed: int
    differences: tuple[Difference, ...]

    @property
    def sound(self) -> bool:
        """Whether the index answers exactly what the lake holds."""
        return not self.differences and self.records == self.indexed


def verify_index(lake: Path, index: Path, *, terms: int = 30, seed: int = 0) -> Verification:
    """Compare the counts of random terms, cut from the records themselves, with a reading of all of them."""
    found = open_index(index)
    store = Lake(lake)
    wanted = _terms(store, found.version, terms, seed)
    counts = dict.fromkeys(wanted, 0)
    records = 0
    for record in source.records(store, found.version):
        records += 1
        folded = Folded.of(record)
        for term in wanted:
            counts[term] += holds(term, folded)
    pairs = ((term, found.reader.count(term), count) for term, count in counts.items())
    differences = tuple(Difference(term.text, have, count) for term, have, count in pairs if have != count)
    return Verification(len(wanted), records, found.reader.count_all, differences)


def _terms(store: Lake, version: int, terms: int, seed: int) -> list[Term]:
    """Cut terms from a sample of records, always the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a sample, not a secret
    sample = [Folded.of(record) for record in islice(source.records(store, version), _SAMPLE)]
    made: dict[Term, None] = {}
    for _ in range(terms * 20):
        if len(made) == terms or not sample:
            break
        values = chance.choice(sample).values
        texts = [value for field in TEXTS for value in values[field]]
        if not texts:
            continue
        text = chance.choice(texts)
        start = chance.randrange(max(1, len(text)))
        piece = text[start : start + chance.choice(_LENGTHS)].strip()
        if any(is_han(char) or is_word(char) for char in piece):
            made[Term(TEXTS, piece)] = None
    return list(made)
