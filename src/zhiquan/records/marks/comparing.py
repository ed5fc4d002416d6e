"""Two marks compared: every signal, one score, one bucket. A lead for a person, never a verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from zhiquan.records.marks.goods import relation
from zhiquan.records.marks.han import han_signals
from zhiquan.records.marks.latin import SHORT, digit_signals, latin_signals
from zhiquan.records.marks.model import Bucket, Comparison, Goods, Mark, Side, Signal, bucket_of
from zhiquan.records.marks.sound import spellings
from zhiquan.records.marks.words import Core, Word, word
from zhiquan.rules.text import Text

SHARE_OF_OTHERS = 1 / 3
"""A further side closes so much of the distance to 100, times its own strength."""
CORE_WEIGHT = 0.92
_SAME_PART, _SAME_CORE, _ROMANISED, _SHORT_SAME = 92, 88, 80, 40
_LOWERED = {Bucket.HIGH: Bucket.MEDIUM, Bucket.MEDIUM: Bucket.LOW}

Compare = Callable[[str, str], Iterator[Signal]]


def compare(one: Mark, other: Mark) -> Comparison:
    """Compare two marks; never raises, whatever the texts; the same both ways round except for wording."""
    signals = sign_signals(word(one.text), word(other.text))
    return compared(signals, one, other)


def compared(signals: tuple[Signal, ...], one: Mark, other: Mark) -> Comparison:
    """Join the signals of two signs with their goods."""
    goods, goods_text = relation(one, other)
    total = score(signals)
    bucket = bucket_of(total)
    if goods is Goods.APART:
        bucket = _LOWERED.get(bucket, bucket)
    return Comparison(total, bucket, goods, goods_text, signals)


def score(signals: tuple[Signal, ...]) -> int:
    """Return 0–100: the strongest signal, and for each further side a share of the distance to 100."""
    best: dict[Side, int] = {}
    for signal in signals:
        best[signal.side] = max(best.get(signal.side, 0), signal.strength)
    first, *others = sorted(best.values(), reverse=True) or [0]
    total = float(first)
    for strength in others:
        total += (100 - total) * SHARE_OF_OTHERS * strength / 100
    return min(100, round(total))


def sign_signals(one: Word, other: Word) -> tuple[Signal, ...]:
    """Return every signal between two signs, strongest first."""
    if not one.folded or not other.folded:
        return ()
    if one.folded == other.folded:
        text = Text("文字相同（不计繁简、大小写、标点）", "same text (traditional form, case and signs aside)")
        return (Signal("text.same", Side.WHOLE, 100, text),)
    found = [*_han(one, other), *_latin(one, other), *_romanised(one, other)]
    if not any(signal.side is Side.WHOLE for signal in found):
        found += _digits(one, other)
    return tuple(sorted(found, key=lambda signal: (-signal.strength, signal.code)))


def _han(one: Word, other: Word) -> Iterator[Signal]:
    if not one.han or not other.han:
        return
    if one.han == other.han:
        text = Text(f"中文部分相同：{one.han}", f"same Chinese part: {one.han}")
        yield Signal("text.han", Side.WHOLE, _SAME_PART if len(one.han) > 1 else 60, text)
        return
    yield from han_signals(one.han, other.han)
    yield from _cores(one.han_core, other.han_core, han_signals)


def _latin(one: Word, other: Word) -> Iterator[Signal]:
    if not one.latin or not other.latin:
        return
    if one.latin == other.latin:
        text = Text(f"字母部分相同：{one.latin}", f"same Latin part: {one.latin}")
        yield Signal("text.latin", Side.WHOLE, _SAME_PART if len(one.latin) > SHORT else _SHORT_SAME, text)
        return
    yield from latin_signals(one.latin, other.latin)
    yield from _cores(one.latin_core, other.latin_core, latin_signals)


def _cores(one: Core, other: Core, signals: Compare) -> Iterator[Signal]:
    """Compare without little words where at least one of the two has some; what was left out is named."""
    if not one.dropped and not other.dropped:
        return
    dropped = "、".join(sorted({*one.dropped, *other.dropped}))
    if one.text == other.text:
        strength = _SHORT_SAME if one.text.isascii() and len(one.text) <= SHORT else _SAME_CORE
        text = Text(f"除“{dropped}”外相同：{one.text}", f"the same but for “{dropped}”: {one.text}")
        yield Signal("core.same", Side.MEANING, strength, text)
        return
    for signal in signals(one.text, other.text):
        text = Text(f"除“{dropped}”外，{signal.text.zh}", f"but for “{dropped}”: {signal.text.en}")
        yield replace(signal, code=f"core.{signal.code}", strength=round(signal.strength * CORE_WEIGHT), text=text)


def _romanised(one: Word, other: Word) -> Iterator[Signal]:
    """One mark in Chinese only, the other in letters only, and the letters are how the Chinese is read."""
    for han, latin in ((one, other), (other, one)):
        if han.han and latin.latin and not latin.han and not han.latin and latin.latin in spellings(han.han):
            text = Text(f"字母为“{han.han}”的拼音", f"the letters are the sound of “{han.han}”")
            yield Signal("sound.romanised", Side.SOUND, _ROMANISED, text)


def _digits(one: Word, other: Word) -> Iterator[Signal]:
    if not one.digits or not other.digits:
        return
    if one.digits == one.folded and other.digits == other.folded:
        yield from digit_signals(one.digits, other.digits)
    elif one.digits == other.digits and len(one.digits) > 1:
        text = Text(f"数字部分相同：{one.digits}", f"same digits: {one.digits}")
        yield Signal("digits.same", Side.WHOLE, 40, text)
