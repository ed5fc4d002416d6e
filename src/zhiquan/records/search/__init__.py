"""Search: an exact query language over records, and the index that answers it.

The public door: ``build_index`` and ``open_index``; queries that cannot be read raise ``Refusal`` ``search.*``.
"""

from __future__ import annotations

from zhiquan.records.search.highlight import Piece
from zhiquan.records.search.index import BuildReport, Status, build_index, open_index, status
from zhiquan.records.search.reading import Order, SearchIndex
from zhiquan.records.search.results import Bucket, Facet, Hit, Results
from zhiquan.records.search.verify import Verification, verify_index

__all__ = [
    "Bucket",
    "BuildReport",
    "Facet",
    "Hit",
    "Order",
    "Piece",
    "Results",
    "SearchIndex",
    "Status",
    "Verification",
    "build_index",
    "open_index",
    "status",
    "verify_index",
]
