"""The rows of a file with how much of it is read; a large one is read by a second process, ahead of the gates.

Reading takes about a third of an import, judging and staging the rest. What the helper has read waits in a pipe, which
holds little: neither side runs away from the other, and memory stays bounded. It ends when this process does.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing, contextmanager
from itertools import islice
from multiprocessing.connection import Connection
from pathlib import Path

from zhiquan.records.corpus.importing.job import Reader
from zhiquan.records.corpus.importing.pace import share_read
from zhiquan.records.corpus.loaders import Loader, RawRow, Value
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LARGE = 16_000_000
"""Bytes from which a helper is worth the second that it takes to start."""
SLICE = 100
"""Rows that go through the pipe at a time."""
Slice = tuple[Iterable[RawRow], float | None]
"""Rows, and the share of the file that was read when the last of them was, where the system tells."""
_Row = tuple[str, dict[str, Value], dict[str, Value], str]
_GONE = Text(
    "读取 {name} 的进程意外终止（可能内存不足）；已读的行保留，重新运行同一命令即继续。",
    "The process reading {name} ended unexpectedly (memory may have run out); what was read is kept: run the same"
    " command again to go on.",
)


@contextmanager
def read_ahead(reader: Reader, path: Path, skipped: int) -> Iterator[Iterator[Slice]]:
    """Give the rows of a file after the first ``skipped``, in order; what the reader raises is raised here.

    Only the loaders go to a helper: a table with a mapping of its own is read here.
    """
    if not isinstance(reader, Loader) or path.stat().st_size < LARGE:
        yield ((rows, share_read(path)) for rows in _sliced(reader, path, skipped))
        return
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_serve, args=(theirs, reader, path, skipped), daemon=True)
    process.start()
    theirs.close()
    try:
        with closing(_received(ours, path)) as slices:
            yield slices
    finally:
        ours.close()
        process.join()


def _received(connection: Connection, path: Path) -> Generator[Slice, None, None]:
    while True:
        try:
            told: tuple[list[_Row], float | None] | BaseException | None = connection.recv()
        except EOFError as error:
            raise Refusal("import.reader-gone", _GONE.format(name=path.name)) from error
        if told is None:
            return
        if isinstance(told, BaseException):
            raise told
        rows, share = told
        yield [RawRow(*row) for row in rows], share


def _serve(connection: Connection, reader: Loader, path: Path, skipped: int) -> None:
    """Send slices until the file ends, or the other side is gone."""
    try:
        for rows in _sliced(reader, path, skipped):
            plain = [(row.place, dict(row.fields), dict(row.raw), row.table) for row in rows]
            connection.send((plain, share_read(path)))
        connection.send(None)
    except BrokenPipeError:
        return
    except Exception as error:  # noqa: BLE001 - it is raised where the rows are asked for
        connection.send(error)


def _sliced(reader: Reader, path: Path, skipped: int) -> Iterator[list[RawRow]]:
    rows = islice(reader.rows(path), skipped, None)
    while some := list(islice(rows, SLICE)):
        yield some
