"""One generation of the index, read: search, one record, records of a day."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.engines.tantivy.reader import Page, Reader
from zhiquan.records.search.facets import facets as facets_of
from zhiquan.records.search.highlight import mark_found
from zhiquan.records.search.language import parse
from zhiquan.records.search.language.tree import Everything, Node, Number, TextField
from zhiquan.records.search.results import Hit, Results
from zhiquan.records.search.text import fold
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Order: TypeAlias = Literal["relevance", "newest", "oldest"]
LARGEST_PAGE = 200
LONGEST_RANK = 19
"""Digits of a page's place in an order by date: more do not fit the index's whole numbers."""
DEEPEST_BY_RELEVANCE = 10_000
"""Hits reachable in order of relevance; by date every hit can be reached."""


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """A snapshot: it never changes, so every call on it answers from the same records.

    ``version`` is the version of the lake it was built from. Pages: in order of date ``after`` holds the rank (filing
    date, then number) of the last hit, so it stays right across rebuilds; by relevance it holds how many hits were
    shown, and is only stable within one generation.
    """

    folder: Path
    reader: Reader
    version: int

    def search(
        self,
        text: str,
        *,
        size: int = 20,
        after: str | None = None,
        order: Order = "relevance",
        facets: bool = True,
        sets: Sequence[str] = (),
    ) -> Results:
        """Answer a query: exact total, one page of hits, and facets over all hits. ``Refusal`` names what is wrong.

        ``sets`` are the earlier queries that ``#1``, ``#2`` … stand for, also in the queries of the facets.
        """
        started = time.perf_counter()
        node = parse(text, sets)
        size = max(1, min(size, LARGEST_PAGE))
        page, cursor = self._page(node, size, after, order)
        query = "*" if isinstance(node, Everything) else text.strip()
        found = facets_of(self.reader, node, query) if facets and page.total and not isinstance(node, Number) else ()
        hits = tuple(_hit(record, node) for record in page.records)
        took = (time.perf_counter() - started) * 1000
        return Results(page.total, hits, found, cursor, took, text.strip(), page.capped)

    def get(self, key: str) -> PatentRecord | None:
        """Return the record of a canonical application number."""
        page = self.reader.by_relevance(Number(key), 0, 1)
        return page.records[0] if page.records else None

    def same_day(self, applicant: str, filing_date: date) -> tuple[PatentRecord, ...]:
        """Return the records that an applicant filed on one day (an invention and a utility model 一案双申 among
        them)."""
        return self.reader.by_name(fold(applicant), int(filing_date.strftime("%Y%m%d")))

    def _page(self, node: Node, size: int, after: str | None, order: Order) -> tuple[Page, str | None]:
        letter, _, number = (after or f"{order[0]}:").partition(":")
        if letter != order[0] or (number and not (number.isdecimal() and len(number) <= LONGEST_RANK)):
            raise Refusal(
                "search.cursor",
                Text(
                    "翻页位置与排序不符，请从第一页开始。", "This page does not fit the order; start at the first page."
                ),
            )
        if order == "relevance":
            return self._by_relevance(node, size, int(number or 0))
        page = self.reader.by_date(node, int(number) if number else None, size + 1, newest=order == "newest")
        if len(page.records) <= size:
            return page, None
        shown = replace(page, records=page.records[:size], ranks=page.ranks[:size])
        return shown, f"{letter}:{page.ranks[size - 1]}"

    def _by_relevance(self, node: Node, size: int, offset: int) -> tuple[Page, str | None]:
        if offset + size > DEEPEST_BY_RELEVANCE:
            raise Refusal(
                "search.too-deep",
                Text(
                    "按相关度最多翻到第一万条，请缩小范围或改按申请日排序。",
                    "By relevance only 10,000 hits can be paged; narrow the query or order by date.",
                ),
            )
        page = self.reader.by_relevance(node, offset, size)
        shown = offset + len(page.records)
        more = shown < page.total and shown + size <= DEEPEST_BY_RELEVANCE
        return page, f"r:{shown}" if more else None


def _hit(record: PatentRecord, node: Node) -> Hit:
    title = mark_found(record.title, node, TextField.TITLE)
    return Hit(record.key, record, title, mark_found(record.abstract, node, TextField.ABSTRACT))
