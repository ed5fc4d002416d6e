"""How characters are read: tone-free pinyin with all readings of a polyphone 多音字, and accents that merge sounds."""

from __future__ import annotations

from functools import cache, lru_cache
from itertools import islice, product

MOST_READINGS, MOST_SPELLINGS = 4, 8
"""So many readings of one character and so many spellings of one word are looked at, the usual ones first."""

_MERGED_HEADS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"), ("hu", "f"))
_MERGED_TAILS = (("ang", "an"), ("eng", "en"), ("ing", "in"))


@cache
def readings(char: str) -> tuple[str, ...]:
    """Return the readings of one character without tone, the usual one first; none where it is not read in Chinese."""
    from pypinyin import Style, pinyin

    found = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(dict.fromkeys(found[0]))[:MOST_READINGS] if found else ()


@lru_cache(maxsize=1 << 16)
def spoken(word: str) -> tuple[str, ...]:
    """Return the syllables of a word as it is read in its context (重庆 is ``chong qing``); shorter if not all read."""
    from pypinyin import Style, lazy_pinyin

    return tuple(lazy_pinyin(word, style=Style.NORMAL, errors="ignore"))


@lru_cache(maxsize=1 << 16)
def spellings(word: str) -> tuple[str, ...]:
    """Return how a word may be written in Latin letters, at most ``MOST_SPELLINGS``; none if a character is unread."""
    each = [readings(char) for char in word]
    return tuple(dict.fromkeys("".join(one) for one in islice(product(*each), MOST_SPELLINGS)))


@cache
def merged(syllable: str) -> str:
    """Return a syllable as accents without the difference say it: z/zh, c/ch, s/sh, n/l, f/hu, -n/-ng alike."""
    for full, short in _MERGED_HEADS:
        if syllable.startswith(full):
            syllable = short + syllable[len(full) :]
            break
    for full, short in _MERGED_TAILS:
        if syllable.endswith(full):
            return syllable[: -len(full)] + short
    return syllable


@lru_cache(maxsize=1 << 16)
def same_sound(one: str, other: str) -> bool:
    """Tell whether two characters have a reading in common."""
    return one == other or not set(readings(one)).isdisjoint(readings(other))


@lru_cache(maxsize=1 << 16)
def near_sound(one: str, other: str) -> bool:
    """Tell whether two characters have a reading in common in an accent that merges sounds."""
    return one == other or not set(map(merged, readings(one))).isdisjoint(map(merged, readings(other)))
