"""Facts as a typed table: the columns of a view's definition are the schema, nothing else passes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

import pyarrow as pa

from zhiquan.insight.figures.views import ColumnType, View

Fact = Mapping[str, Any]
"""One row: text ``str``, texts ``list[str]``, integer ``int``, money ``Decimal``, date ``date``; ``None``: unknown."""

_ARROW: dict[ColumnType, pa.DataType] = {
    ColumnType.TEXT: pa.string(),
    ColumnType.TEXTS: pa.list_(pa.string()),
    ColumnType.INTEGER: pa.int64(),
    ColumnType.MONEY: pa.decimal128(20, 2),
    ColumnType.DATE: pa.date32(),
}


class Facts(Protocol):
    """The lake as the figures see it: named tables of facts in numbered versions."""

    def write_facts(self, name: str, rows: pa.Table, watermark: str) -> int:
        """Replace a table's content; returns the version."""
        ...

    def table_files(self, name: str, version: int | None = None) -> list[str]:
        """Return the Parquet files of one version."""
        ...


def fact_table(view: View, rows: Iterable[Fact]) -> pa.Table:
    """Return rows as a typed table in the view's column order; a missing or surplus column raises ``ValueError``."""
    names = {column.name for column in view.columns}
    checked = []
    for row in rows:
        if set(row) != names:
            raise ValueError(f"view {view.name}: columns differ: {sorted(set(row) ^ names)}")
        checked.append(row)
    schema = pa.schema([pa.field(column.name, _ARROW[column.type]) for column in view.columns])
    return pa.Table.from_pylist(checked, schema=schema)


def digest(data: Mapping[str, Any]) -> str:
    """Return the SHA-256 of JSON data in one canonical form."""
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
