"""Definitions kept in memory for as long as their files stay as they are."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from zhiquan.definitions import files

Read = TypeVar("Read")
log = logging.getLogger(__name__)
EVERY = 1.0
"""Seconds after which files are looked at again: a change is in force in every process so soon."""

Stamp = tuple[tuple[str, int, int], ...]


@dataclass(slots=True)
class _Held(Generic[Read]):
    value: Read
    stamp: Stamp
    looked: float


class Watched(Generic[Read]):
    """What is read from the files of one folder, shipped and the region's own, and read again when they change.

    ``read`` makes it from the region's folder. The first reading raises what is wrong with the files. A later change
    that cannot be read is logged as an error each time it is looked at, and what was in force stays in force: a slip
    in a file must not stop an office that works.
    """

    def __init__(self, folder: str, read: Callable[[Path | None], Read]) -> None:
        self._folder, self._read, self._held = folder, read, dict[Path | None, _Held[Read]]()

    def __call__(self, region: Path | None = None) -> Read:
        """Return what the files say; they are looked at once a second at most."""
        held, at = self._held.get(region), time.monotonic()
        if held is None:
            stamp = self._stamp(region)
            held = self._held[region] = _Held(self._read(region), stamp, at)
        elif at - held.looked >= EVERY:
            held.looked = at
            self._look(region, held)
        return held.value

    def _look(self, region: Path | None, held: _Held[Read]) -> None:
        stamp = self._stamp(region)
        if stamp == held.stamp:
            return
        try:
            held.value, held.stamp = self._read(region), stamp
        except Exception:  # whatever is wrong with a file must not stop the office
            log.exception("%s: the files were changed and cannot be read; what was in force stays", self._folder)

    def _stamp(self, region: Path | None) -> Stamp:
        found = []
        for path in files(self._folder, region=region):
            stat = path.stat()
            found.append((str(path), stat.st_mtime_ns, stat.st_size))
        return tuple(found)
