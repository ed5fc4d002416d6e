"""Who stands back 回避 from which of several cases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from zhiquan.hall.cases.models import CaseEvent


def recused_from(cases: Collection[int]) -> dict[int, frozenset[int]]:
    """Return the ids of the users recused from each of some cases (by id); one query. Nobody comes back from it."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = CaseEvent.objects.filter(case__in=cases, kind="recused").order_by()
    for case, data in rows.values_list("case_id", "data"):
        found[case].add(data["user"])
    return {case: frozenset(users) for case, users in found.items()}
