"""Where the engine computes: DuckDB in this process, or Spark over the same Parquet files; both through Ibis.

A backend is a context that gives an open Ibis connection. What passes the conformance suite (``tests/insight/figures/
test_engine.py``: every figure equal to the count by hand) may be one. Spark is the optional extra ``spark``.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

import ibis

Backend = Callable[[], AbstractContextManager[Any]]


def duckdb(memory: str = "") -> Backend:
    """Return DuckDB in memory; ``memory`` bounds it (``2GB``), beyond it spills to disk."""
    return partial(_duckdb, memory)


@contextmanager
def _duckdb(memory: str) -> Iterator[Any]:
    with warnings.catch_warnings():
        # Ibis 12 still calls what DuckDB 2 renamed
        warnings.filterwarnings("ignore", message="fetch_arrow_table", category=DeprecationWarning)
        connection = ibis.duckdb.connect(**({"memory_limit": memory} if memory else {}))
        try:
            yield connection
        finally:
            connection.disconnect()


def spark(session: Any) -> Backend:
    """Return a Spark session that stands already, local or of a cluster; it is left as it is."""
    return partial(_spark, session)


@contextmanager
def _spark(session: Any) -> Iterator[Any]:
    with warnings.catch_warnings():
        # PySpark 4 still calls what pandas 3 has made its default
        warnings.simplefilter("ignore", DeprecationWarning)
        yield ibis.pyspark.connect(session)


def facts_of(connection: Any, files: list[str]) -> Any:
    """Return the files of one version of a view as one table; through Ibis Spark takes one path at a time."""
    if connection.name != "pyspark":
        return connection.read_parquet(files)
    first, *others = (connection.read_parquet(file) for file in files)
    return ibis.union(first, *others) if others else first
