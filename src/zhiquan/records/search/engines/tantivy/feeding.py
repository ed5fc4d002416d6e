"""Keeps all processors at work: other processes prepare and index records, each into a folder of its own.

A helper has one slice at a time and answers it before it gets the next, so that neither side ever waits for the other
to read, and little lies between them; it ends when this process does, however that is.
"""

from __future__ import annotations

import gc
import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from zhiquan.records.search.engines.tantivy.segments import Writing
from zhiquan.records.search.entry import Item

HELPERS = 2
HEAP = 256_000_000
"""Bytes that the writer of one helper may hold before it flushes a segment."""


def written(slices: Iterable[list[Item]], folder: Path, helpers: int = HELPERS) -> list[Path]:
    """Index slices of records by helpers; returns the folders below ``folder`` in which they are, complete."""
    parts = [folder / f"part-{at}" for at in range(helpers)]
    with ExitStack() as stack:
        idle = deque(stack.enter_context(_helper(part)) for part in parts)
        busy: deque[_Helper] = deque()
        for some in slices:
            if not idle:
                idle.append(_answered(busy.popleft()))
            helper = idle.popleft()
            helper.ask(some)
            busy.append(helper)
        idle.extend(map(_answered, busy))
        for helper in idle:
            helper.ask(None)
        for helper in idle:
            helper.answer()
    return parts


@dataclass(frozen=True, slots=True)
class _Helper:
    connection: Connection

    def ask(self, some: list[Item] | None) -> None:
        """Give a slice; none at all is the end."""
        self.connection.send(some)

    def answer(self) -> None:
        """Wait until the slice is done; whatever went wrong there is raised here."""
        found: BaseException | None = self.connection.recv()
        if found is not None:
            raise found


def _answered(helper: _Helper) -> _Helper:
    helper.answer()
    return helper


@contextmanager
def _helper(part: Path) -> Iterator[_Helper]:
    part.mkdir()
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs, part), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _Helper(ours)
    finally:
        ours.close()
        process.join()


def _serve(connection: Connection, part: Path) -> None:
    """Index slices until their end is told, or the other side is gone."""
    gc.disable()  # records and documents hold no cycles; looking for some takes a seventh of the time
    try:
        made = Writing(part, HEAP)
        while (some := connection.recv()) is not None:
            made.add(some)
            connection.send(None)
        made.close()
        connection.send(None)
    except (EOFError, BrokenPipeError):
        return
    except Exception as error:  # noqa: BLE001 - it is raised where the slice came from
        connection.send(error)
