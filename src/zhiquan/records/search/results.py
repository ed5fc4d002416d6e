"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.highlight import Piece
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Hit:
    """A right that was found; in title and abstract the places of the terms are marked."""

    key: str
    record: PatentRecord
    title: tuple[Piece, ...]
    abstract: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Bucket:
    """One value of a facet: how many hits have it, and the query that narrows to them."""

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
    """

    total: int
    hits: tuple[Hit, ...]
    facets: tuple[Facet, ...]
    next: str | None
    took_ms: float
    query_text: str
    capped: bool = False
