"""Rights like a given one: by the words that tell most of its title and text, and by its classes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping

from zhiquan.records.characters.folding import fold
from zhiquan.records.search.describing import entry_of
from zhiquan.records.search.engine import Reader
from zhiquan.records.search.entry import Entry, Searched
from zhiquan.records.search.language.tree import TEXTS, TextField
from zhiquan.records.search.schemes import DIVISION, path
from zhiquan.records.search.words import COMMON, words_of

MOST_WORDS = 24
_TITLE_TIMES = 3
_SHORTEST = 2
_LONGEST_TEXT = 4_000
"""Characters of a text that are read for its words."""
_CLASS_WEIGHTS = {5: 2.0, 4: 1.5, 3: 1.0, 2: 1.0, 1: 0.0}
"""Weight of a shared step by its level: subgroup, main group, subclass; the top of a hierarchy says nothing."""


def telling_words(reader: Reader, entry: Entry) -> dict[str, float]:
    """Return the words that tell most of a record, by frequency in it and rarity in the index, the weightiest first;
    the weights add up to one."""
    return _telling(reader, _counts(entry), 2)


def telling_of(reader: Reader, text: str) -> dict[str, float]:
    """Return the same of a text that is no record: a word that one record has may tell."""
    return _telling(reader, Counter(_words(text)), 1)


def _telling(reader: Reader, counts: Counter[str], least: int) -> dict[str, float]:
    everything = reader.count_all
    scores = {
        word: (1 + math.log(count)) * math.log((everything + 1) / (frequency + 0.5))
        for word, count in counts.items()
        if (frequency := reader.frequency(word)) >= least
    }
    best = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_WORDS]
    total = sum(score for _, score in best) or 1.0
    return {word: score / total for word, score in best if score > 0}


def class_weights(entry: Entry) -> dict[str, float]:
    """Return every step of a record's classes with its weight; a share of what the words weigh together."""
    found: dict[str, float] = {}
    for symbol in entry.classes:
        if not symbol.startswith(DIVISION):
            steps = path(symbol)
            found |= {step: _CLASS_WEIGHTS.get(level, 1.0) for level, step in enumerate(steps, start=1)}
            if len(steps) == 1:
                found[symbol] = 1.0
    return {step: weight for step, weight in found.items() if weight}


def shared(record: Searched, words: Mapping[str, float], classes: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """Return the words and the most special classes that another record shares, those that decided most first."""
    entry = entry_of(record)
    held = _counts(entry)
    common = [word for word in words if word in held]
    steps = [step for step in entry.steps if step in classes]
    special = [step for step in steps if not any(other != step and step in path(other) for other in steps)]
    return common, [step.partition(":")[2] for step in special]


def _counts(entry: Entry) -> Counter[str]:
    counts: Counter[str] = Counter()
    for field in TEXTS:
        times = _TITLE_TIMES if field is TextField.TITLE else 1
        for value in entry.texts.get(field, ()):
            for word in _words(value):
                counts[word] += times
    return counts


def _words(text: str) -> list[str]:
    found = words_of(fold(text[:_LONGEST_TEXT]))
    return [word for word in found if len(word) >= _SHORTEST and word not in COMMON]
