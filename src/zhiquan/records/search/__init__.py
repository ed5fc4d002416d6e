"""Search: an exact query language over patents, marks and geographical indications, and the index that answers it.

The public door: ``build_index``, ``update_index`` and ``open_index``; queries that cannot be read raise ``Refusal``
``search.*``.
"""

from __future__ import annotations

from zhiquan.records.search.entry import Searched
from zhiquan.records.search.highlight import Piece
from zhiquan.records.search.index import BuildReport, Status, build_index, hint, open_index, status, update_index
from zhiquan.records.search.reading import Order, SearchIndex
from zhiquan.records.search.results import Alike, Bucket, Facet, Hit, Mode, Results, Suggestion
from zhiquan.records.search.schemes import What
from zhiquan.records.search.synonyms import Synonyms, Widened
from zhiquan.records.search.verify import Verification, verify_index

__all__ = [
    "Alike",
    "Bucket",
    "BuildReport",
    "Facet",
    "Hit",
    "Mode",
    "Order",
    "Piece",
    "Results",
    "SearchIndex",
    "Searched",
    "Status",
    "Suggestion",
    "Synonyms",
    "Verification",
    "What",
    "Widened",
    "build_index",
    "hint",
    "open_index",
    "status",
    "update_index",
    "verify_index",
]
