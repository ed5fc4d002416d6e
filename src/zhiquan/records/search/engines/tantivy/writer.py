"""Writes a whole index into an empty folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.search.engines.tantivy.schema import document, open_folder

_COMMIT_EVERY = 200_000
_HEAP = 256_000_000
"""Bytes the writer may hold before it flushes a segment; 1 GB builds larger corpora a little faster."""


def write(folder: Path, records: Iterable[PatentRecord]) -> int:
    """Index the records and return how many. The folder is complete on return."""
    writer = open_folder(folder).writer(heap_size=_HEAP, num_threads=1)
    count = 0
    for record in records:
        writer.add_document(document(record))
        count += 1
        if count % _COMMIT_EVERY == 0:
            writer.commit()
    writer.commit()
    writer.wait_merging_threads()
    return count
