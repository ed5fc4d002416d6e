"""The port of the returns room: who hears of what happens in a round."""

from __future__ import annotations

from typing import Protocol

from zhiquan.office.returns.models import Step
from zhiquan.rules.registry import Registry


class Watcher(Protocol):
    """Hears of every step inside the transaction that records it, and writes rows of the same database only."""

    def __call__(self, step: Step) -> None:
        """Take note of a step."""
        ...


watchers: Registry[Watcher] = Registry("return watchers")
