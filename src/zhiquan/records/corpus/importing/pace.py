"""How far an import is: rows so far, and rows in all as the file says or as its bytes let one expect."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

Progress = Callable[[int, int | None], None]
"""Called now and then with the rows read so far (by an earlier run too) and about how many there are, where known."""

_OPEN_FILES = Path("/proc/self/fdinfo")
_ENOUGH = 0.002
"""Share of a file below which nothing is concluded from it."""


def rows_in_all(share: float | None, claimed: int | None, done: int) -> int | None:
    """Return about how many rows a file has: what it claims, else what the share read so far lets one expect."""
    if claimed is not None:
        return max(claimed, done)
    return max(done, round(done / share)) if share and share >= _ENOUGH else None


def share_read(path: Path) -> float | None:
    """Return how much of a file this process has read, by the place of its open descriptors; ``None`` where the
    system does not tell."""
    if not _OPEN_FILES.is_dir() or not path.is_file():
        return None
    size, wanted, furthest = path.stat().st_size, path.resolve(), -1
    for entry in os.listdir(_OPEN_FILES):  # noqa: PTH208 - names only
        try:
            if Path(f"/proc/self/fd/{entry}").resolve() == wanted:
                told = (_OPEN_FILES / entry).read_text("ascii").split()
                furthest = max(furthest, int(told[1]))
        except OSError:
            continue  # closed meanwhile
    return None if furthest < 0 or not size else min(furthest / size, 1.0)
