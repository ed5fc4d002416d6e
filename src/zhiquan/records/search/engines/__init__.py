"""Engines behind the port ``engine``."""

from __future__ import annotations

from zhiquan.records.search.engine import Engine
from zhiquan.records.search.engines.naive import Naive
from zhiquan.records.search.engines.tantivy import Tantivy

EMBEDDED: Engine = Tantivy()
"""The engine that needs no server: what an index is built with unless another is asked for."""
ENGINES: dict[str, Engine] = {engine.name: engine for engine in (EMBEDDED, Naive())}
"""Name → engine, for generations to be opened by what they were built with."""
