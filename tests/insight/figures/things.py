"""A small view of its own, so that the engine is tested on every kind of measure and not on the shipped definitions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from zhiquan.definitions.divisions import Divisions, divisions
from zhiquan.insight.figures.definition import Indicator
from zhiquan.insight.figures.engine import compute
from zhiquan.insight.figures.facts import fact_table
from zhiquan.insight.figures.model import FigureCell
from zhiquan.insight.figures.trials import full_row
from zhiquan.insight.figures.views import View

TEXT = {"zh": "甲", "en": "a"}
SINCE, THROUGH = date(2025, 1, 1), date(2026, 4, 20)
COLUMNS = {
    "id": "text", "place": "text", "sort": "text", "firm": "text", "tags": "texts", "pieces": "integer",
    "money": "money", "happened": "date", "begins": "date", "ends": "date",
}  # fmt: skip
VIEW = View.model_validate(
    {
        "name": "things", "label": TEXT, "about": TEXT, "rows": TEXT, "key": "id", "place": "place",
        "columns": [{"name": name, "type": kind, "label": TEXT, "public": True} for name, kind in COLUMNS.items()],
    }
)  # fmt: skip


def indicator(code: str, kind: str, source: dict[str, Any], **more: Any) -> Indicator:
    """Return an indicator over the view, or a derived one; its own test is beside the point here."""
    tests = [{"given": [], "place": "990100", "period": "2026-01", "expect": 0}]
    told = {"code": code, "label": TEXT, "kind": kind, "unit": {"label": TEXT}, "basis": TEXT, "tests": tests}
    return Indicator.model_validate({**told, "source": source, **more})


IS_A = [{"column": "sort", "op": "eq", "value": "a"}]
SOURCES: dict[str, tuple[str, dict[str, Any]]] = {
    "f.count": ("flow", {"how": "count", "dated": "happened"}),
    "f.some": ("flow", {"how": "count", "dated": "happened", "where": IS_A}),
    "f.tagged": (
        "flow",
        {"how": "count", "dated": "happened", "where": [{"column": "tags", "op": "has", "value": "x"}]},
    ),
    "f.not": ("flow", {"how": "count", "dated": "happened", "where": [{"column": "sort", "op": "ne", "value": "a"}]}),
    "f.of": (
        "flow",
        {"how": "count", "dated": "happened", "where": [{"column": "sort", "op": "in", "value": ["a", "b"]}]},
    ),
    "f.pieces": ("flow", {"how": "sum", "column": "pieces", "dated": "happened"}),
    "f.money": ("flow", {"how": "sum", "column": "money", "dated": "happened", "where": IS_A}),
    "f.firms": ("flow", {"how": "count_distinct", "column": "firm", "dated": "happened"}),
    "s.count": ("stock", {"how": "count", "since": "begins", "until": "ends"}),
    "s.open": ("stock", {"how": "count", "since": "begins"}),
    "s.some": ("stock", {"how": "count", "since": "begins", "until": "ends", "where": IS_A}),
    "s.money": ("stock", {"how": "sum", "column": "money", "since": "begins", "until": "ends"}),
    "s.firms": (
        "stock",
        {"how": "count_distinct", "column": "firm", "since": "begins", "until": "ends", "where": IS_A},
    ),
}
INDICATORS = tuple(indicator(code, kind, source | {"view": "things"}) for code, (kind, source) in SOURCES.items())


def rows_of(given: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return full rows with keys of their own."""
    return [full_row(VIEW, {"id": f"E{at}", **row}, row.get("place", "990101")) for at, row in enumerate(given)]


def computed(
    rows: Iterable[dict[str, Any]],
    folder: Path,
    table: Divisions | None = None,
    ones: tuple[Indicator, ...] = INDICATORS,
) -> dict[tuple[str, str, str], FigureCell]:
    """Run the engine over rows."""
    path = folder / "facts.parquet"
    pq.write_table(fact_table(VIEW, rows), path)
    cells = compute(VIEW, ones, [str(path)], table or divisions(), SINCE, THROUGH)
    found = {(cell.indicator, cell.division, cell.period): cell for cell in cells}
    assert len(found) == len(cells)
    return found
