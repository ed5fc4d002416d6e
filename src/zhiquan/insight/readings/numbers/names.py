"""Digits that are part of a name and no number: addresses, identifiers, slogans, titles, numbers of items.

They are blanked out, place for place, so that nobody reads 337调查 as a figure; each keeps its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

BLANK = "\x00"
RULES: tuple[tuple[str, str], ...] = (
    ("address", r"(?:https?：//|www\.)[^\s\u4e00-\u9fff]+|[\w.+-]+@[\w-]+\.[\w.-]+"),
    ("index-number", r"(?<![0-9a-z])[0-9a-z]{15,20}/\d{6}-\d{3,6}"),
    (
        "identifier",
        r"(?<![0-9a-z.])(?:\d{11,}|[a-z][a-z-]*\d[a-z\d-]*|\d{3,4}-\d{4} ?\d{3,4}|\d+[a-z]\d[a-z\d]*)(?![.%])",
    ),
    ("document", r"\[(?:19|20)\d\d\]\s*\d+\s*号|第\s*\d+\s*号(?:公告|令|文|决定)?"),
    ("clock", r"(?<!\d)[0-2]?\d：[0-5]\d(?:：[0-5]\d)?(?!\d)"),
    ("slogan", r"“[\dn+]{2,12}”|(?<![\d.])\d{1,2}(?:\+[\dnx]{1,3}){1,5}(?![\d%])"),
    (
        "anniversary",
        (
            r"(?<!\d)\d{1,2}[·.]\d{1,2}(?=世界|知识产权|宣传|消费者|活动)"
            r"|(?<![\d.])\d{2,3}(?=宣传周|调查|特别|活动周|晚会|会议精神)"
        ),
    ),
    ("title", r"《[^《》\n]{1,60}》"),
    (
        "chapter",
        (
            r"第[\d零〇一二三四五六七八九十百]+"
            r"(?:条|款|章|节|编|卷|版|页|类|届|次|代|号|师|院|医院|中学|小学|季(?!度))"
        ),
    ),
    (
        "congress",
        r"(?:党的)?[二三]?十[一二三四五六七八九]?大(?=和|与|精神|以来|报告|关于|部署|，|。|、|的|会|召开|胜利|作出|提出|确定)",
    ),
    ("item-head", r"^[ \t]*(?:\(\d{1,3}\)|\d{1,3}[.、)](?!\d))"),
    ("item-round", r"(?<=[。；：])\s*\(\d{1,2}\)"),
)  # fmt: skip
"""Name and pattern over folded text."""
_PATTERN = re.compile("|".join(f"(?P<{name.replace('-', '_')}>{written})" for name, written in RULES), re.MULTILINE)
_ITEM = re.compile(r"(?<![\d.])(\d{1,3})\.(?=[\u4e00-\u9fff“《])")


@dataclass(frozen=True, slots=True)
class Name:
    """Digits that are no number, and which rule says so."""

    start: int
    end: int
    rule: str


def names(text: str) -> list[Name]:
    """Return the names of a folded text that hold digits, in order."""
    found = [Name(m.start(), m.end(), (m.lastgroup or "").replace("_", "-")) for m in _PATTERN.finditer(text)]
    return sorted([*found, *_items(text)], key=lambda name: name.start)


def blanked(text: str, found: list[Name]) -> str:
    """Return the text with the digits of names blanked out, of the same length."""
    parts, at = [], 0
    for name in found:
        if name.start >= at:
            inside = text[name.start : name.end]
            parts += [text[at : name.start], re.sub(r"[\d零〇一二两三四五六七八九十百千万亿]", BLANK, inside)]
            at = name.end
    return "".join([*parts, text[at:]])


def _items(text: str) -> Iterator[Name]:
    """Yield numbers of items that run on in one paragraph: 1.… 2.… 3.…, each one more than the last."""
    last = 0
    for found in _ITEM.finditer(text):
        if int(found[1]) in {last + 1, 1}:
            last = int(found[1])
            yield Name(found.start(), found.end(), "item")
