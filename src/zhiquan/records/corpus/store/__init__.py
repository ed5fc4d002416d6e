"""The lake: Delta tables. The only room that imports deltalake."""

from __future__ import annotations

from zhiquan.records.corpus.store.lake import Commit, Lake

__all__ = ["Commit", "Lake"]
