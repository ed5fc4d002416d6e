"""Named things that a room registers and another room calls without importing it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Registry(Generic[T]):
    """A port's register: each name once, in order of registration."""

    def __init__(self, port: str) -> None:
        self.port = port
        self._items: dict[str, T] = {}

    def register(self, name: str, item: T) -> None:
        """Add ``item`` under ``name``; the same object may be registered again, another one may not."""
        if self._items.get(name, item) is not item:
            raise ValueError(f"{self.port}: {name!r} is registered already")
        self._items[name] = item

    def get(self, name: str) -> T:
        """Return the item, or raise ``KeyError`` that lists what there is."""
        try:
            return self._items[name]
        except KeyError:
            known = ", ".join(sorted(self._items)) or "nothing"
            raise KeyError(f"{self.port}: {name!r} is not registered; known: {known}") from None

    def __contains__(self, name: str) -> bool:
        return name in self._items

    def __iter__(self) -> Iterator[tuple[str, T]]:
        return iter(tuple(self._items.items()))
