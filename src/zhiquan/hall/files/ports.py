"""The port through which the room that owns an object says who may read the files that belong to it."""

from __future__ import annotations

from typing import Protocol

from zhiquan.office.access.selectors import Actor
from zhiquan.rules.registry import Registry


class FileOwner(Protocol):
    """A room that holds files by their number."""

    def __call__(self, actor: Actor, file_id: int) -> bool:
        """Say whether the file belongs to something of this room that the actor may see; when in doubt, no."""
        ...


file_owners: Registry[FileOwner] = Registry("file owners")
