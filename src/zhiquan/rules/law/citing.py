"""Citations: the Chinese article, and its English form made from it."""

from __future__ import annotations

import re

_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_NUMBER = r"(?:[〇零一二两三四五六七八九十百千]+|[0-9]+)"
_ARTICLE = re.compile(
    rf"第(?P<article>{_NUMBER})(?P<word>条|章|点|部分)(?:之(?P<bis>{_NUMBER}))?"
    rf"(?:第(?P<para>{_NUMBER})款)?(?:第[（(]?(?P<item>{_NUMBER})[）)]?项)?(?:第(?P<sub>{_NUMBER})目)?"
)
_WORDS = {"条": "art.", "章": "ch.", "点": "point", "部分": "part"}


def chinese_number(text: str) -> int:
    """Return the value of a number written in Chinese below ten thousand (一百一十五 → 115) or in digits."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def english_article(article: str) -> str | None:
    """Return ``第四十二条第一款、第二款`` as ``art. 42 para. 1; para. 2``; nothing where it is no article."""
    parts = [_english_part(part) for part in re.split("[、，；]", article)]
    return "; ".join(part for part in parts if part) if all(parts) else None


def _english_part(part: str) -> str | None:
    if found := _ARTICLE.fullmatch(part):
        bis = f"-{chinese_number(found['bis'])}" if found["bis"] else ""
        head = f"{_WORDS[found['word']]} {chinese_number(found['article'])}{bis}"
        return head + _places(("para.", found["para"]), ("item", found["item"]), ("point", found["sub"]))
    if found := re.fullmatch(rf"第[（(]?(?P<number>{_NUMBER})[）)]?(?P<word>[款项])", part):
        return _places(("para." if found["word"] == "款" else "item", found["number"])).strip()
    return None


def _places(*places: tuple[str, str | None]) -> str:
    return "".join(f" {word} {chinese_number(number)}" for word, number in places if number)
