"""The port of search engines: what the room asks of one, so that tantivy, OpenSearch and a naive one are alike.

Every engine answers a tree of the query language with exactly the records that the oracle finds. Its conformance suite
is ``tests/records/search/conformance``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeAlias

from zhiquan.records.search.entry import Item, Searched
from zhiquan.records.search.language.tree import Node

Place: TypeAlias = tuple[int, str]
"""Place in the order by day: rank, and the key where two share one."""
FacetField: TypeAlias = Literal["what", "kind", "year", "section", "subclass", "name", "office", "status", "division"]
"""Facets: ``name`` are folded names of applicants and owners, ``year`` that of ``Day.DATED``, ``section`` the top of
each class with its scheme, ``subclass`` three steps down (``ipc:H01M``), the others as in ``Entry.codes``."""
Vocabulary: TypeAlias = Literal["name", "class", "word"]
"""Lists that suggestions come from: folded names of applicants, symbols with scheme, words of titles."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of hits: the total of the query (``capped``: at least that), records in order, and in an order by day
    the place of each."""

    total: int
    records: tuple[Searched, ...]
    places: tuple[Place, ...] = ()
    capped: bool = False


class Reader(Protocol):
    """A generation that is complete and never written again; every method is safe to call from several threads.

    ``Refusal`` ``search.too-wide`` for what would cost too much.
    """

    @property
    def count_all(self) -> int:
        """How many records the index holds."""

    def count(self, node: Node) -> int:
        """Return the number of hits, exact unless reading was capped."""

    def keys(self, node: Node) -> set[str]:
        """Return the keys of all hits: for verification."""

    def first(self, node: Node) -> Searched | None:
        """Return one of the hits, without counting them."""

    def by_relevance(self, node: Node, offset: int, size: int) -> Page:
        """Return a page: first the right whose number was asked for, then what has the terms in its title."""

    def by_date(self, node: Node, after: Place | None, size: int, *, newest: bool) -> Page:
        """Return a page ordered by rank, then key, beyond a place."""

    def buckets(self, node: Node, sizes: Mapping[FacetField, int]) -> dict[FacetField, tuple[tuple[str, int], ...]]:
        """Return the most frequent values of the facets among the hits, so many of each, with their exact counts."""

    def frequency(self, word: str) -> int:
        """Return in how many records a word stands, as segmentation cuts it; deleted ones may still be counted."""

    def beginning(self, of: Vocabulary, prefix: str, size: int) -> tuple[tuple[str, int], ...]:
        """Return the most frequent values that begin so; counts may still hold deleted records."""

    def alike(
        self, words: Mapping[str, float], classes: Mapping[str, float], but: str, size: int
    ) -> tuple[Searched, ...]:
        """Return the records that share the most weight of words and classes (``scheme:symbol``), without one key."""


class Engine(Protocol):
    """Writes generations and opens them."""

    @property
    def name(self) -> str:
        """The engine's name, kept with each generation."""

    @property
    def version(self) -> int:
        """Raised whenever what is written changes: a generation of another version must be built again."""

    def write(
        self, folder: Path, records: Iterable[Item], *, base: Path | None = None, dropped: Iterable[str] = ()
    ) -> int:
        """Write a generation into an empty folder, complete on return; returns how many records it holds.

        With ``base`` it starts from that generation, which is left as it is: first the keys ``dropped`` go, then
        ``records`` come in.
        """

    def open(self, folder: Path) -> Reader:
        """Open a complete generation; ``ValueError`` when its files are damaged."""
