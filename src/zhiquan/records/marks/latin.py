"""Signals between two Latin words and between digits. All are symmetric."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from zhiquan.records.marks.model import Side, Signal
from zhiquan.rules.text import Text

SHORT = 2
"""Words of one or two letters are compared only as they stand: a change of one letter makes another sign."""
_THREE, _LEAST_INSIDE, _LEAST_SOUND, _LEAST_DIGITS = 3, 4, 4, 3
_LEAST_LIKE = 0.7
_FIRST_LESS = 10
_DOUBLE = re.compile(r"(.)\1+")
_SPELT = (
    ("ph", "f"),
    ("ck", "k"),
    ("qu", "k"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
    ("y", "i"),
    ("z", "s"),
    ("w", "v"),
)


def latin_signals(one: str, other: str) -> Iterator[Signal]:
    """Yield what two different, non-empty folded Latin words have in common."""
    if min(len(one), len(other)) <= SHORT:
        if len(one) == len(other) == SHORT and one == other[::-1]:
            text = Text("两个字母顺序颠倒", "two letters in reversed order")
            yield Signal("latin.reversed", Side.MEANING, 45, text)
        return
    yield from _spelling(one, other)
    yield from _sound(one, other)
    yield from _inside(one, other)
    if sorted(one) == sorted(other):
        text = Text("字母相同，顺序不同", "the same letters in another order")
        yield Signal("latin.order", Side.MEANING, 60, text)


def _spelling(one: str, other: str) -> Iterator[Signal]:
    steps = OSA.distance(one, other)
    longest = max(len(one), len(other))
    alike = 1 - steps / longest
    if longest == _THREE and steps == 1:
        strength = 66
    elif longest > _THREE and alike >= _LEAST_LIKE:
        strength = round(100 * alike)
    else:
        return
    first = one[0] == other[0]
    zh, en = ("，首字母相同", ", same initial") if first else ("，首字母不同", ", another initial")
    text = Text(f"字母仅 {steps} 处不同（共 {longest} 个）{zh}", f"{steps} of {longest} letters differ{en}")
    yield Signal("latin.spelling", Side.SHAPE, strength - (0 if first else _FIRST_LESS), text)


def _sound(one: str, other: str) -> Iterator[Signal]:
    heard = skeleton(one)
    if min(len(one), len(other)) >= _LEAST_SOUND and heard == skeleton(other):
        yield Signal("latin.sound", Side.SOUND, 80, Text("字母读音相近", "letters that read alike"))


def skeleton(latin: str) -> str:
    """Return a word with letters of one sound written alike (``ph`` as ``f``, ``c`` as ``k``), doubles once."""
    for spelt, heard in _SPELT:
        latin = latin.replace(spelt, heard)
    return _DOUBLE.sub(r"\1", latin)


def _inside(one: str, other: str) -> Iterator[Signal]:
    short, long = sorted((one, other), key=len)
    if _LEAST_INSIDE <= len(short) < len(long) and short in long:
        text = Text(f"“{long}”完整包含“{short}”", f"“{long}” holds “{short}” whole")
        yield Signal("latin.inside", Side.MEANING, round(50 + 35 * len(short) / len(long)), text)


def digit_signals(one: str, other: str) -> Iterator[Signal]:
    """Yield what two marks of digits alone have in common: one digit, or two in exchange, of three or more."""
    if one == other or min(len(one), len(other)) < _LEAST_DIGITS or OSA.distance(one, other) != 1:
        return
    longest = max(len(one), len(other))
    text = Text(f"数字仅一处不同：{one}／{other}", f"digits differ in one place: {one} / {other}")
    yield Signal("digits.one", Side.SHAPE, 45 if longest == _LEAST_DIGITS else 66, text)
