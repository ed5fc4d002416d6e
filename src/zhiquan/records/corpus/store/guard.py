"""Who may not open an engine: what answers a web request reads through Arrow and small files alone.

DuckDB takes memory, processors and scratch space for itself, fit for one job at a time and not for many requests at
once. Import rules cannot tell a page from a job that reads the same module, so the door itself is shut.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_SHUT: ContextVar[bool] = ContextVar("engine shut", default=False)


@contextmanager
def without_engine() -> Iterator[None]:
    """Shut the engine for what runs within; ``RuntimeError`` where something opens it all the same."""
    token = _SHUT.set(True)
    try:
        yield
    finally:
        _SHUT.reset(token)


def check() -> None:
    """``RuntimeError`` where the engine is shut."""
    if _SHUT.get():
        raise RuntimeError("DuckDB never runs inside a web request: let the worker do it, or read by Lake.about")
