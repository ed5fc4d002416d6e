"""What is compared and what a comparison says: marks, reasons, goods, buckets.

The points of comparison (sound 音, shape 形, meaning 义, goods first) follow the examination and trial guide for
trademarks 《商标审查审理指南》; the strengths are our own and are no probability. Nothing here is a verdict.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from zhiquan.rules.text import Text

HIGH, MEDIUM, LOW = 85, 65, 40
"""Least score of a bucket; below ``LOW`` no similarity is reported."""


class Bucket(StrEnum):
    """How strong a lead is: for the order of looking, not for deciding."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NONE = "none"

    @property
    def label(self) -> Text:
        """Return its name."""
        return _BUCKETS[self]


_BUCKETS = {
    Bucket.HIGH: Text("近似可能：高", "similarity likely: high"),
    Bucket.MEDIUM: Text("近似可能：中", "similarity likely: medium"),
    Bucket.LOW: Text("近似可能：低", "similarity likely: low"),
    Bucket.NONE: Text("未见近似线索", "no sign of similarity"),
}


class Goods(StrEnum):
    """How the goods of two marks stand to each other, as far as classes and similar groups 类似群 say."""

    SIMILAR = "similar"
    SAME_CLASS = "same-class"
    UNKNOWN = "unknown"
    APART = "apart"

    @property
    def label(self) -> Text:
        """Return its name."""
        return _GOODS[self]


_GOODS = {
    Goods.SIMILAR: Text("有相同类似群", "a similar group in common"),
    Goods.SAME_CLASS: Text("同类，类似群未知", "same class, similar groups unknown"),
    Goods.UNKNOWN: Text("商品关系未知", "relation of goods unknown"),
    Goods.APART: Text("无相同类似群", "no similar group in common"),
}


class Side(StrEnum):
    """On which point two signs meet; scores of different sides add up, those of one side do not."""

    WHOLE = "whole"
    SOUND = "sound"
    SHAPE = "shape"
    MEANING = "meaning"


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark as it is compared: ``text`` as filed; classes 1–45 and similar groups (``0501``), empty where unknown.

    ``key`` is the key of its record in the lake (``tm.CN.12345678``), empty for one that is in no lake.
    """

    text: str
    classes: frozenset[int] = field(default=frozenset())
    groups: frozenset[str] = field(default=frozenset())
    number: str = ""
    status: str = ""
    key: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason: a stable ``code``, the side it belongs to, its strength 0–100 and the sentence."""

    code: str
    side: Side
    strength: int
    text: Text


@dataclass(frozen=True, slots=True)
class Comparison:
    """What two marks have in common: every signal (strongest first), the goods, the score and its bucket.

    ``score`` (0–100) is that of the signs alone; ``bucket`` also takes account of goods known to be apart.
    """

    score: int
    bucket: Bucket
    goods: Goods
    goods_text: Text
    signals: tuple[Signal, ...]


def bucket_of(score: int) -> Bucket:
    """Return the bucket of a score of signs."""
    if score >= HIGH:
        return Bucket.HIGH
    if score >= MEDIUM:
        return Bucket.MEDIUM
    return Bucket.LOW if score >= LOW else Bucket.NONE
