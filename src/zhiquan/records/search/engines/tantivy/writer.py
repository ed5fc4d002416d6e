"""Writes a whole index into an empty folder, from nothing or from the generation before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path

from zhiquan.records.search.engines.tantivy.feeding import written
from zhiquan.records.search.engines.tantivy.segments import Writing, join, start_from
from zhiquan.records.search.entry import Item

SLICE = 512
ALONE = 16
"""Slices written by this process first: a small import needs no helpers."""
_HEAP = 256_000_000
"""Bytes the writer may hold before it flushes a segment."""


def write(folder: Path, records: Iterable[Item], *, base: Path | None = None, dropped: Iterable[str] = ()) -> int:
    """Index the records and return how many the index then holds. The folder is complete on return.

    With ``base`` the folder starts as that generation, without the keys ``dropped``.
    """
    if base is not None:
        start_from(base, folder)
    own = Writing(folder, _HEAP)
    own.drop(dropped)
    slices = _slices(iter(records))
    for some in islice(slices, ALONE):
        own.add(some)
    own.close()
    more = next(slices, None)
    return join(folder, written(chain([more], slices), folder) if more else ())


def _slices(records: Iterator[Item]) -> Iterator[list[Item]]:
    while some := list(islice(records, SLICE)):
        yield some
