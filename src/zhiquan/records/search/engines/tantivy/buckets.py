"""Counts of values among hits. Exact, also where there are very many values, such as names.

The engine counts by segment and returns of each segment only the most frequent values; with every value returned,
counts are exact but a hundred thousand names cost most of a second. So few are returned first, with the most that the
counts may lack, which says who can be among the first at all; those few are then counted among the hits they are in.
Where it does not say, every value is returned.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, TypeAlias

import tantivy

from zhiquan.records.search.engine import FacetField
from zhiquan.records.search.engines.tantivy.nearby import bounded
from zhiquan.records.search.engines.tantivy.schema import JOINT
from zhiquan.records.search.engines.tantivy.terms import all_of
from zhiquan.records.search.engines.tantivy.wild import Query

Counts: TypeAlias = tuple[tuple[str, int], ...]
MANY: frozenset[FacetField] = frozenset({"name"})
"""Facets of very many values."""
_PARTS: Mapping[FacetField, tuple[str, ...]] = {"section": (*JOINT.values(), "section")}
"""Facets that are counted from several fields, some of which hold sets of values."""
FEW_OF_SEGMENT = 100
MORE_OF_SEGMENT = (2_000,)
ALL_OF_SEGMENT = 10_000_000
_MORE = 4
"""So many times the values wanted are looked at."""


def counts(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: Query, sizes: Mapping[FacetField, int]
) -> dict[FacetField, Counts]:
    """Return the most frequent values of each field among the hits with exact counts, mostly in one pass."""
    wanted = {}
    for field, size in sizes.items():
        for part in _PARTS.get(field, (field,)):
            whole = size if part == field else ALL_OF_SEGMENT
            few = field in MANY
            wanted[part] = _terms(part, _MORE * size, FEW_OF_SEGMENT) if few else _terms(part, whole, ALL_OF_SEGMENT)
    found = _ask(searcher, query, wanted)
    return {
        field: _exact(searcher, schema, query, field, size, found[field])
        if field in MANY
        else _together([found[part] for part in _PARTS.get(field, (field,))])[:size]
        for field, size in sizes.items()
    }


def _exact(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: Query, field: FacetField, size: int, told: Any
) -> Counts:
    for of_segment in (*MORE_OF_SEGMENT, ALL_OF_SEGMENT):
        first, lacking = _read(told), int(told.get("doc_count_error_upper_bound") or 0)
        if not lacking:
            return first[:size]
        least = first[size - 1][1] if len(first) >= size else 0
        if len(first) == _MORE * size and first[-1][1] + lacking < least:
            names = [name for name, count in first if count + lacking >= least]
            return _among(searcher, schema, query, field, names)[:size]
        told = _ask(searcher, query, {field: _terms(field, _MORE * size, of_segment)})[field]
    return _read(told)[:size]


def _among(
    searcher: tantivy.Searcher, schema: tantivy.Schema, query: Query, field: FacetField, names: list[str]
) -> Counts:
    """Count some names; who is not among them has fewer hits than the last one wanted, whatever else they have."""
    held = tantivy.Query.const_score_query(tantivy.Query.term_set_query(schema, field, names), 0.0)
    counted = _read(_all(searcher, all_of([query, held]), field, len(names)))
    return tuple(pair for pair in counted if pair[0] in set(names))


def _all(searcher: tantivy.Searcher, query: Query, field: str, size: int) -> Any:
    return _ask(searcher, query, {field: _terms(field, size, ALL_OF_SEGMENT)})[field]


def _ask(searcher: tantivy.Searcher, query: Query, wanted: dict[Any, Any]) -> dict[str, Any]:
    with bounded():
        found: dict[str, Any] = searcher.aggregate(query, wanted)
    return found


def _terms(field: str, size: int, of_segment: int) -> dict[str, Any]:
    return {"terms": {"field": field, "size": size, "segment_size": max(size, of_segment)}}


def _together(told: list[Any]) -> Counts:
    """Add up what several fields tell, sets of values taken apart."""
    if len(told) == 1:
        return _read(told[0])
    counted: Counter[str] = Counter()
    for values, count in (pair for one in told for pair in _read(one)):
        for value in values.split():
            counted[value] += count
    return _sorted(counted)


def _read(told: Any) -> Counts:
    return _sorted({_plain(bucket["key"]): int(bucket["doc_count"]) for bucket in told["buckets"]})


def _sorted(held: dict[str, int]) -> Counts:
    return tuple(sorted(held.items(), key=lambda pair: (-pair[1], pair[0])))


def _plain(key: object) -> str:
    return str(int(key)) if isinstance(key, float) else str(key)
