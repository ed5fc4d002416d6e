"""The engines that are asked the same questions over the same rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

from benchmarks.search.questions import Question

from zhiquan.records.corpus.model import PatentRecord

Answer = tuple[int, list[str]]
"""The total and the first twenty keys."""


class Peer(Protocol):
    """One engine: built once, asked often; ``cpu`` is what it and its server used so far, in seconds."""

    name: str

    def build(self, folder: Path, records: Iterable[PatentRecord]) -> None:
        """Take in all records, ready to be asked."""

    def ask(self, question: Question) -> Answer | None:
        """Answer a question, ``None`` where the engine cannot be asked it."""

    def replace(self, records: Iterable[PatentRecord]) -> None:
        """Take the records in the place of those with the same keys, ready to be asked."""

    def cpu(self) -> float:
        """Return CPU seconds used so far."""

    def size(self) -> int:
        """Return bytes on disk."""

    def close(self) -> None:
        """Let go of everything."""


def folder_size(path: Path) -> int:
    """Return the bytes of all files below a folder, or of one file and its companions."""
    found = path.rglob("*") if path.is_dir() else path.parent.glob(f"{path.name}*")
    return sum(item.stat().st_size for item in found if item.is_file())
