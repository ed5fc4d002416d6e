"""Similar marks out of an index: a coarse count over all marks, then the exact comparison of the best few hundred."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nsmallest

import numpy as np
import numpy.typing as npt

from zhiquan.records.marks.comparing import compared, sign_signals
from zhiquan.records.marks.index import MarkIndex, class_mask, pairs
from zhiquan.records.marks.latin import SHORT
from zhiquan.records.marks.model import Bucket, Comparison, Goods, Mark, Signal
from zhiquan.records.marks.packed import Ids
from zhiquan.records.marks.sound import spellings
from zhiquan.records.marks.vocabulary import ACCENT, SAME
from zhiquan.records.marks.words import Word, word, worded
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LEAST_CANDIDATES, CANDIDATES_EACH, MOST = 300, 4, 500
"""Compared exactly: at least so many, and so many for each result asked for; at most so many results."""
_MOST_CHARS = 16
"""Of a longer word the first characters choose the candidates; all are compared."""
_LEAST_PAIRS, _INSIDE_PAIRS = 2, 3

Weights = npt.NDArray[np.float32]
_ORDER = {Bucket.HIGH: 0, Bucket.MEDIUM: 1, Bucket.LOW: 2}
_GOODS_ORDER = {Goods.SIMILAR: 0, Goods.SAME_CLASS: 1, Goods.UNKNOWN: 2, Goods.APART: 3}


@dataclass(frozen=True, slots=True)
class Match:
    """One similar mark and why."""

    mark: Mark
    comparison: Comparison


def similar(index: MarkIndex, query: Mark, *, limit: int = 50) -> tuple[Match, ...]:
    """Return the marks most similar to a query, ranked by bucket, score, goods and number, each with its reasons.

    Classes of the query narrow the search to marks of these classes and to marks whose class is unknown. ``Refusal``
    where the query has no words or ``limit`` is out of range.
    """
    if not 1 <= limit <= MOST:
        text = Text("结果条数应在 1 到 {n} 之间。", "The number of results must be between 1 and {n}.")
        raise Refusal("marks.limit", text.format(n=MOST))
    found = worded(query.text)
    matches: list[Match] = []
    known: dict[str, tuple[Signal, ...]] = {}
    for at in candidates(index, query, size=max(LEAST_CANDIDATES, CANDIDATES_EACH * limit)):
        text_there = index.text(at)
        if text_there not in known:
            known[text_there] = sign_signals(found, word(text_there))
        if known[text_there]:
            mark = index[at]
            comparison = compared(known[text_there], query, mark)
            if comparison.bucket is not Bucket.NONE:
                matches.append(Match(mark, comparison))
    return best(matches, limit)


def best(matches: Iterable[Match], limit: int) -> tuple[Match, ...]:
    """Return the first of several matches, ranked by bucket, score, goods and number."""
    return tuple(nsmallest(limit, matches, key=_rank))


def _rank(match: Match) -> tuple[int, int, int, str, str]:
    comparison = match.comparison
    first = _ORDER[comparison.bucket], -comparison.score, _GOODS_ORDER[comparison.goods]
    return (*first, match.mark.number, match.mark.text)


def candidates(index: MarkIndex, query: Mark, *, size: int = LEAST_CANDIDATES) -> tuple[int, ...]:
    """Return the places of the marks worth comparing, the likeliest first, at most ``size``."""
    found = word(query.text)
    best: Weights = np.zeros(len(index), dtype=np.float32)
    for marks, weights in _coarse(index, found):
        best[marks] = np.maximum(best[marks], weights)
    marks = np.flatnonzero(best).astype(np.uint32)
    if query.classes:
        masks = index.masks[marks]
        marks = marks[(masks == 0) | ((masks & np.uint64(class_mask(query.classes))) != 0)]
    if len(marks) > size:
        marks = marks[np.argpartition(-best[marks], size)[:size]]
    return tuple(int(at) for at in marks[np.lexsort((marks, -best[marks]))])


def _coarse(index: MarkIndex, found: Word) -> Iterator[tuple[Ids, Weights]]:
    if found.han:
        yield from _by_chars(index, found)
    if found.rest:
        yield _by_pairs(index, found.rest)
    for spelling in _spelt(found):
        marks = np.unique(index.spelt(spelling))
        yield marks, np.ones(len(marks), dtype=np.float32)


def _spelt(found: Word) -> Iterable[str]:
    if found.han:
        return () if found.latin else spellings(found.han)
    whole = (found.latin, found.latin[::-1]) if len(found.latin) == SHORT else (found.latin,)
    return dict.fromkeys((*whole, found.latin_core.text))


def _by_chars(index: MarkIndex, found: Word) -> Iterator[tuple[Ids, Weights]]:
    """Weigh marks by the places of the query that they meet, over the whole words and over the cores."""
    yield _weighed(index, found.han, index.han_lengths)
    if found.han_core.dropped:
        yield _weighed(index, found.han_core.text, index.core_lengths)
    elif len(found.han) > 1:
        yield _weighed(index, found.han, index.core_lengths)


def _weighed(index: MarkIndex, chars: str, lengths: npt.NDArray[np.uint8]) -> tuple[Ids, Weights]:
    asked = tuple(dict.fromkeys(chars))[:_MOST_CHARS]
    met = np.zeros(len(index), dtype=np.uint8)
    for char in asked:
        place = np.zeros(len(index), dtype=np.uint8)
        for other, weight in index.vocabulary.widened(char):
            place[index.chars[other]] = weight
        met += place
    least = ACCENT if len(asked) == 1 else 2 * ACCENT
    marks = np.flatnonzero((met >= least) | ((lengths == 1) & (met >= SAME))).astype(np.uint32)
    hits = met[marks].astype(np.float32) / SAME
    there = lengths[marks].astype(np.float32)
    short, long = np.minimum(there, len(asked)), np.maximum(there, len(asked))
    return marks, (0.6 * np.minimum(hits / short, 1) + 0.4 * np.minimum(hits / long, 1)).astype(np.float32)


def _by_pairs(index: MarkIndex, rest: str) -> tuple[Ids, Weights]:
    """Weigh marks by the pairs of letters they share with the query: of both together, or of the shorter."""
    grams = pairs(rest)
    met = np.zeros(len(index), dtype=np.uint8)
    for gram in grams:
        met[index.latin[gram]] += 1
    marks = np.flatnonzero(met >= min(_LEAST_PAIRS, len(grams))).astype(np.uint32)
    hits = met[marks].astype(np.float32)
    there = index.latin_lengths[marks].astype(np.float32)
    dice = 2 * hits / (there + len(grams))
    inside = np.where(hits >= _INSIDE_PAIRS, 0.8 * hits / np.minimum(there, len(grams)), 0)
    return marks, np.maximum(dice, inside).astype(np.float32)
