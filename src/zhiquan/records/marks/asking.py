"""A query for similar marks as people write it: words, and classes or similar groups."""

from __future__ import annotations

import re
from collections.abc import Iterable

from zhiquan.records.marks.model import Mark
from zhiquan.records.marks.words import worded
from zhiquan.rules.identifiers import Broken, parse_nice_symbol
from zhiquan.rules.refusal import Refusal

_BETWEEN = re.compile(r"[,，;；、\s]+")
_GROUP = 4


def asked(text: str, symbols: str | Iterable[str] = ()) -> Mark:
    """Return the mark to look for; ``symbols`` are classes (``5``) or similar groups 类似群 (``0501``), if any.

    ``Refusal`` where the text has no words or a symbol is neither.
    """
    worded(text)
    classes: set[int] = set()
    groups: set[str] = set()
    for given in _BETWEEN.split(symbols) if isinstance(symbols, str) else symbols:
        if not given:
            continue
        symbol = parse_nice_symbol(given)
        if isinstance(symbol, Broken):
            raise Refusal("marks.class", symbol.text)
        classes.add(int(symbol.path[0]))
        if len(symbol.path[-1]) == _GROUP:
            groups.add(symbol.path[-1])
    return Mark(text, frozenset(classes), frozenset(groups))
