"""Is this a Parquet table of PATSTAT applicants?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from zhiquan.records.corpus.loaders import Look
from zhiquan.records.corpus.reading.refusing import damaged

MAGIC = b"PAR1"
NEEDED = frozenset({"han_name", "person_ctry_code", "psn_sector"})


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """Open a Parquet file; whatever is wrong with it is a refusal."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as table:
            yield table
    except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
        raise damaged(path.name) from error


def look(path: Path) -> Look:
    """Say whether the columns name applicant, country and sector."""
    with path.open("rb") as stream:
        if stream.read(len(MAGIC)) != MAGIC:
            return Look(fits=False)
    with opened(path) as table:
        return Look(fits=set(table.schema_arrow.names) >= NEEDED)
