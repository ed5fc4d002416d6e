"""DuckDB for what needs sorting or joining more rows than memory holds: it spills to a scratch folder.

Used where the lake is written, checked, surveyed or read as a whole; never inside a web request (``guard``).
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pyarrow as pa

from zhiquan.records.corpus.store.guard import check

MEMORY = "512MB"
"""What DuckDB may hold before it spills."""
SLICE = 4_096
"""Rows handed on at a time."""

DIGEST = "md5_number_lower(record || chr(0) || source || chr(0) || raw_hash || chr(0) || CAST(vintage AS VARCHAR))"
"""SQL of a row's share in the digest of its batch: a sum, so that the order of rows does not matter."""


class Engine:
    """One DuckDB instance for one job; its scratch folder goes with it. ``in_order`` keeps rows as they are written."""

    def __init__(self, staging: Path, *, in_order: bool = False) -> None:
        self._staging = staging
        self._in_order = in_order

    def __enter__(self) -> Self:
        check()
        import duckdb

        self._staging.mkdir(parents=True, exist_ok=True)
        _sweep(self._staging)
        self.scratch = Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=self._staging))
        self._base = duckdb.connect(
            config={
                "memory_limit": MEMORY,
                "temp_directory": str(self.scratch / "spill"),
                "threads": 1 if self._in_order else 2,
                "preserve_insertion_order": self._in_order,
                "autoinstall_known_extensions": False,
                "autoload_known_extensions": False,
            }
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
        shutil.rmtree(self.scratch, ignore_errors=True)

    def run(self, sql: str, values: tuple[Any, ...] = (), **tables: Any) -> list[tuple[Any, ...]]:
        """Run a statement over named Arrow readers and return its rows."""
        result = self._cursor(tables).execute(sql, list(values))
        rows: list[tuple[Any, ...]] = result.fetchall()
        return rows

    def stream(self, sql: str, schema: pa.Schema | None = None, size: int = SLICE, **tables: Any) -> Iterator[Any]:
        """Yield the rows of a query as Arrow batches, as ``schema`` where one is given."""
        cursor = self._cursor(tables)
        for batch in cursor.sql(sql).to_arrow_reader(size):
            yield batch.cast(schema) if schema else batch

    def reader(self, sql: str, schema: pa.Schema, **tables: Any) -> pa.RecordBatchReader:
        """Return the rows of a query as one Arrow stream."""
        return pa.RecordBatchReader.from_batches(schema, self.stream(sql, schema, **tables))

    def _cursor(self, tables: dict[str, Any]) -> Any:
        cursor = self._base.cursor()
        for name, rows in tables.items():
            cursor.register(name, rows)
        return cursor


def _sweep(folder: Path) -> None:
    """Remove what engines of processes that are no more have left."""
    for left in folder.iterdir():
        owner = left.name.partition("-")[0]
        if owner.isdecimal() and not Path(f"/proc/{owner}").exists():
            shutil.rmtree(left, ignore_errors=True)
