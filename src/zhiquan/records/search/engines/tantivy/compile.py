"""Query tree → tantivy query. Never ``parse_query`` (search-engine.md, pitfall 3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import tantivy

from zhiquan.records.search.engines.tantivy.schema import NUMBERS
from zhiquan.records.search.engines.tantivy.terms import all_of, any_of, any_word, in_fields, named
from zhiquan.records.search.engines.tantivy.wild import Query, like_query
from zhiquan.records.search.language.tree import (
    And,
    Below,
    Dated,
    Everything,
    Is,
    KeyIs,
    Like,
    Near,
    Node,
    Not,
    Number,
    Or,
    Term,
    Wild,
    Words,
)
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_NUMBER_BOOST = 100.0


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query of the engine; ``capped`` when it finds only some of the hits."""

    query: Query
    capped: bool


@dataclass(frozen=True, slots=True)
class Read:
    """What the reading of candidates found: keys of records, ``capped`` when some candidates were not read."""

    keys: tuple[str, ...]
    capped: bool


class Readings(Protocol):
    """What the engine's own queries cannot answer or bound."""

    def frequency(self, field: str, token: str) -> int:
        """Return in how many records a token stands."""

    def read(self, near: Near, among: tuple[Node, ...]) -> Read:
        """Return the records in which two terms are near each other, of those that all of ``among`` ask for."""

    def check(self, asked: Wild | Term) -> None:
        """Refuse a pattern that too many words fit, and what would read too many places."""


def compile_query(node: Node, schema: tantivy.Schema, readings: Readings, among: tuple[Node, ...] = ()) -> Compiled:
    """Compile a tree; the hits of the result, among those of ``among``, are exactly those of the oracle.

    ``Refusal`` ``search.too-wide`` for what would cost too much.
    """
    compiler = _Compiler(schema, readings)
    query = compiler.made(node, among)
    return Compiled(query, compiler.capped)


def between(schema: tantivy.Schema, field: str, first: int | None, last: int | None) -> Query:
    """Return the query for a number field between two bounds, both inclusive."""
    if first is None and last is None:
        return tantivy.Query.all_query()
    return tantivy.Query.range_query(schema, field, tantivy.FieldType.Unsigned, first, last)


class _Compiler:
    """One walk through a tree; what a nearness stands beside (``among``) leaves fewer candidates to read."""

    def __init__(self, schema: tantivy.Schema, readings: Readings) -> None:
        self.schema = schema
        self.readings = readings
        self.capped = False

    def made(self, node: Node, among: tuple[Node, ...]) -> Query:
        match node:
            case Near():
                return self._near(node, among)
            case Wild() | Term():
                self.readings.check(node)
                return in_fields(node, self.schema, self.readings.frequency)
            case And(parts):
                return self._all(parts, among)
            case Or(parts):
                return any_of([self.made(part, among) for part in parts])
            case Not():
                return self._all((node,), among)
            case _:
                return self._leaf(node)

    def _leaf(self, node: Node) -> Query:  # noqa: C901 - one line per kind of node
        match node:
            case Everything():
                return tantivy.Query.all_query()
            case Like():
                return like_query(node, self.schema)
            case Words(words):
                return any_word(dict.fromkeys(words, 1.0), self.schema)
            case Below(scheme, symbol):
                return named(self.schema, "class", f"{scheme}:{symbol}")
            case Number(of, form):
                # a number typed among words: the right itself comes first
                return tantivy.Query.boost_query(named(self.schema, NUMBERS[of], form), _NUMBER_BOOST)
            case KeyIs(key):
                return named(self.schema, "key", key)
            case Is(code, value):
                return named(self.schema, code.value, value)
            case Dated(of, first, last):
                return between(self.schema, of.value, first, last)
        raise TypeError(f"no query for {node!r}")

    def _all(self, parts: tuple[Node, ...], among: tuple[Node, ...]) -> Query:
        among += tuple(part for part in parts if not _has_near(part))
        clauses = [
            (tantivy.Occur.MustNot, self._negated(part.part, among))
            if isinstance(part, Not)
            else (tantivy.Occur.Must, self.made(part, among))
            for part in parts
        ]
        if all(isinstance(part, Not) for part in parts):
            clauses.insert(0, (tantivy.Occur.Must, tantivy.Query.all_query()))
        return tantivy.Query.boolean_query(clauses)

    def _negated(self, part: Node, among: tuple[Node, ...]) -> Query:
        """Compile what is to be left out: all of it must be known, or the total would be neither exact nor a bound."""
        made = compile_query(part, self.schema, self.readings, among)
        if made.capped:
            raise Refusal(
                "search.too-wide",
                Text(
                    "NOT 之后的邻近检索候选太多，无法全部核对；请用更长的词，或加上分类、日期等条件。",
                    "The nearness after NOT has too many candidates to read; write longer terms or add a class.",
                ),
            )
        return made.query

    def _near(self, near: Near, among: tuple[Node, ...]) -> Query:
        found = self.readings.read(near, among)
        self.capped |= found.capped
        if not found.keys:
            return tantivy.Query.empty_query()
        keys = tantivy.Query.term_set_query(self.schema, "key", list(found.keys))
        return all_of(
            [in_fields(near, self.schema, self.readings.frequency), tantivy.Query.const_score_query(keys, 0.0)]
        )


def _has_near(node: Node) -> bool:
    match node:
        case Near():
            return True
        case And(parts) | Or(parts):
            return any(map(_has_near, parts))
        case Not(part):
            return _has_near(part)
    return False
