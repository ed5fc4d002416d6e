"""A fault in a query, before it becomes the sentence that a person reads."""

from __future__ import annotations

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


class Fault(Exception):  # noqa: N818 - becomes a Refusal at the room's door
    """What is wrong at which offset (from 0) of the query."""

    def __init__(self, at: int, text: Text) -> None:
        super().__init__(text.en)
        self.at = at
        self.text = text


def refusal(query: str, fault: Fault) -> Refusal:
    """Return the sentence: place counted from 1, what stands there, what was expected."""
    place = fault.at + 1
    rest = query[fault.at : fault.at + 12].split()
    here = f"“{rest[0]}”" if rest else ""
    zh = f"检索式第 {place} 个字符{here}处：{fault.text.zh}。"
    en = f"At character {place} of the query{' ' + here if here else ''}: {fault.text.en}."
    return Refusal("search.syntax", Text(zh, en))
