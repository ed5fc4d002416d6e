"""The data files of an open table: which there are, reading them, and their digests."""

# ruff: noqa: S608 - the statements are made of our own names and of values through literal()

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator
from typing import Any
from urllib.parse import unquote, urlparse

import pyarrow as pa
import pyarrow.dataset as ds
import pyarrow.fs as pf


def paths(table: Any) -> list[str]:
    """Return the data files of an open table, as paths below it (the log writes them percent-encoded)."""
    return [unquote(str(path)) for path in pa.table(table.get_add_actions(flatten=True))["path"].to_pylist()]


def dataset(table: Any, only: Collection[str] | None = None) -> ds.FileSystemDataset:
    """Return an open table (or some of its files) as an Arrow dataset.

    Made here because the library attaches statistics to the files in a type that Arrow cannot compare with strings.
    """
    adds = pa.table(table.get_add_actions(flatten=True))
    columns = ["path", *(name for name in ("partition.source",) if name in adds.column_names)]
    rows = adds.select(columns).to_pylist()
    files, form = filesystem(table), ds.ParquetFileFormat()
    fragments = [
        form.make_fragment(unquote(row["path"]), files, _partition(row))
        for row in rows
        if only is None or unquote(row["path"]) in only
    ]
    return ds.FileSystemDataset(fragments, pa.schema(table.schema().to_arrow()), form, files)


def _partition(row: dict[str, Any]) -> ds.Expression | None:
    return ds.field("source") == row["partition.source"] if "partition.source" in row else None


def filesystem(table: Any) -> pf.FileSystem:
    """Return the file system below an open table: this machine's, or the object store's."""
    place = urlparse(str(table.table_uri))
    if place.scheme in ("", "file"):
        return pf.SubTreeFileSystem(unquote(place.path), pf.LocalFileSystem())
    files = table.to_pyarrow_dataset().filesystem
    if not isinstance(files, pf.FileSystem):
        raise TypeError(f"no file system for {place.scheme}")
    return files


def scan(
    table: Any,
    columns: list[str] | None = None,
    *,
    source: str | None = None,
    files: Collection[str] | None = None,
    size: int = 65_536,
) -> pa.RecordBatchReader:
    """Return a reader of an open table: some columns, one source, some files; it reads little ahead, so memory stays
    bounded."""
    whole = dataset(table, files)
    held = columns and [name for name in columns if name in whole.schema.names]
    only = None if source is None else ds.field("source") == source
    scanner = whole.scanner(columns=held, filter=only, batch_size=size, batch_readahead=2, fragment_readahead=1)
    return scanner.to_reader()


def chosen(table: Any, column: str, values: Collection[str], columns: Collection[str]) -> Iterator[pa.RecordBatch]:
    """Yield the rows of an open table with one of some values in a column; files that cannot hold one are not read."""
    from deltalake import QueryBuilder

    held = {one.name for one in table.schema().fields}
    names = ", ".join(f'"{name}"' for name in columns if name in held)
    wanted = sorted(set(values)) if column in held else []
    for start in range(0, len(wanted), _ASKED_AT_ONCE):
        listed = ", ".join(literal(value) for value in wanted[start : start + _ASKED_AT_ONCE])
        rows = (
            QueryBuilder().register("held", table).execute(f'SELECT {names} FROM held WHERE "{column}" IN ({listed})')
        )
        yield from pa.RecordBatchReader.from_stream(rows)


_ASKED_AT_ONCE = 5_000
"""A statement with some tens of thousands of values ends the process: the query engine runs out of stack."""


def literal(value: str) -> str:
    """Return a text as SQL writes it."""
    return "'" + value.replace("'", "''") + "'"


def digests(table: Any, wanted: Collection[str]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield path → size and SHA-256 of data files of a table, read from where they lie; ``OSError`` where one is
    not."""
    files = filesystem(table)
    for path in sorted(wanted):
        found, size = hashlib.sha256(), 0
        with files.open_input_stream(path) as stream:
            while piece := stream.read(2**20):
                found.update(piece)
                size += len(piece)
        yield path, (size, found.hexdigest())
