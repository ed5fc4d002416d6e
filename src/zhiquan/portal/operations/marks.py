"""Marks that something ran: one small file each, so that doctor and monitoring can say when it last did."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from zhiquan.records.durable import durable
from zhiquan.settings.folders import DataFolder


def leave(data: DataFolder, name: str, at: datetime, **facts: Any) -> None:
    """Leave the mark of something that just ran."""
    data.run.mkdir(parents=True, exist_ok=True)
    durable(data.run / f"{name}.json", json.dumps({"at": at.isoformat(timespec="seconds"), **facts}))


def last(data: DataFolder, name: str) -> datetime | None:
    """Return when something last ran; None when it never did."""
    try:
        told = json.loads((data.run / f"{name}.json").read_text("utf-8"))
    except FileNotFoundError:
        return None
    return datetime.fromisoformat(told["at"])
