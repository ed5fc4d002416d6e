"""Patterns → the engine's expressions: what fits a pattern of characters, token by token (see ``text``)."""

from __future__ import annotations

from typing import Any

import tantivy

from zhiquan.records.characters.folding import is_han, is_word
from zhiquan.records.search.engines.tantivy.schema import NUMBERS, WHOLE
from zhiquan.records.search.language.tree import Code, Like, NumberOf, Sign, TextField

_SPECIAL = frozenset(r"\.+*?()|[]{}^$#&-~")
_TIMES = {"?": ".", "#": ".?", "+": ".*"}

Query = Any
"""A ``tantivy.Query``; the library ships no types that mypy could hold us to."""


def escape(text: str) -> str:
    """Return the expression that only this text fits."""
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in text)


def like_query(like: Like, schema: tantivy.Schema) -> Query:
    """Return the query for a whole name or number that fits a pattern."""
    parts = (
        "".join(map(_TIMES.__getitem__, part)) if index % 2 else escape(part) for index, part in enumerate(like.pattern)
    )
    return tantivy.Query.regex_query(schema, _field(like.of), "".join(parts))


def _field(of: TextField | Code | NumberOf) -> str:
    if isinstance(of, TextField):
        return WHOLE[of]
    return of.value if isinstance(of, Code) else NUMBERS[of]


def pattern_query(field: str, signs: tuple[Sign, ...], schema: tantivy.Schema) -> Query:
    """Return the query for one variant of a pattern (no ``#`` between Han characters is left)."""
    placed = placed_expressions(signs)
    if len(placed) == 1:  # a phrase of one expression panics, like one of one word
        return tantivy.Query.regex_query(schema, field, placed[0][1])
    return tantivy.Query.regex_phrase_query(schema, field, [*placed])


def placed_expressions(signs: tuple[Sign, ...]) -> list[tuple[int, str]]:
    """Return expressions for the tokens of a pattern, each with its place from the first.

    A pair of two wildcards, or a single one before punctuation, is left out: its neighbours already say that one token
    stands there and with what it begins and goes on.
    """
    placed: list[tuple[int, str]] = []
    place = index = 0
    while index < len(signs):
        stop = _run_end(signs, index)
        if _han(signs[index]):
            placed += _pairs(signs, index, stop, place)
            place += stop - index
        elif signs[index].char != " ":
            placed.append((place, "".join(map(_expression, signs[index:stop]))))
            place += 1
        index = stop
    return placed


def _pairs(signs: tuple[Sign, ...], start: int, stop: int, place: int) -> list[tuple[int, str]]:
    """Return the tokens of one run of Han characters; the last one is open when nothing follows."""
    pairs = []
    for index in range(start, stop):
        here = signs[index : min(index + 2, stop)]
        if all(sign.stands_for for sign in here):
            continue
        last = len(here) == 1 and stop == len(signs)
        if last and index > start:  # the pair before has said it
            continue
        pairs.append((place + index - start, "".join(map(_expression, here)) + (".?" if last else "")))
    return pairs


def _run_end(signs: tuple[Sign, ...], start: int) -> int:
    """Return where the run that begins at ``start`` ends; what is neither Han nor word is a run of one."""
    stop = start + 1
    for kind in (_han, _word):
        if kind(signs[start]):
            while stop < len(signs) and kind(signs[stop]):
                stop += 1
    return stop


def _expression(sign: Sign) -> str:
    return _TIMES[sign.char] if sign.stands_for else escape(sign.char)


def _han(sign: Sign) -> bool:
    return sign.stands_for == "han" or (not sign.stands_for and is_han(sign.char))


def _word(sign: Sign) -> bool:
    return sign.stands_for == "word" or (not sign.stands_for and is_word(sign.char))
