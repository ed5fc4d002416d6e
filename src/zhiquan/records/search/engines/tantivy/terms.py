"""Terms and patterns of one text field → tantivy query."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import tantivy

from zhiquan.records.characters.folding import is_han
from zhiquan.records.search.engines.tantivy.schema import TEXT_WORDS, TITLE_WORDS, WHOLE
from zhiquan.records.search.engines.tantivy.wild import Query, escape, pattern_query
from zhiquan.records.search.language.tree import Mode, Near, Node, Or, Sign, Term, TextField, Wild
from zhiquan.records.search.spans import variants
from zhiquan.records.search.text import needle

Frequency: TypeAlias = Callable[[str, str], int]
"""Field and token → in how many records it stands, deleted ones too."""
_TITLE_BOOST = 3.0
_TELLING = 2
"""A token is left out of a phrase unless it is so many times rarer than those that stay."""


def any_of(queries: list[Query]) -> Query:
    """Return the query for documents that match at least one; none at all for no query."""
    if not queries:
        return tantivy.Query.empty_query()
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Should, query) for query in queries])


def all_of(queries: list[Query]) -> Query:
    """Return the query for documents that match every one."""
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, query) for query in queries])


def named(schema: tantivy.Schema, field: str, value: str) -> Query:
    """Return the query for a raw field's value."""
    return tantivy.Query.term_query(schema, field, value, index_option="basic")


def any_word(words: Mapping[str, float], schema: tantivy.Schema) -> Query:
    """Return the query for documents with at least one of the words, ranked by all of them and their weights."""
    fields = ((TITLE_WORDS, _TITLE_BOOST), (TEXT_WORDS, 1.0))
    return any_of(
        [
            tantivy.Query.boost_query(
                tantivy.Query.term_query(schema, field, word, index_option="freq"), weight * boost
            )
            for word, weight in words.items()
            for field, boost in fields
        ]
    )


def in_field(node: Node, field: TextField, schema: tantivy.Schema, frequency: Frequency) -> Query:
    """Return the query for what must stand in one field; for a nearness, that both of its sides do."""
    match node:
        case Term(fields, _, _) if field in fields:
            query = _term(node, field, schema, frequency)
        case Wild(fields, signs) if field in fields:
            query = any_of([_variant(field.value, variant, schema, frequency) for variant in variants(signs)])
        case Near(fields, left, right) if field in fields:
            return all_of([in_field(side, field, schema, frequency) for side in (left, right)])
        case Or(parts):
            return any_of([in_field(part, field, schema, frequency) for part in parts])
        case _:
            return tantivy.Query.empty_query()
    return tantivy.Query.boost_query(query, _TITLE_BOOST) if field is TextField.TITLE else query


def in_fields(node: Term | Wild | Near, schema: tantivy.Schema, frequency: Frequency) -> Query:
    """Return the query for what must stand in any of its fields."""
    return any_of([in_field(node, field, schema, frequency) for field in node.fields])


def _term(term: Term, field: TextField, schema: tantivy.Schema, frequency: Frequency) -> Query:
    match term.mode:
        case Mode.EXACT:
            return named(schema, WHOLE[field], term.text)
        case Mode.BEGINS:
            return tantivy.Query.regex_query(schema, WHOLE[field], f"{escape(term.text)}.*")
        case Mode.CONTAINS:
            return _phrase(field.value, term.text, schema, frequency)


def _variant(field: str, signs: tuple[Sign, ...], schema: tantivy.Schema, frequency: Frequency) -> Query:
    if any(sign.stands_for for sign in signs):
        return pattern_query(field, signs, schema)
    return _phrase(field, "".join(sign.char for sign in signs), schema, frequency)


def _phrase(field: str, text: str, schema: tantivy.Schema, frequency: Frequency) -> Query:
    cut = needle(text)
    if cut.open_end:
        *before, last = map(escape, cut.tokens)
        if not before:
            return tantivy.Query.regex_query(schema, field, f"{last}.?")
        return tantivy.Query.regex_phrase_query(schema, field, [*before, f"{last}.?"])
    if len(cut.tokens) == 1:  # a phrase query of one word panics (pitfall 2)
        return tantivy.Query.term_query(schema, field, cut.tokens[0], index_option="position")
    placed = sparse(cut.tokens, [frequency(field, token) for token in cut.tokens])
    return tantivy.Query.phrase_query(schema, field, [*placed])


def sparse(tokens: Sequence[str], counts: Sequence[int]) -> list[tuple[int, str]]:
    """Return tokens with their places, without those that their neighbours imply: half of a long term.

    A pair says how the token behind it begins, and that one's follower how it goes on: of 使用, 用寿, 寿命 the first
    and the last leave nothing else in between. The most frequent are left out first, as reading their places costs
    most; one that is much rarer than the others stays, for it leaves fewer records to look at.
    """
    kept = set(range(len(tokens)))
    for at in sorted(range(1, len(tokens) - 1), key=lambda at: -counts[at]):
        implied = {at - 1, at + 1} <= kept and _is_pair(tokens[at - 1]) and is_han(tokens[at][0])
        if implied and counts[at] * _TELLING >= min(counts[one] for one in kept - {at}):
            kept.discard(at)
    return [(at, tokens[at]) for at in sorted(kept)]


def _is_pair(token: str) -> bool:
    return len(token) > 1 and is_han(token[0])
