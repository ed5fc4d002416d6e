"""The port of what else opens somebody's account, and ends with its password: another room's tokens, for example."""

from __future__ import annotations

from typing import Protocol

from zhiquan.rules.registry import Registry


class Ending(Protocol):
    """A room's way to end what it gave a person to act with."""

    def __call__(self, user_id: int, by: int | None, address: str) -> int:
        """End all of it, noted as done by somebody (``None``: who operates the machine); return how many."""
        ...


endings: Registry[Ending] = Registry("endings")
