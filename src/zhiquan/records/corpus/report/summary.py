"""The report of a batch as a file beside the lake."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from zhiquan.records.corpus.report.outcome import ImportReport, Reason, TableReport
from zhiquan.records.durable import durable
from zhiquan.rules.text import Text


def write_summary(path: Path, report: ImportReport) -> None:
    """Write the report as JSON, atomically."""
    durable(path, json.dumps(asdict(report), ensure_ascii=False, indent=1))


def read_summary(path: Path) -> ImportReport | None:
    """Read what ``write_summary`` wrote, ``None`` when it is not there."""
    if not path.is_file():
        return None
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    tables = tuple(TableReport(**{**table, **_reasons(table)}) for table in data["tables"])
    return ImportReport(**{**data, **_reasons(data), "tables": tables})


def _reasons(data: Mapping[str, Any]) -> dict[str, tuple[Reason, ...]]:
    return {name: _read(data[name]) for name in ("by_reason", "doubts")}


def _read(stored: Sequence[Mapping[str, Any]]) -> tuple[Reason, ...]:
    return tuple(Reason(one["rule"], Text(**one["text"]), one["count"], tuple(one["examples"])) for one in stored)
