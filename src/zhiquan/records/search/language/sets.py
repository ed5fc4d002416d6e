"""Earlier queries in a query: ``#1`` is the first one. Their text is kept and read anew, never the hits they had."""

from __future__ import annotations

import re

from zhiquan.records.search.language.faults import Fault
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

SET = re.compile(r"#[0-9]+")
"""What a whole word must be to name an earlier query."""
MOST_OPEN = 16
"""Earlier queries that may name one another in a chain."""
_DIGITS = 4


def chosen(word: str, at: int, field: str, count: int, opened: tuple[int, ...]) -> int:
    """Return the number of the earlier query that a word names; ``opened`` are those being read around it."""
    number = int(word[1 : 1 + _DIGITS]) if len(word) <= 1 + _DIGITS else 0
    if field:
        raise Fault(
            at, Text("检索集自带字段，之前不能再写字段", "an earlier query has its own fields; write none before")
        )
    if not 1 <= number <= count:
        known = Text(f"现有 #1 至 #{count}", f"there are #1 to #{count}")
        none = Text("还没有先前的检索集", "there are no earlier queries")
        has = known if count else none
        raise Fault(at, Text(f"没有检索集 {word[:12]}，{has.zh}", f"there is no earlier query {word[:12]}; {has.en}"))
    if number in opened:
        raise Fault(at, Text(f"检索集 #{number} 引用了自己", f"the earlier query #{number} names itself"))
    if len(opened) >= MOST_OPEN:
        raise Fault(
            at, Text(f"检索集最多连续引用 {MOST_OPEN} 层", f"earlier queries name one another {MOST_OPEN} deep")
        )
    return number


def misread(number: int, at: int, wrong: Refusal) -> Fault:
    """Return the fault of a query that names one which cannot be read."""
    zh, en = wrong.text.zh.rstrip("。"), wrong.text.en.rstrip(".")
    return Fault(at, Text(f"检索集 #{number} 读不懂（{zh}）", f"the earlier query #{number} cannot be read ({en})"))
