"""Reads one generation of the index: pages, counts, facets. One reader per process, opened after forking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import tantivy

from zhiquan.records.search.describing import read_record
from zhiquan.records.search.engine import FacetField, Page, Place, Vocabulary
from zhiquan.records.search.engines.tantivy import nearby
from zhiquan.records.search.engines.tantivy.buckets import counts
from zhiquan.records.search.engines.tantivy.compile import Compiled, between, compile_query
from zhiquan.records.search.engines.tantivy.nearby import Nearby, bounded
from zhiquan.records.search.engines.tantivy.schema import TEXT_WORDS, TITLE_WORDS, open_folder
from zhiquan.records.search.engines.tantivy.terms import all_of, any_of, any_word, named
from zhiquan.records.search.engines.tantivy.wild import Query
from zhiquan.records.search.entry import Searched
from zhiquan.records.search.language.tree import Node

_TIES = 8
"""Records of one day whose keys may share a digest: so many more are read, and put in order by key."""
_WORDS_OF = {"name": "name", "class": "class", "word": TITLE_WORDS}


class Reader:
    """A generation that is complete and never written again; every method is safe to call from several threads."""

    def __init__(self, folder: Path) -> None:
        self._index = open_folder(folder)
        self._schema = self._index.schema
        self._searcher = self._index.searcher()
        self._nearby = Nearby(self._searcher, self._schema)

    @property
    def count_all(self) -> int:
        """How many records the index holds."""
        return int(self._searcher.num_docs)

    def count(self, node: Node) -> int:
        """Return the exact number of hits."""
        return self._count(self._compiled(node).query)

    def keys(self, node: Node) -> set[str]:
        """Return the keys of all hits (for verification; a page is ``by_relevance`` or ``by_date``)."""
        return {record.key for record in self.by_relevance(node, 0, max(1, self.count_all)).records}

    def first(self, node: Node) -> Searched | None:
        """Return one of the hits, without counting them."""
        query = self._compiled(node).query
        with bounded():
            found = self._searcher.search(query, limit=1, count=False)
        return next(iter(self._records([place for _, place in found.hits])), None)

    def by_relevance(self, node: Node, offset: int, size: int) -> Page:
        """Return a page ordered by score (title counts three times)."""
        made = self._compiled(node)
        with bounded():
            found = self._searcher.search(made.query, limit=size, count=True, offset=offset)
        return Page(_total(found), self._records([place for _, place in found.hits]), capped=made.capped)

    def by_date(self, node: Node, after: Place | None, size: int, *, newest: bool) -> Page:
        """Return a page ordered by rank, then key, beyond a place."""
        made = self._compiled(node)
        query = made.query
        if after is not None:
            query = all_of([query, between(self._schema, "rank", *((None, after[0]) if newest else (after[0], None)))])
        order = tantivy.Order.Desc if newest else tantivy.Order.Asc
        with bounded():
            found = self._searcher.search(query, limit=size + _TIES, count=True, order_by_field="rank", order=order)
        total = _total(found) if after is None else self._count(made.query)
        records = self._records([place for _, place in found.hits])
        placed = sorted(
            (((int(rank), record.key), record) for (rank, _), record in zip(found.hits, records, strict=True)),
            key=lambda pair: pair[0],
            reverse=newest,
        )
        beyond = [
            (place, record) for place, record in placed if after is None or (place < after if newest else place > after)
        ][:size]
        return Page(total, tuple(record for _, record in beyond), tuple(place for place, _ in beyond), made.capped)

    def buckets(self, node: Node, sizes: Mapping[FacetField, int]) -> dict[FacetField, tuple[tuple[str, int], ...]]:
        """Return the most frequent values of the facets among the hits with their exact counts, in one pass."""
        return counts(self._searcher, self._schema, self._compiled(node).query, sizes)

    def frequency(self, word: str) -> int:
        """Return in how many records a word stands; those deleted since the last merge count."""
        return sum(int(self._searcher.doc_freq(field, word)) for field in (TITLE_WORDS, TEXT_WORDS))

    def beginning(self, of: Vocabulary, prefix: str, size: int) -> tuple[tuple[str, int], ...]:
        """Return the most frequent values that begin so."""
        found = self._searcher.terms_with_prefix(_WORDS_OF[of], prefix, limit=size)
        return tuple((str(value), int(count)) for value, count in found)

    def alike(
        self, words: Mapping[str, float], classes: Mapping[str, float], but: str, size: int
    ) -> tuple[Searched, ...]:
        """Return the records that share the most weight of words and classes, without one key."""
        weighed = [
            tantivy.Query.boost_query(
                tantivy.Query.const_score_query(named(self._schema, "class", symbol), 1.0), weight
            )
            for symbol, weight in classes.items()
        ]
        query = tantivy.Query.boolean_query(
            [
                (tantivy.Occur.Must, any_of([any_word(words, self._schema), *weighed])),
                (tantivy.Occur.MustNot, named(self._schema, "key", but)),
            ]
        )
        found = self._searcher.search(query, limit=size, count=False)
        return self._records([place for _, place in found.hits])

    def _compiled(self, node: Node) -> Compiled:
        if self._nearby.cost(node) > nearby.MOST_PLACES:
            raise nearby.too_costly()
        with bounded():
            return compile_query(node, self._schema, self._nearby)

    def _count(self, query: Query) -> int:
        with bounded():
            return _total(self._searcher.search(query, limit=1, count=True))

    def _records(self, places: Sequence[Any]) -> tuple[Searched, ...]:
        stored: list[Any] = [self._searcher.doc(place).get_first("record") for place in places]
        return tuple(read_record(bytes(record)) for record in stored)


def _total(found: Any) -> int:
    return int(found.count or 0)
