"""Bringing more rows than memory holds into the order of one column: spread over files by ranges, each sorted alone.

Sorting whole rows inside DuckDB fails where their nested columns exceed what it may hold; here only one range of rows
is ever in memory.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

AT_ONCE = 20_000
"""Rows of one range, about: what is sorted in memory."""
MOST_RANGES = 400
"""So many files at most are open at once; beyond, ranges grow."""
SAMPLE = 20_000
"""Values from which the bounds of the ranges are taken."""
_HANDED_ON = 2_000


def bounds(sample: Sequence[str], rows: int) -> list[str]:
    """Return the first values of all ranges but the first, so that each holds about ``AT_ONCE`` of ``rows`` rows."""
    ranges = min(MOST_RANGES, -(-rows // AT_ONCE))
    values = sorted(sample)
    return sorted({values[at * len(values) // ranges] for at in range(1, ranges)}) if values else []


def ordered(rows: Iterable[Any], by: str, starts: Sequence[str], folder: Path) -> Iterator[pa.RecordBatch]:
    """Yield Arrow batches in the order of the texts in column ``by``; ``folder`` holds the ranges meanwhile."""
    if not starts:
        yield from _sorted(list(rows), by)
        return
    folder.mkdir(parents=True)
    for path in _spread(rows, by, starts, folder):
        if path.exists():
            with pa.memory_map(str(path)) as source:
                held = pa.ipc.open_file(source)
                yield from _sorted([held.get_batch(at) for at in range(held.num_record_batches)], by)
            path.unlink()


def _spread(rows: Iterable[Any], by: str, starts: Sequence[str], folder: Path) -> list[Path]:
    """Write each range into a file of its own."""
    paths = [folder / f"{at:04}.arrow" for at in range(len(starts) + 1)]
    with ExitStack() as stack:
        writers: dict[int, Any] = {}
        for batch in rows:
            where = np.array([bisect_right(starts, value) for value in batch[by].to_pylist()])
            for at in np.unique(where).tolist():
                if at not in writers:
                    sink = stack.enter_context(pa.OSFile(str(paths[at]), "wb"))
                    writers[at] = stack.enter_context(pa.ipc.new_file(sink, batch.schema))
                writers[at].write_batch(batch.take(pa.array(np.flatnonzero(where == at))))
    return paths


def _sorted(batches: list[Any], by: str) -> Iterator[pa.RecordBatch]:
    if batches:
        yield from pa.Table.from_batches(batches).sort_by(by).to_batches(max_chunksize=_HANDED_ON)
