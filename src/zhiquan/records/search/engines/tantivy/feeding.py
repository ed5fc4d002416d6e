"""Keeps the writer fed: records are prepared in two other processes while this one reads on and adds.

A helper has one slice at a time and answers it before it gets the next, so that neither side ever waits for the other
to read; it ends when this process does, however that is.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection

from zhiquan.records.search.engines.tantivy.preparing import Prepared, prepare
from zhiquan.records.search.entry import Item

SLICE = 512
ALONE = 32
"""Slices prepared in this process first: a small import needs no helpers."""
HELPERS = 2


def prepared(records: Iterable[Item], helpers: int = HELPERS) -> Iterator[Prepared]:
    """Yield the records prepared, in their order."""
    slices = _slices(iter(records))
    for some in islice(slices, ALONE if helpers else None):
        yield from prepare(some)
    first = next(slices, None)
    if first is not None:
        yield from _helped(first, slices, helpers)


def _slices(records: Iterator[Item]) -> Iterator[list[Item]]:
    while some := list(islice(records, SLICE)):
        yield some


def _helped(first: list[Item], slices: Iterator[list[Item]], count: int) -> Iterator[Prepared]:
    with ExitStack() as stack:
        idle = deque(stack.enter_context(_helper()) for _ in range(count))
        busy: deque[_Helper] = deque()
        some: list[Item] | None = first
        while some is not None or busy:
            done: list[Prepared] = []
            if not idle or some is None:
                helper = busy.popleft()
                done = helper.answer()
                idle.append(helper)
            if some is not None:
                helper = idle.popleft()
                helper.ask(some)
                busy.append(helper)
                some = next(slices, None)
            yield from done


@dataclass(frozen=True, slots=True)
class _Helper:
    connection: Connection

    def ask(self, some: list[Item]) -> None:
        self.connection.send(some)

    def answer(self) -> list[Prepared]:
        found: list[Prepared] | BaseException = self.connection.recv()
        if isinstance(found, BaseException):
            raise found
        return found


@contextmanager
def _helper() -> Iterator[_Helper]:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    theirs.close()
    try:
        yield _Helper(ours)
    finally:
        ours.close()
        process.join()


def _serve(connection: Connection) -> None:
    """Prepare slices until the other side is gone."""
    while True:
        try:
            some = connection.recv()
        except EOFError:
            return
        try:
            answer: object = prepare(some)
        except Exception as error:  # noqa: BLE001 - it is raised where the slice came from
            answer = error
        try:
            connection.send(answer)
        except BrokenPipeError:
            return
