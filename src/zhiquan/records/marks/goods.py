"""How goods stand: by groups where both marks give them, else by classes, else unknown. Silence is never a "no"."""

from __future__ import annotations

from collections.abc import Iterable

from zhiquan.records.marks.model import Goods, Mark
from zhiquan.rules.text import Text


def relation(one: Mark, other: Mark) -> tuple[Goods, Text]:
    """Say how the goods of two marks stand to each other, and why.

    Groups decide where both sides have them (they are for reference: goods of one group may differ, goods across
    groups may be similar). Where they are missing a common class is said, and different classes stay unknown.
    """
    if one.groups and other.groups:
        if common := one.groups & other.groups:
            return Goods.SIMILAR, _said("共同类似群 {s}", "similar groups in common: {s}", sorted(common))
        text = Text("类似群无重合（类似群仅供参考）", "no similar group in common (groups are for reference)")
        return Goods.APART, text
    if common_classes := one.classes & other.classes:
        given = [str(number) for number in sorted(common_classes)]
        return Goods.SAME_CLASS, _said("同在第 {s} 类，类似群不全", "both in class {s}, groups not all given", given)
    if one.classes and other.classes:
        text = Text("类别不同，类似群不全，跨类关系待查", "different classes; groups not all given, to be looked into")
        return Goods.UNKNOWN, text
    return Goods.UNKNOWN, Text("未给出类别或类似群", "classes or groups not given")


def _said(zh: str, en: str, values: Iterable[str]) -> Text:
    given = list(values)
    return Text(zh.format(s="、".join(given)), en.format(s=", ".join(given)))
