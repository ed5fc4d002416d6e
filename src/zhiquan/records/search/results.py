"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhiquan.records.search.entry import Searched
from zhiquan.records.search.highlight import Piece
from zhiquan.records.search.schemes import What
from zhiquan.records.search.synonyms import Widened
from zhiquan.rules.text import Text

Mode: TypeAlias = Literal["exact", "smart"]
"""``exact``: the query language, these characters in this order. ``smart``: any of the words, the best first."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A right that was found; in title and text (abstract, goods, product) the places of the terms are marked."""

    key: str
    what: What
    record: Searched
    title: tuple[Piece, ...]
    abstract: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet: how many hits have it, and the query that narrows to them.

    In the smart mode ``query`` is what to search ``within``, beside the same words.
    """

    value: str
    label: Text
    count: int
    query: str


@dataclass(frozen=True, slots=True)
class Facet:
    """The hits by one field, the most frequent values first (years: the latest first)."""

    field: str
    label: Text
    buckets: tuple[Bucket, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of hits. ``next`` continues after the last hit, ``None`` at the end.

    ``total`` is exact; when ``capped`` there are at least so many: a nearness had more candidates than were read.
    ``words`` are those that the smart mode ranked by; ``widened`` the terms that synonyms were looked for with.
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    next: str | None
    took_ms: float
    query_text: str
    capped: bool = False
    mode: Mode = "exact"
    words: tuple[str, ...] = ()
    widened: tuple[Widened, ...] = ()


@dataclass(frozen=True, slots=True)
class Alike:
    """A right like another: the words and classes that both have, those that decided most first."""

    hit: Hit
    words: tuple[str, ...]
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A completion: its kind, how it is shown, in how many records it is (about), and the query that asks for it."""

    kind: Literal["name", "class", "word"]
    text: str
    count: int
    query: str
