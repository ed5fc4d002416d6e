"""The query language: text → frozen tree, each half of it usable without any engine."""

from __future__ import annotations

from zhiquan.records.search.language.parser import parse

__all__ = ["parse"]
