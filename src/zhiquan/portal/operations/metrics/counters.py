"""Counters of requests, shared by all processes of the site: each counts in a small file of its own.

A file is a row of 64-bit counts, mapped into memory; whoever is asked adds up the files. A process holds its file
locked while it lives, two files where its first two answers come at once; the counts of one that has died are added to
those of the past by the next one that starts, so that no counter ever falls.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import struct
import tempfile
import threading
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

BUCKETS = (0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the histogram in seconds; what is slower lies beyond the last."""
STATUSES = ("2xx", "3xx", "4xx", "5xx")
REFUSED = (403, 409, 422, 429)
OTHER = "other"
_WIDTH = len(STATUSES) + 1 + len(BUCKETS) + 1 + 1
_PAST = "past"


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted in one area: answers by class of status, refusals, answers by bucket, their microseconds."""

    area: str
    statuses: tuple[int, ...]
    refusals: int
    buckets: tuple[int, ...]
    microseconds: int


class Counters:
    """The counters of an installation; ``areas`` are the parts of the site that are told apart."""

    def __init__(self, folder: Path, areas: Sequence[str]) -> None:
        self._areas = (*sorted({*areas} - {OTHER}), OTHER)
        self._places = {area: place * _WIDTH for place, area in enumerate(self._areas)}
        self._size = len(self._areas) * _WIDTH * 8
        layout = hashlib.sha256(repr((self._areas, BUCKETS, STATUSES)).encode()).hexdigest()[:8]
        self._folder = folder / f"counts-{layout}"
        self._turn = threading.Lock()
        self._pid, self._counts = 0, memoryview(b"")

    def count(self, area: str, status: int, seconds: float) -> None:
        """Count one answer."""
        start = self._places.get(area, self._places[OTHER])
        with self._turn:
            if self._pid != os.getpid():  # the first answer, or the first after a fork
                self._counts, self._pid = self._opened(), os.getpid()
            self._counts[start + min(max(status // 100 - 2, 0), 3)] += 1
            self._counts[start + len(STATUSES)] += status in REFUSED
            self._counts[start + len(STATUSES) + 1 + bisect_left(BUCKETS, seconds)] += 1
            self._counts[start + _WIDTH - 1] += int(seconds * 1_000_000)

    def read(self) -> list[Counted]:
        """Return what all processes have counted, those that are gone included, by area."""
        total = [0] * (self._size // 8)
        with self._steady(fcntl.LOCK_SH):
            for path in self._folder.glob("*.counts"):
                total = [a + b for a, b in zip(total, self._values(path), strict=True)]
        return [self._counted(area, total[start : start + _WIDTH]) for area, start in self._places.items()]

    @staticmethod
    def _counted(area: str, row: Sequence[int]) -> Counted:
        end = len(STATUSES)
        return Counted(area, tuple(row[:end]), row[end], tuple(row[end + 1 : -1]), row[-1])

    def _opened(self) -> memoryview:
        with self._steady(fcntl.LOCK_EX):
            self._bury()
            # never a name that another of this process may hold: its lock would be waited for without end
            handle, _ = tempfile.mkstemp(".counts", f"{os.getpid()}-", self._folder)
            fcntl.flock(handle, fcntl.LOCK_EX)  # held until the process ends, however it ends
            os.ftruncate(handle, self._size)
            return memoryview(mmap.mmap(handle, self._size)).cast("Q")

    def _bury(self) -> None:
        """Add the counts of processes that have died to those of the past."""
        past = self._folder / f"{_PAST}.counts"
        for path in self._folder.glob("*.counts"):
            if path != past and _is_free(path):
                kept = self._values(past) if past.exists() else [0] * (self._size // 8)
                sums = [a + b for a, b in zip(kept, self._values(path), strict=True)]
                draft = past.with_suffix(".part")
                draft.write_bytes(struct.pack(f"={len(sums)}Q", *sums))
                draft.replace(past)
                path.unlink()

    def _values(self, path: Path) -> Sequence[int]:
        content = path.read_bytes()
        return struct.unpack(f"={self._size // 8}Q", content) if len(content) == self._size else [0] * (self._size // 8)

    @contextmanager
    def _steady(self, how: int) -> Iterator[None]:
        """Keep files from coming and going meanwhile."""
        self._folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(self._folder / ".lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(handle, how)
            yield
        finally:
            os.close(handle)


def _is_free(path: Path) -> bool:
    handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(handle)
