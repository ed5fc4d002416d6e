"""Which records a batch holds already: exact, and bounded in memory however many there are."""

from __future__ import annotations

import sqlite3
from enum import Enum
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

KEY = 16
"""Bytes kept of a record's name: two names of one batch meeting is less likely than a broken disk."""
CACHE_KIB = 64 * 1024
"""So much of the table stays in memory; SQLite writes the rest to the file."""


class Verdict(Enum):
    """What a row is beside the rows before it."""

    NEW = "new"
    REPEATED = "repeated"
    CONTRADICTED = "contradicted"


class Seen:
    """The records let through so far, each with a digest of what it says.

    ``path`` is the file they spill into (none: a file without name that goes with the process). Nothing survives:
    whoever continues a batch adds what is staged again.
    """

    def __init__(self, path: Path | None = None, cache_kib: int = CACHE_KIB) -> None:
        if path:
            path.unlink(missing_ok=True)
        self._base = sqlite3.connect(str(path) if path else "", isolation_level=None)
        for name, value in (
            ("journal_mode", "OFF"),
            ("synchronous", "OFF"),
            ("locking_mode", "EXCLUSIVE"),
            ("temp_store", "FILE"),
            ("cache_size", f"-{cache_kib}"),
        ):
            self._base.execute(f"PRAGMA {name}={value}")
        self._base.execute("CREATE TABLE seen(record BLOB PRIMARY KEY, said BLOB NOT NULL) WITHOUT ROWID")
        self._base.execute("BEGIN")  # one transaction that never ends: pages go to disk only when the cache is full

    def add(self, table: str, record: str, said: bytes) -> Verdict:
        """Remember a record and say whether it was there before, with the same content or with other."""
        name = blake2b(f"{table}\x00{record}".encode(), digest_size=KEY).digest()
        if self._base.execute("INSERT OR IGNORE INTO seen VALUES(?, ?)", (name, said)).rowcount:
            return Verdict.NEW
        (earlier,) = self._base.execute("SELECT said FROM seen WHERE record = ?", (name,)).fetchone()
        return Verdict.REPEATED if earlier == said else Verdict.CONTRADICTED

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._base.close()
