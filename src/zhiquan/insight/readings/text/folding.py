"""Fold a text one character for one: traditional to simplified, full to half width, one form of each mark.

Every place in the folded text is the same place in the original, so that whatever is found can be shown where it
stands. A comma is a thousands separator only between a digit and three digits; anywhere else it separates clauses.
"""

from __future__ import annotations

import re
from functools import cache

from zhiquan.records.characters.folding import fold_char

_MARKS = {
    ",": "，", "﹐": "，", "､": "、", ";": "；", "；": "；", "：": "：", ":": "：", "！": "！", "!": "！",
    "？": "？", "?": "？",
    "｡": "。", "（": "(", "）": ")", "％": "%", "〔": "[", "〕": "]", "［": "[", "］": "]", "【": "[", "】": "]",
    "「": "“", "『": "“", "」": "”", "』": "”", "‘": "“", "’": "”", "～": "-", "~": "-", "—": "-", "–": "-", "－": "-",
    "〜": "-", "‒": "-", "−": "-", "∼": "-", "\u3000": " ", "\xa0": " ", "\r": " ", "\t": "\t", "\n": "\n",
    "，": "，", "、": "、", "。": "。", "“": "“", "”": "”", "〇": "〇", "《": "《", "》": "》", "．": ".",
}  # fmt: skip
_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d))")


@cache
def _one(char: str) -> str:
    if char in _MARKS:
        return _MARKS[char]
    folded = fold_char(char)
    return folded if len(folded) == 1 else char


def fold(text: str) -> str:
    """Return the text folded, of the same length.

    >>> fold("專利１，２３４件，增長２０％")
    '专利1,234件，增长20%'
    """
    folded = "".join(map(_one, text))
    return _THOUSANDS.sub(",", folded)
