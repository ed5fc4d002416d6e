"""The lake: Delta tables. The only room that imports deltalake; DuckDB does the sorting."""

from __future__ import annotations

from zhiquan.records.corpus.store.checking import Fault, Verification
from zhiquan.records.corpus.store.lake import Commit, Lake
from zhiquan.records.corpus.store.manifest import Kind, Manifest

__all__ = ["Commit", "Fault", "Kind", "Lake", "Manifest", "Verification"]
