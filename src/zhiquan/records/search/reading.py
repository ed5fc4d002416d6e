"""One generation of the index, read: search, one record, records of a day, similar ones, suggestions."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

from zhiquan.records.characters.folding import fold
from zhiquan.records.corpus.model import MarkRecord, PatentRecord
from zhiquan.records.search import similar
from zhiquan.records.search.describing import WHAT, entry_of, shown
from zhiquan.records.search.engine import Page, Place, Reader
from zhiquan.records.search.entry import Searched, day_number
from zhiquan.records.search.facets import Kept
from zhiquan.records.search.facets import facets as facets_of
from zhiquan.records.search.frequent import Frequent
from zhiquan.records.search.highlight import mark, mark_found
from zhiquan.records.search.language import parse
from zhiquan.records.search.language.tree import (
    And,
    Code,
    Dated,
    Day,
    Is,
    KeyIs,
    Node,
    Number,
    Or,
    Term,
    TextField,
)
from zhiquan.records.search.language.tree import Mode as How
from zhiquan.records.search.question import Question, question
from zhiquan.records.search.results import Alike, Facet, Hit, Mode, Results, Suggestion
from zhiquan.records.search.statistics import Statistics, statistics
from zhiquan.records.search.suggesting import suggest
from zhiquan.records.search.synonyms import NONE, Synonyms
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

Order: TypeAlias = Literal["relevance", "newest", "oldest"]
LARGEST_PAGE = 200
LONGEST_RANK = 19
"""Digits of a page's place in an order by date: more do not fit the index's whole numbers."""
DEEPEST_BY_RELEVANCE = 10_000
"""Hits reachable in order of relevance; by date every hit can be reached."""
STREAMED = 2_000
"""Hits of a stream that are read at a time."""
_SAME_DAY = 1_000


@dataclass(frozen=True, slots=True)
class SearchIndex:
    """A snapshot: it never changes, so every call on it answers from the same records.

    ``version`` is the version of the lake it was built from. Pages: in order of date ``after`` holds the rank (date,
    then number) and the key of the last hit, so it stays right across rebuilds; by relevance it holds how many hits
    were shown, and is only stable within one generation.
    """

    folder: Path
    reader: Reader
    version: int
    kept: Kept = field(default_factory=Kept, compare=False, repr=False)
    frequent: Frequent = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "frequent", Frequent(self.reader))

    def search(  # noqa: PLR0913 - a search has so many sides
        self,
        text: str,
        *,
        size: int = 20,
        after: str | None = None,
        order: Order = "relevance",
        facets: bool = True,
        sets: Sequence[str] = (),
        mode: Mode = "exact",
        within: str = "",
        synonyms: Synonyms = NONE,
    ) -> Results:
        """Answer a query: exact total, one page of hits, and facets over all hits. ``Refusal`` names what is wrong.

        ``sets`` are the earlier queries that ``#1``, ``#2`` … stand for, also in the queries of the facets. In the
        mode ``smart`` the text is no query but words, any of which may stand in title or text, the best first; a number
        is still the right itself. ``within`` is a query that every hit must answer too. With ``synonyms`` terms are
        looked for together with the others of their group.
        """
        started = time.perf_counter()
        asked = question(text, sets, mode, within, synonyms)
        size = max(1, min(size, LARGEST_PAGE))
        page, cursor = self._page(asked.node, size, after, order)
        found = self._facets(asked) if facets and page.total else ()
        hits = tuple(_hit(record, asked.node) for record in page.records)
        took = (time.perf_counter() - started) * 1000
        return Results(
            page.total, hits, found, cursor, took, text.strip(), page.capped, asked.mode, asked.words, asked.widened
        )

    def facets(
        self, text: str, *, sets: Sequence[str] = (), mode: Mode = "exact", within: str = "", synonyms: Synonyms = NONE
    ) -> tuple[Facet, ...]:
        """Return only the facets, for a page that asks for them after its hits."""
        return self._facets(question(text, sets, mode, within, synonyms))

    def statistics(
        self, text: str, *, sets: Sequence[str] = (), mode: Mode = "exact", within: str = "", synonyms: Synonyms = NONE
    ) -> Statistics:
        """Return trend, rankings and matrices over all hits of a query."""
        asked = question(text, sets, mode, within, synonyms)
        return statistics(self.reader, asked.node, asked.narrowed)

    def stream(
        self, text: str, *, sets: Sequence[str] = (), mode: Mode = "exact", within: str = "", synonyms: Synonyms = NONE
    ) -> tuple[int, Iterator[Searched]]:
        """Return the number of hits and all of them, the newest first, read in slices while they are taken."""
        node = question(text, sets, mode, within, synonyms).node
        return self.reader.count(node), self._all(node)

    def _all(self, node: Node) -> Iterator[Searched]:
        after: Place | None = None
        while True:
            page = self.reader.by_date(node, after, STREAMED, newest=True)
            yield from page.records
            if len(page.records) < STREAMED:
                return
            after = page.places[-1]

    def get(self, key: str) -> PatentRecord | None:
        """Return the patent of a key (a canonical application number)."""
        found = self.right(key)
        return found if isinstance(found, PatentRecord) else None

    def mark(self, key: str) -> MarkRecord | None:
        """Return the mark of a key (``tm.CN.12345678``)."""
        found = self.right(key)
        return found if isinstance(found, MarkRecord) else None

    def right(self, key: str) -> Searched | None:
        """Return the patent, mark or geographical indication of a key."""
        return self.reader.first(KeyIs(key))

    def find(self, number: str) -> Searched | None:
        """Return the right that an official number, in any usual form, leads to; a publication's leads to its right."""
        node = parse(number)
        parts = node.parts if isinstance(node, Or) else (node,)
        numbers = tuple(part for part in parts if isinstance(part, Number))
        return self.reader.first(Or(numbers)) if numbers else None

    def held_by(self, name: str, size: int = 10) -> Page:
        """Return how many rights name somebody, by the whole name, as applicant or owner, and the newest of them."""
        whole = Term((TextField.APPLICANT,), fold(name), How.EXACT)
        return self.reader.by_date(whole, None, size, newest=True)

    def same_day(self, applicant: str, filing_date: date) -> tuple[PatentRecord, ...]:
        """Return the patents that an applicant filed on one day (an invention and a utility model 一案双申 among
        them)."""
        day = day_number(filing_date)
        name = Term((TextField.APPLICANT,), fold(applicant), How.EXACT)
        asked = And((name, Dated(Day.FILED, day, day), Is(Code.WHAT, WHAT[PatentRecord].value)))
        page = self.reader.by_date(asked, None, _SAME_DAY, newest=False)
        return tuple(record for record in page.records if isinstance(record, PatentRecord))

    def named(self, name: str) -> Iterator[PatentRecord]:
        """Yield the patents that name somebody, so spelt, as applicant or owner, the newest first."""
        return (record for record in self._naming(name, PatentRecord) if isinstance(record, PatentRecord))

    def marks_named(self, name: str) -> Iterator[MarkRecord]:
        """Yield the marks that name somebody, so spelt, as applicant or owner, the newest first."""
        return (record for record in self._naming(name, MarkRecord) if isinstance(record, MarkRecord))

    def _naming(self, name: str, what: type[Searched]) -> Iterator[Searched]:
        return self._all(And((Term((TextField.APPLICANT,), fold(name), How.EXACT), Is(Code.WHAT, WHAT[what].value))))

    def similar(self, key: str, size: int = 10) -> tuple[Alike, ...]:
        """Return the rights most like one, with the words and classes that decided; ``NotFound`` for an unknown key."""
        record = self.right(key)
        if record is None:
            raise NotFound("search.unknown", Text(f"没有 {key}。", f"There is no {key}."))
        entry = entry_of(record)
        words, classes = similar.telling_words(self.reader, entry), similar.class_weights(entry)
        if not words and not classes:
            return ()
        found = self.reader.alike(words, classes, key, size)
        return tuple(_alike(one, *similar.shared(one, words, classes)) for one in found)

    def telling(self, text: str) -> dict[str, float]:
        """Return the words of a text with how much each tells, by its rarity in the index; together they are one."""
        return similar.telling_of(self.reader, text)

    def traits(self, record: Searched, words: Mapping[str, float]) -> tuple[frozenset[str], frozenset[str]]:
        """Return the steps of a record's classes (``ipc:H01M``) and which of some words its texts have."""
        return frozenset(entry_of(record).steps), frozenset(similar.shared(record, words, {})[0])

    def suggest(self, typed: str, size: int = 8) -> tuple[Suggestion, ...]:
        """Return completions of what is typed: words of titles, names of applicants, classes."""
        return suggest(self.frequent, typed, size)

    def _facets(self, asked: Question) -> tuple[Facet, ...]:
        if isinstance(asked.node, Number):
            return ()
        return self.kept.of(asked.node, asked.narrowed, lambda: facets_of(self.reader, asked.node, asked.narrowed))

    def _page(self, node: Node, size: int, after: str | None, order: Order) -> tuple[Page, str | None]:
        letter, _, place = (after or f"{order[0]}:").partition(":")
        number, _, key = place.partition(":")
        if letter != order[0] or (number and not (number.isdecimal() and len(number) <= LONGEST_RANK)):
            raise Refusal(
                "search.cursor",
                Text(
                    "翻页位置与排序不符，请从第一页开始。", "This page does not fit the order; start at the first page."
                ),
            )
        if order == "relevance":
            return self._by_relevance(node, size, int(number or 0))
        return self._by_date(node, size, (int(number), key) if number else None, order)

    def _by_date(self, node: Node, size: int, after: Place | None, order: Order) -> tuple[Page, str | None]:
        page = self.reader.by_date(node, after, size + 1, newest=order == "newest")
        if len(page.records) <= size:
            return page, None
        rank, key = page.places[size - 1]
        return Page(page.total, page.records[:size], page.places[:size], page.capped), f"{order[0]}:{rank}:{key}"

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
        seen = offset + len(page.records)
        more = seen < page.total and seen + size <= DEEPEST_BY_RELEVANCE
        return page, f"r:{seen}" if more else None


def _hit(record: Searched, node: Node) -> Hit:
    title, text = shown(record)
    return Hit(
        key=record.key,
        what=WHAT[type(record)],
        record=record,
        title=mark_found(title, node, TextField.TITLE),
        abstract=mark_found(text, node, TextField.ABSTRACT),
    )


def _alike(record: Searched, words: Iterable[str], classes: Iterable[str]) -> Alike:
    title, text = shown(record)
    common = tuple(words)
    hit = Hit(record.key, WHAT[type(record)], record, mark(title, common), mark(text, common))
    return Alike(hit, common, tuple(classes))
