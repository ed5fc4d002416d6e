"""Suggestions while a query is typed: from the index's own dictionaries, which need no search."""

from __future__ import annotations

import re

from zhiquan.records.characters.folding import fold
from zhiquan.records.search.facets import written_name
from zhiquan.records.search.frequent import Frequent
from zhiquan.records.search.results import Suggestion
from zhiquan.records.search.words import COMMON

_SYMBOL = re.compile(r"[A-HY](?:\d{1,2}(?:[A-Z](?:\d{1,4}(?:/\d{0,6})?)?)?)?|\d{2}-\d{0,2}")
_SCHEMES = (("ipc", "IC"), ("locarno", "LC"), ("cpc", "CPC"))
LONGEST = 40
"""Characters of what is typed that are completed; more of it is a query already."""
_SHORTEST_WORD = 2


def suggest(frequent: Frequent, typed: str, size: int) -> tuple[Suggestion, ...]:
    """Return completions of what is typed: names of applicants, classes, words of titles; a third of each at least
    where there are so many."""
    folded = fold(typed)
    if not folded or len(typed) > LONGEST:
        return ()
    symbol = typed.strip().upper()
    found = [_words(frequent, folded, size), _names(frequent, folded, size), _classes(frequent, symbol, size)]
    chosen: list[Suggestion] = []
    for some in zip(*(_padded(one, size) for one in found), strict=True):
        chosen += [one for one in some if one]
    kept = set(map(id, chosen[:size]))
    return tuple(one for some in (found[0], found[1], found[2]) for one in some if id(one) in kept)


def _padded(found: list[Suggestion], size: int) -> list[Suggestion | None]:
    return [*found[:size], *[None] * (size - len(found))]


def _names(frequent: Frequent, folded: str, size: int) -> list[Suggestion]:
    made = []
    for name, count in frequent.beginning("name", folded, size):
        written = written_name(frequent.reader, name)
        made.append(Suggestion("name", written, count, f'PA="{written.replace(chr(34), " ")}"'))
    return made


def _words(frequent: Frequent, folded: str, size: int) -> list[Suggestion]:
    found = frequent.beginning("word", folded, 2 * size)
    return [
        Suggestion("word", word, count, f"TI={word}")
        for word, count in found
        if word not in COMMON and len(word) >= _SHORTEST_WORD and all(char.isalnum() for char in word)
    ][:size]


def _classes(frequent: Frequent, typed: str, size: int) -> list[Suggestion]:
    if not _SYMBOL.fullmatch(typed):
        return []
    made = []
    for scheme, field in _SCHEMES:
        for value, count in frequent.beginning("class", f"{scheme}:{typed}", size):
            symbol = value.partition(":")[2]
            made.append(Suggestion("class", symbol, count, f"{field}={symbol}"))
    return sorted(made, key=lambda one: -one.count)[:size]
