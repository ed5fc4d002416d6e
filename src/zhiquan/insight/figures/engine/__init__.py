"""The engine of the figures: the only room that imports Ibis and DuckDB."""

from zhiquan.insight.figures.engine.onepass import compute

__all__ = ["compute"]
