"""Which characters of an index sound or look like a given one: what a query's character is widened to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from zhiquan.records.characters.glyphs import ALIKE, keys, likeness, listed
from zhiquan.records.marks.sound import merged, readings

SAME, SOUND, ACCENT = 10, 8, 6
"""Weight of a place that meets by the character itself, by a reading, by a reading in an accent."""

Keys = Callable[[str], Iterable[str]]


class Vocabulary:
    """The Han characters of an index, reached by syllable, by syllable in an accent and by part."""

    def __init__(self, chars: Iterable[str]) -> None:
        self._chars = frozenset(chars)
        self._by_sound = _reached(self._chars, readings)
        self._by_accent = _reached(self._chars, _accents)
        self._by_part = _reached(self._chars, keys)
        self._widened: dict[str, tuple[tuple[str, int], ...]] = {}

    def widened(self, char: str) -> tuple[tuple[str, int], ...]:
        """Return the characters that meet a given one with their weights, the weakest first."""
        if char not in self._widened:
            found = self._widen(char)
            if char not in self._chars:
                return found
            self._widened[char] = found
        return self._widened[char]

    def _widen(self, char: str) -> tuple[tuple[str, int], ...]:
        weights = {other: ACCENT for key in _accents(char) for other in self._by_accent.get(key, ())}
        weights.update((other, SOUND) for key in readings(char) for other in self._by_sound.get(key, ()))
        looking = {other for key in keys(char) for other in self._by_part.get(key, ())}
        looking |= listed(char) & self._chars
        for other in looking:
            alike = likeness(*sorted((char, other)))
            if alike >= ALIKE:
                weights[other] = max(weights.get(other, 0), round(SAME * alike))
        if char in self._chars:
            weights[char] = SAME
        return tuple(sorted(weights.items(), key=lambda item: (item[1], item[0])))


def _accents(char: str) -> tuple[str, ...]:
    return tuple({merged(reading) for reading in readings(char)})


def _reached(chars: Iterable[str], of: Keys) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for char in sorted(chars):
        for key in of(char):
            found[key].append(char)
    return {key: tuple(others) for key, others in found.items()}
