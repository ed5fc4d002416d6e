"""The embedded engine: tantivy."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.schema import VERSION
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.entry import Item


class Tantivy:
    """Segments in a folder, read by this process; the default."""

    name = "tantivy"
    version = VERSION

    def write(
        self, folder: Path, records: Iterable[Item], *, base: Path | None = None, dropped: Iterable[str] = ()
    ) -> int:
        """Write a generation; see ``Engine``."""
        return write(folder, records, base=base, dropped=dropped)

    def open(self, folder: Path) -> Reader:
        """Open a generation; ``ValueError`` when its files are damaged."""
        return Reader(folder)
