"""Query tree → tantivy query. Never ``parse_query`` (search-engine.md, pitfall 3)."""

from __future__ import annotations

from typing import Any

import tantivy

from zhiquan.records.search.language.tree import (
    And,
    ClassBelow,
    Everything,
    Filed,
    KindIs,
    Mode,
    Node,
    Not,
    Number,
    Or,
    Term,
    TextField,
)
from zhiquan.records.search.text import needle

_TITLE_BOOST = 3.0
_SPECIAL = frozenset(r"\.+*?()|[]{}^$#&-~")

Query = Any
"""A ``tantivy.Query``; the library ships no types that mypy could hold us to."""


def compile_query(node: Node, schema: tantivy.Schema) -> Query:  # noqa: C901 - one line per kind of node
    """Compile a tree; the hits of the result are exactly those of the oracle."""
    match node:
        case Everything():
            return tantivy.Query.all_query()
        case Term():
            return _term(node, schema)
        case ClassBelow(scheme, symbol):
            return tantivy.Query.term_query(schema, "class", f"{scheme}:{symbol}", index_option="basic")
        case Number(key):
            return tantivy.Query.term_query(schema, "key", key, index_option="basic")
        case KindIs(kind):
            return tantivy.Query.term_query(schema, "kind", kind, index_option="basic")
        case Filed(first, last):
            return between(schema, "filed", first, last)
        case And(parts):
            return _all_of(parts, schema)
        case Or(parts):
            should = tantivy.Occur.Should
            return tantivy.Query.boolean_query([(should, compile_query(part, schema)) for part in parts])
        case Not():
            return _all_of((node,), schema)


def between(schema: tantivy.Schema, field: str, first: int | None, last: int | None) -> Query:
    """Return the query for a number field between two bounds, both inclusive."""
    if first is None and last is None:
        return tantivy.Query.all_query()
    return tantivy.Query.range_query(schema, field, tantivy.FieldType.Unsigned, first, last)


def named(schema: tantivy.Schema, field: str, value: str) -> Query:
    """Return the query for a raw field's value."""
    return tantivy.Query.term_query(schema, field, value, index_option="basic")


def both(*queries: Query) -> Query:
    """Return the query for documents that match every one."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def _all_of(parts: tuple[Node, ...], schema: tantivy.Schema) -> Query:
    clauses = [
        (tantivy.Occur.MustNot, compile_query(part.part, schema))
        if isinstance(part, Not)
        else (tantivy.Occur.Must, compile_query(part, schema))
        for part in parts
    ]
    if all(isinstance(part, Not) for part in parts):
        clauses.insert(0, (tantivy.Occur.Must, tantivy.Query.all_query()))
    return tantivy.Query.boolean_query(clauses)


def _term(term: Term, schema: tantivy.Schema) -> Query:
    queries = [_in_field(field, term, schema) for field in term.fields]
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def _in_field(field: TextField, term: Term, schema: tantivy.Schema) -> Query:
    match term.mode:
        case Mode.EXACT:
            return named(schema, "name", term.text)
        case Mode.BEGINS:
            return tantivy.Query.regex_query(schema, "name", f"{_escape(term.text)}.*")
        case Mode.CONTAINS:
            query = _phrase(field.value, term.text, schema)
            return tantivy.Query.boost_query(query, _TITLE_BOOST) if field is TextField.TITLE else query


def _phrase(field: str, text: str, schema: tantivy.Schema) -> Query:
    cut = needle(text)
    if cut.open_end:
        *before, last = map(_escape, cut.tokens)
        if not before:
            return tantivy.Query.regex_query(schema, field, f"{last}.?")
        return tantivy.Query.regex_phrase_query(schema, field, [*before, f"{last}.?"])
    if len(cut.tokens) == 1:  # a phrase query of one word panics (pitfall 2)
        return tantivy.Query.term_query(schema, field, cut.tokens[0], index_option="position")
    return tantivy.Query.phrase_query(schema, field, list(cut.tokens))


def _escape(text: str) -> str:
    return "".join(f"\\{char}" if char in _SPECIAL else char for char in text)
