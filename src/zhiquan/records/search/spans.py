"""Where terms, patterns and nearnesses stand in folded text: the naive definition that engines are held to.

The oracle, the check of candidates and the marks on a result page all read it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain, product
from typing import TypeAlias

from zhiquan.records.characters.folding import HAN_CLASS, Canon, canon, fold, places
from zhiquan.records.search.language.tree import (
    TEXTS,
    And,
    Like,
    Mode,
    Near,
    Node,
    Or,
    Sign,
    Term,
    TextField,
    Wild,
    Words,
)
from zhiquan.records.search.stretches import stretches

Span: TypeAlias = tuple[int, int]
"""First character, and the one after the last, in folded text."""
Found: TypeAlias = dict[Span, frozenset[Span]]
"""Every stretch that fits, with the terms' own places in it."""

_RUN = {"han": f"[{HAN_CLASS}]", "word": f"[^\\W_{HAN_CLASS}]"}
_TIMES = {"?": "", "#": "?", "+": "*"}


def found(node: Node, field: TextField, text: str) -> Found:
    """Return where a term, a pattern, a nearness or alternatives of them stand in a value of a field."""
    match node:
        case Term(fields, term, Mode.CONTAINS) if field in fields:
            return _alone((start, start + len(term)) for start in places(text, term))
        case Wild(fields, signs) if field in fields:
            return _alone(_wild(signs, text))
        case Near() if field in node.fields:
            return _near(node, field, text)
        case Or(parts):
            return _union(found(part, field, text) for part in parts)
    return {}


def near_in(near: Near, field: TextField, written: str) -> bool:
    """Whether a nearness stands in a value of a field as it is written."""
    return any(found(near, field, fold(part)) for _, part in stretches(written, near.inside))


def marks(node: Node, field: TextField, written: str) -> Iterator[Span]:
    """Yield what a result page marks in a value as written: every place of what is asked for and not negated."""
    match node:
        case Near() | Term() | Wild():
            for start, stretch in stretches(written, node.inside if isinstance(node, Near) else ""):
                folded = canon(stretch)
                for inside in found(node, field, folded.text).values():
                    yield from _told(folded, inside, start)
        case Words(words) if field in TEXTS:
            folded = canon(written)
            yield from _told(folded, ((at, at + len(word)) for word in words for at in places(folded.text, word)), 0)
        case And(parts) | Or(parts):
            for part in parts:
                yield from marks(part, field, written)


def _told(folded: Canon, spans: Iterable[Span], start: int) -> Iterator[Span]:
    """Turn places in folded text into places in the text as written, which begins at ``start``."""
    return ((start + folded.origin[first], start + folded.origin[last - 1] + 1) for first, last in spans)


def variants(signs: tuple[Sign, ...]) -> Iterator[tuple[Sign, ...]]:
    """Yield the pattern with each ``#`` between Han characters as nothing and as ``?``: all of fixed length there."""
    optional = Sign("#", "han")
    choices = [((), (Sign("?", "han"),)) if sign == optional else ((sign,),) for sign in signs]
    for chosen in product(*choices):
        yield tuple(sign for part in chosen for sign in part)


def fits(like: Like, value: str) -> bool:
    """Whether a whole value fits a pattern."""
    return _whole(like.pattern).fullmatch(value) is not None


@lru_cache(maxsize=256)
def _whole(pattern: tuple[str, ...]) -> re.Pattern[str]:
    parts = (
        "".join(f".{_TIMES[mark]}" for mark in part) if index % 2 else re.escape(part)
        for index, part in enumerate(pattern)
    )
    return re.compile("".join(parts), re.DOTALL)


def _alone(spans: Iterator[Span]) -> Found:
    return {span: frozenset((span,)) for span in spans}


def _union(many: Iterator[Found]) -> Found:
    united: Found = {}
    for one in many:
        for span, inside in one.items():
            united[span] = united.get(span, frozenset()) | inside
    return united


def _wild(signs: tuple[Sign, ...], text: str) -> Iterator[Span]:
    for pattern in _patterns(signs):
        for hit in pattern.finditer(text):
            yield hit.span(1)


@lru_cache(maxsize=256)
def _patterns(signs: tuple[Sign, ...]) -> tuple[re.Pattern[str], ...]:
    """One expression for each variant; looked ahead for, so that places may overlap, and never cutting a run."""
    made = []
    word = _RUN["word"]
    for variant in variants(signs):
        body = "".join(
            f"{_RUN[sign.stands_for]}{_TIMES[sign.char]}" if sign.stands_for else re.escape(sign.char)
            for sign in variant
        )
        made.append(re.compile(f"(?=((?:(?<!{word})|(?!{word})){body}(?:(?<!{word})|(?!{word}))))"))
    return tuple(made)


def _near(near: Near, field: TextField, text: str) -> Found:
    left, right = found(near.left, field, text), found(near.right, field, text)
    pairs = _following(left, right, text, near.most)
    if not near.ordered:
        pairs = chain(pairs, _following(right, left, text, near.most))
    joined: Found = {}
    for first, inside, second, there in pairs:
        span = first[0], second[1]
        joined[span] = joined.get(span, frozenset()) | inside | there
    return joined


def _following(
    first: Found, second: Found, text: str, most: int | None
) -> Iterator[tuple[Span, frozenset[Span], Span, frozenset[Span]]]:
    """Yield pairs of stretches of which one comes after the other with at most so many characters between."""
    later = sorted(second)
    starts = [start for start, _ in later]
    for one, inside in first.items():
        end = one[1]
        # no two blanks stand together, so that at most every other place is one
        last = len(later) if most is None else bisect_right(starts, end + 2 * most + 1)
        for other in later[bisect_left(starts, end) : last]:
            start = other[0]
            if most is None or start - end - text.count(" ", end, start) <= most:
                yield one, inside, other, second[other]
