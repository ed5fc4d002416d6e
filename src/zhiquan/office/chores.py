"""The port of the tick: what a room has to do again and again beside its requests, each safe to repeat at any time."""

from __future__ import annotations

from typing import Protocol

from zhiquan.rules.registry import Registry


class Chore(Protocol):
    """Something that the tick does; several ticks may be at it at once, and any of them may be killed."""

    def __call__(self) -> int:
        """Do what is due and return how much was done."""
        ...


chores: Registry[Chore] = Registry("chores")
