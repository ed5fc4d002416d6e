"""The gate before any time: our counts of fixed terms and filters equal what reading every record finds."""

from __future__ import annotations

from typing import Any

from benchmarks.search.corpus import records
from benchmarks.search.peers.ours import Ours
from benchmarks.search.questions import FILTERS, GATE

from zhiquan.records.search.language import parse


def wrong_counts(ours: Ours, docs: int) -> list[dict[str, Any]]:
    """Return the queries whose count differs, with both counts; empty when all are right."""
    from zhiquan.records.search.oracle import Folded, holds

    nodes = {query: parse(query) for query in GATE + FILTERS}
    counts = dict.fromkeys(nodes, 0)
    for record in records(docs):
        folded = Folded.of(record)
        for query, node in nodes.items():
            counts[query] += holds(node, folded)
    found = {query: ours.count(query) for query in nodes}
    return [{"query": q, "index": found[q], "read": counts[q]} for q in nodes if found[q] != counts[q]]
