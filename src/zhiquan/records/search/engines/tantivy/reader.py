"""Reads one generation of the index: pages, counts, facets. One reader per process, opened after forking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.engines.tantivy.compile import Compiled, between, compile_query
from zhiquan.records.search.engines.tantivy.nearby import Nearby, bounded
from zhiquan.records.search.engines.tantivy.schema import open_folder
from zhiquan.records.search.engines.tantivy.terms import all_of, named
from zhiquan.records.search.engines.tantivy.wild import Query
from zhiquan.records.search.language.tree import Node

_SEGMENT_BUCKETS = 5_000


@dataclass(frozen=True, slots=True)
class Page:
    """One page of hits: the total of the query (``capped``: at least that), records in order, and the sort value of
    each."""

    total: int
    records: tuple[PatentRecord, ...]
    ranks: tuple[int, ...]
    capped: bool = False


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

    def by_relevance(self, node: Node, offset: int, size: int) -> Page:
        """Return a page ordered by score (title counts three times)."""
        made = self._compiled(node)
        with bounded():
            found = self._searcher.search(made.query, limit=size, count=True, offset=offset)
        return Page(_total(found), self._records([place for _, place in found.hits]), (), made.capped)

    def by_date(self, node: Node, after: int | None, size: int, *, newest: bool) -> Page:
        """Return a page ordered by filing date and number, beyond the rank ``after``."""
        made = self._compiled(node)
        base = query = made.query
        if after is not None:
            bounds = (None, after - 1) if newest else (after + 1, None)
            query = all_of([base, between(self._schema, "rank", *bounds)])
        order = tantivy.Order.Desc if newest else tantivy.Order.Asc
        with bounded():
            found = self._searcher.search(query, limit=size, count=True, order_by_field="rank", order=order)
        total = _total(found) if after is None else self._count(base)
        ranks = tuple(int(value) for value, _ in found.hits)
        return Page(total, self._records([place for _, place in found.hits]), ranks, made.capped)

    def buckets(self, node: Node, field: str, size: int) -> tuple[tuple[str, int], ...]:
        """Return the most frequent values of a fast field among the hits, with their counts."""
        terms = {"field": field, "size": size, "segment_size": max(size, _SEGMENT_BUCKETS)}
        query = self._compiled(node).query
        with bounded():
            found = self._searcher.aggregate(query, {"b": {"terms": terms}})
        return tuple((_plain(bucket["key"]), int(bucket["doc_count"])) for bucket in found["b"]["buckets"])

    def by_name(self, name: str, filed: int | None = None, size: int = 1_000) -> tuple[PatentRecord, ...]:
        """Return records with an applicant of this folded name, filed on a day (``yyyymmdd``) if one is given."""
        query = named(self._schema, "name", name)
        if filed is not None:
            query = all_of([query, between(self._schema, "filed", filed, filed)])
        found = self._searcher.search(query, limit=size, count=False, order_by_field="rank", order=tantivy.Order.Asc)
        return self._records([place for _, place in found.hits])

    def _compiled(self, node: Node) -> Compiled:
        with bounded():
            return compile_query(node, self._schema, self._nearby)

    def _count(self, query: Query) -> int:
        with bounded():
            return _total(self._searcher.search(query, limit=1, count=True))

    def _records(self, places: Sequence[Any]) -> tuple[PatentRecord, ...]:
        stored: list[Any] = [self._searcher.doc(place).get_first("record") for place in places]
        return tuple(PatentRecord.from_json(bytes(record)) for record in stored)


def _total(found: Any) -> int:
    return int(found.count or 0)


def _plain(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)
