"""Class symbols of marks: Nice 尼斯分类 with the Chinese similar groups 类似群, and Vienna 维也纳分类 for figures.

From knowledge of the Nice Classification (45 classes, 35 to 45 services), of the Chinese table of similar goods and
services (group = class and two digits, item = six digits, ``C`` before items of Chinese usage) and of the Vienna
Classification (29 categories, divisions, sections; auxiliary sections are marked ``A``).
"""

from __future__ import annotations

import re

from zhiquan.rules.identifiers.classes import ClassSymbol
from zhiquan.rules.identifiers.common import Broken, broken, fold, part
from zhiquan.rules.identifiers.trademark import CLASSES, FIRST_SERVICE
from zhiquan.rules.text import Text

VIENNA_CATEGORIES = 29
_CHINESE = "一二三四五六七八九十"
_NICE = re.compile(
    r"(?:(?:第|CLASS|CL\.?)? {0,3}(?P<cls>[0-9]{1,2}) {0,3}类?"
    rf"|(?P<group>[0-9]{{4}})(?: {{0,3}}[(〔](?P<section>[0-9{_CHINESE}]{{1,3}})[)〕])?"
    r"|(?P<item>C?[0-9]{6}))"
)
_VIENNA = re.compile(
    r"(?P<aux>A ?)?(?P<category>[0-9]{1,2})\.(?P<division>[0-9]{1,2})(?:\.(?P<aux2>A ?)?(?P<section>[0-9]{1,2}))?"
)


def parse_nice_symbol(text: str) -> ClassSymbol | Broken:
    """Read a Nice class, a similar group or an item of the table; never raises, whatever the text.

    ``第9类`` → ``09``; ``0901`` → path ``09 › 0901``; ``C090001`` → path ``09 › C090001`` (the table says
    in which group an item lies). The section of a group, ``0104（二）``, is kept as ``item``.
    """
    symbol = fold(text)
    if not symbol:
        return broken("empty", "没有填写商品和服务分类号。", "No class of goods or services was given.", text)
    found = _NICE.fullmatch(symbol)
    if not found:
        return broken(
            "form",
            "“{given}”不是类别（如 9）、类似群（如 0901）或商品服务编码（如 C090001）。",
            "“{given}” is no class (like 9), similar group (like 0901) or item (like C090001).",
            text,
        )
    number = found["cls"] or found["group"] or found["item"].removeprefix("C")
    cls = number.zfill(2)[:2]
    if not 1 <= int(cls) <= CLASSES:
        return broken(
            "nice-class",
            "“{given}”的类别 {c} 不存在，商品和服务分为第 1 至 45 类。",
            "“{given}” names class {c}; goods and services have classes 1 to 45.",
            text,
            c=cls,
        )
    if not found["cls"] and not int(number[2:]):
        return broken(
            "number",
            "“{given}”的类似群或编码序号为零，没有这样的编号。",
            "Group or item of “{given}” is numbered zero; there is no such number.",
            text,
        )
    level = next(label for name, label in _NICE_LEVELS.items() if found[name])
    side = Text("商品", "goods") if int(cls) < FIRST_SERVICE else Text("服务", "services")
    path = (cls,) if found["cls"] else (cls, found["group"] or found["item"])
    facts = (part("级别", "Level", level), part("商品或服务", "Goods or services", side))
    return ClassSymbol("nice", path[-1], path, item=found["section"] or "", facts=facts)


def parse_vienna_symbol(text: str) -> ClassSymbol | Broken:
    """Read a Vienna division or section, zeros before a number allowed; never raises, whatever the text.

    ``26.01.01`` → ``26.1.1`` with path ``26 › 26.1 › 26.1.1``; an auxiliary section keeps its mark: ``A5.5.20``.
    """
    symbol = fold(text)
    if not symbol:
        return broken("empty", "没有填写图形要素编码。", "No code of figurative elements was given.", text)
    found = _VIENNA.fullmatch(symbol)
    if not found or (found["aux"] and not found["section"]):
        return broken(
            "form",
            "“{given}”不是维也纳图形要素编码（如 26.1.1）。",
            "“{given}” is no Vienna code (like 26.1.1).",
            text,
        )
    numbers = [int(found[name]) for name in ("category", "division", "section") if found[name]]
    if not 1 <= numbers[0] <= VIENNA_CATEGORIES or 0 in numbers:
        return broken(
            "vienna-category",
            "“{given}”的编号不存在：大类为 1 至 29，小类和组从 1 起。",
            "“{given}” does not exist: categories run from 1 to 29, divisions and sections from 1.",
            text,
        )
    auxiliary = bool(found["aux"] or found["aux2"])
    levels = [".".join(str(n) for n in numbers[: end + 1]) for end in range(len(numbers))]
    if auxiliary:
        levels[-1] = f"A{levels[-1]}"
    level = Text("辅助组", "auxiliary section") if auxiliary else _VIENNA_LEVELS[len(levels)]
    return ClassSymbol("vienna", levels[-1], tuple(levels), facts=(part("级别", "Level", level),))


_NICE_LEVELS = {
    "cls": Text("类别", "class"),
    "group": Text("类似群", "similar group"),
    "item": Text("商品服务项目", "item"),
}
_VIENNA_LEVELS = {2: Text("小类", "division"), 3: Text("组", "section")}
