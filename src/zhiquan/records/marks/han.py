"""Signals between two Chinese words: sound, shape, order, part, one character. All are symmetric."""

from __future__ import annotations

from collections.abc import Iterator

from zhiquan.records.characters.glyphs import ALIKE, likeness
from zhiquan.records.marks.lexicon import lexicon
from zhiquan.records.marks.model import Side, Signal
from zhiquan.records.marks.sound import near_sound, same_sound, spoken
from zhiquan.rules.text import Text

_PAIR, _LONG = 2, 3
_SOUND = {1: 66, 2: 78}
_SOUND_LONG, _SOUND_OTHER, _SOUND_ACCENT = 85, 10, 20
_ONE_OFF = {3: 70, 4: 80}
_ONE_OFF_LONG, _WEAK_MORE, _FIRST_LESS = 85, 10, 6
_REVERSED_PAIR, _REVERSED, _SHUFFLED = 82, 76, 66


def han_signals(one: str, other: str) -> Iterator[Signal]:
    """Yield what two different, non-empty folded Chinese words have in common."""
    if len(one) == len(other):
        yield from _sounds(one, other)
        yield from _shapes(one, other)
        yield from _one_character(one, other)
        yield from _orders(one, other)
    else:
        short, long = sorted((one, other), key=len)
        yield from _part(short, long)


def _sounds(one: str, other: str) -> Iterator[Signal]:
    strength = _SOUND.get(len(one), _SOUND_LONG)
    heard, there = spoken(one), spoken(other)
    if heard == there and len(heard) == len(one):
        said = " ".join(heard)
        text = Text(f"读音相同（不计声调）：{said}", f"same sound (tones aside): {said}")
        yield Signal("sound.same", Side.SOUND, strength, text)
    elif all(map(same_sound, one, other)):
        text = Text(f"多音字另读时读音相同：{one}／{other}", f"same sound by another reading: {one} / {other}")
        yield Signal("sound.polyphone", Side.SOUND, strength - _SOUND_OTHER, text)
    elif all(map(near_sound, one, other)):
        text = Text(
            f"读音相近（平翘舌、前后鼻音等）：{one}／{other}", f"close sound (z/zh, n/ng and the like): {one} / {other}"
        )
        yield Signal("sound.near", Side.SOUND, strength - _SOUND_ACCENT, text)


def _shapes(one: str, other: str) -> Iterator[Signal]:
    pairs = [(a, b, likeness(*sorted((a, b)))) for a, b in zip(one, other, strict=True) if a != b]
    if any(alike < ALIKE for _, _, alike in pairs):
        return
    mean = (len(one) - len(pairs) + sum(alike for _, _, alike in pairs)) / len(one)
    shown = "、".join(f"{a}／{b}" for a, b, _ in pairs)
    text = Text(f"字形相近：{shown}", f"look-alike characters: {shown}")
    yield Signal("shape.alike", Side.SHAPE, round(40 + 55 * mean), text)


def _one_character(one: str, other: str) -> Iterator[Signal]:
    """Words of three or more characters in which one differs; a weak one counts less, the first one more."""
    places = [at for at, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(one) < _LONG or len(places) != 1:
        return
    at = places[0]
    strength = _ONE_OFF.get(len(one), _ONE_OFF_LONG)
    weak = one[at] in lexicon().weak and other[at] in lexicon().weak
    strength += _WEAK_MORE if weak else 0
    strength -= _FIRST_LESS if at == 0 and not weak else 0
    text = Text(f"{len(one)} 个字中仅一字不同：{one[at]}／{other[at]}", "one character of {n} differs: {a} / {b}")
    yield Signal("meaning.one-differs", Side.MEANING, strength, text.format(n=len(one), a=one[at], b=other[at]))


def _orders(one: str, other: str) -> Iterator[Signal]:
    if len(one) < _PAIR or sorted(one) != sorted(other):
        return
    if one == other[::-1]:
        strength = _REVERSED_PAIR if len(one) == _PAIR else _REVERSED
        text = Text("字序颠倒", "the same characters in reversed order")
        yield Signal("meaning.reversed", Side.MEANING, strength, text)
    else:
        yield Signal(
            "meaning.order", Side.MEANING, _SHUFFLED, Text("用字相同，顺序不同", "the same characters reordered")
        )


def _part(short: str, long: str) -> Iterator[Signal]:
    """One word in the other: in a piece, or with characters put in."""
    if len(short) == 1:
        if short in long and len(long) == _PAIR:
            text = Text(f"“{long}”含单字“{short}”", f"“{long}” holds the one character “{short}”")
            yield Signal("meaning.one-inside", Side.MEANING, 40, text)
        return
    share = len(short) / len(long)
    if short in long:
        text = Text(f"“{long}”完整包含“{short}”", f"“{long}” holds “{short}” whole")
        yield Signal("meaning.inside", Side.MEANING, round(58 + 30 * share), text)
        return
    more = _put_in(short, long)
    if more is None:
        return
    weak = all(char in lexicon().weak for char in more)
    if weak or (len(more) == 1 and len(short) >= _LONG):
        text = Text(f"仅多“{more}”字", f"only “{more}” more")
        yield Signal("meaning.one-more", Side.MEANING, 82 if weak else 72, text)


def _put_in(short: str, long: str) -> str | None:
    """Return the characters of ``long`` that are left when ``short`` is read in it in order; nothing if it is not."""
    left: list[str] = []
    at = 0
    for char in long:
        if at < len(short) and char == short[at]:
            at += 1
        else:
            left.append(char)
    return "".join(left) if at == len(short) else None
