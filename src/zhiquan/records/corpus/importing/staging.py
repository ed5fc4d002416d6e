"""Staged rows of a batch on the way into the lake: one Arrow stream per table, with marks at which to continue.

A mark (``mark.json``, replaced atomically) says how many rows of the file were read, how far each stream and the list
of refused rows reached, and the tally. Whatever was written after the last mark is cut off when the batch is taken up
again, so that a kill at any moment costs the rows since then and nothing else.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.model import Record
from zhiquan.records.corpus.store.schema import SCHEMAS, to_batch
from zhiquan.records.durable import durable

SLICE = 2_000
"""Rows of one table held in memory before they are written."""
LEFT_OVER = 3
"""So many batches that were cut short wait to be taken up again; the oldest beyond them are given up."""
FORM = 1
"""Form of the staged files; another one is not continued."""
_SAID = "said"
_STAGED = {name: schema.append(pa.field(_SAID, pa.binary())) for name, schema in SCHEMAS.items()}
"""The lake's columns and the digest of what the row says."""
_OPTIONS = pa.ipc.IpcWriteOptions(compression="zstd")


@dataclass
class Mark:
    """Where a batch can be taken up: rows read, bytes of every file, the tally as it stood."""

    read: int = 0
    files: dict[str, int] = field(default_factory=dict)
    tally: dict[str, Any] = field(default_factory=dict)


class _Stream:
    """The stream of one table that this run writes; ``name`` is the file's."""

    def __init__(self, folder: Path, table: str, run: int) -> None:
        self.name = f"{table}.{run}.arrows"
        self._table = table
        self._held: list[tuple[Record, bytes]] = []
        self._sink = (folder / self.name).open("wb")
        self._writer = pa.ipc.new_stream(self._sink, _STAGED[table], options=_OPTIONS)

    def add(self, record: Record, said: bytes) -> None:
        self._held.append((record, said))
        if len(self._held) == SLICE:
            self._write()

    def _write(self) -> None:
        if self._held:
            batch = to_batch(self._table, [record for record, _ in self._held])
            said = pa.array([said for _, said in self._held], type=pa.binary())
            self._writer.write_batch(pa.RecordBatch.from_arrays([*batch.columns, said], schema=_STAGED[self._table]))
            self._held = []

    def settle(self) -> int:
        """Bring everything to the disk and return the file's length."""
        self._write()
        self._sink.flush()
        os.fsync(self._sink.fileno())
        return self._sink.tell()

    def close(self) -> None:
        self._sink.close()


class Staging:
    """The folder of one batch below the lake's ``.staging``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.mark = self._taken_up()
        self._run = len(self.mark.files)
        self._streams: dict[str, _Stream] = {}

    @property
    def refused(self) -> Path:
        """The list of refused rows while the batch is being read."""
        return self.folder / "refused.jsonl"

    @property
    def seen(self) -> Path:
        """The file that ``Seen`` spills into."""
        return self.folder / "seen.sqlite"

    def _taken_up(self) -> Mark:
        """Return the last mark with the files cut to it; without a usable one everything is cleared."""
        found = _read_mark(self.folder / "mark.json")
        if any(_length(self.folder / name) < length for name, length in found.files.items()):
            found = Mark()
        for path in self.folder.iterdir():
            if path.name in found.files:
                os.truncate(path, found.files[path.name])
            elif not (found.files and path.name == "mark.json"):
                path.unlink()
        return found

    def staged(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield table, record and digest of every row that an earlier run staged."""
        for name in self._names():
            table = name.partition(".")[0]
            for batch in self._batches(name):
                records, said = batch.column("record").to_pylist(), batch.column(_SAID).to_pylist()
                yield from ((table, str(record), digest or b"") for record, digest in zip(records, said, strict=True))

    def add(self, table: str, record: Record, said: bytes) -> None:
        """Stage a record."""
        if table not in self._streams:
            self._streams[table] = _Stream(self.folder, table, self._run)
        self._streams[table].add(record, said)

    def settle(self, read: int, tally: Mapping[str, Any], refused: int) -> None:
        """Set a mark: everything up to row ``read`` is on the disk."""
        files = {**self.mark.files, **{stream.name: stream.settle() for stream in self._streams.values()}}
        self.mark = Mark(read, {**files, self.refused.name: refused}, dict(tally))
        durable(self.folder / "mark.json", json.dumps({"form": FORM, **vars(self.mark)}, ensure_ascii=False))

    def close(self) -> None:
        """Close the files; what is written stays."""
        for stream in self._streams.values():
            stream.close()
        self._streams = {}

    def readers(self) -> dict[str, pa.RecordBatchReader]:
        """Return the settled rows of every table, in order, as the lake takes them."""
        tables = dict.fromkeys(name.partition(".")[0] for name in self._names())
        return {table: pa.RecordBatchReader.from_batches(SCHEMAS[table], self._rows(table)) for table in tables}

    def hand_out(self, path: Path) -> None:
        """Put the list of refused rows, whole, where people find it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        shutil.copyfile(self.refused, part)
        part.replace(path)

    def remove(self) -> None:
        """Take the folder away."""
        self.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _names(self) -> list[str]:
        return [name for name in self.mark.files if name.endswith(".arrows")]

    def _rows(self, table: str) -> Iterator[pa.RecordBatch]:
        for name in self._names():
            if name.partition(".")[0] == table:
                for batch in self._batches(name):
                    yield pa.RecordBatch.from_arrays(batch.columns[:-1], schema=SCHEMAS[table])

    def _batches(self, name: str) -> Iterator[pa.RecordBatch]:
        with ExitStack() as stack:
            source = stack.enter_context(pa.memory_map(str(self.folder / name)))
            yield from stack.enter_context(pa.ipc.open_stream(source))


def _length(path: Path) -> int:
    return path.stat().st_size if path.is_file() else -1


def _read_mark(path: Path) -> Mark:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return Mark()
    form = found.pop("form", None)
    return Mark(**found) if form == FORM else Mark()


def clear(folder: Path, *batches: str) -> None:
    """Take away the staged files of some batches, and of all but the ``LEFT_OVER`` youngest that were cut short."""
    for batch in batches:
        shutil.rmtree(folder / batch, ignore_errors=True)
    if folder.is_dir():
        waiting = sorted((path for path in folder.iterdir()), key=lambda path: path.stat().st_mtime, reverse=True)
        for path in waiting[LEFT_OVER:]:
            shutil.rmtree(path, ignore_errors=True)
