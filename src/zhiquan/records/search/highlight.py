"""Marks what was found on the original text; the engine's own snippets cannot (search-engine.md, pitfall 7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhiquan.records.characters.folding import canon, places
from zhiquan.records.search.language.tree import Node, TextField
from zhiquan.records.search.spans import Span, marks


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of original text; ``marked`` when it is part of a match."""

    text: str
    marked: bool


def mark(text: str, terms: Iterable[str]) -> tuple[Piece, ...]:
    """Cut ``text`` into pieces in which every place of every folded term is marked; joined, they are the text again."""
    folded = canon(text)
    spans = ((start, start + len(term)) for term in terms for start in places(folded.text, term))
    return _marked(text, ((folded.origin[start], folded.origin[stop - 1] + 1) for start, stop in spans))


def mark_found(text: str, node: Node, field: TextField) -> tuple[Piece, ...]:
    """Cut a field's ``text`` into pieces in which everything that a query asks for, and does not negate, is marked."""
    return _marked(text, marks(node, field, text))


def _marked(text: str, spans: Iterable[Span]) -> tuple[Piece, ...]:
    flags = bytearray(len(text))
    for start, stop in spans:
        flags[start:stop] = b"\x01" * (stop - start)
    return _pieces(text, flags)


def _pieces(text: str, flags: bytearray) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    start = 0
    for index in range(1, len(text) + 1):
        if index == len(text) or flags[index] != flags[start]:
            pieces.append(Piece(text[start:index], marked=bool(flags[start])))
            start = index
    return tuple(pieces)
