"""The marks of the lake, ready to be searched for similar ones: shards of a million, each an index in files.

A shard is built at a time and mapped when asked, so that neither building nor searching holds more than one of them in
memory at any size of the register.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from pathlib import Path

from zhiquan.records.generations import Generations, facts
from zhiquan.records.marks.files import VERSION, read_columns, write_columns
from zhiquan.records.marks.index import MarkIndex, gather
from zhiquan.records.marks.model import Mark
from zhiquan.records.marks.searching import Match, best, similar
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

SHARD = 1_000_000
"""Marks of one shard: about 100 MB, built in some 40 seconds."""

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class MarkRegister:
    """One generation: every mark of a version of the lake, in shards."""

    folder: Path
    shards: tuple[MarkIndex, ...]
    version: int

    def __len__(self) -> int:
        return sum(len(shard) for shard in self.shards)

    @property
    def without_words(self) -> int:
        """How many marks have nothing to compare: pure devices."""
        return sum(shard.without_words for shard in self.shards)

    def similar(self, query: Mark, *, limit: int = 50) -> tuple[Match, ...]:
        """Return the marks most similar to a query out of all shards, as ``searching.similar`` does of one."""
        return best((match for shard in self.shards for match in similar(shard, query, limit=limit)), limit)


@dataclass(frozen=True, slots=True)
class MarksBuilt:
    """A finished build."""

    marks: int
    without_words: int
    shards: int
    lake_version: int
    seconds: float


def generations(root: Path) -> Generations:
    """Return the generations of the register of marks below an installation's index folder."""
    return Generations(root / "marks", Text("商标比对索引", "the index of marks"), "zhiquan mark index")


def write_register(
    marks: Iterable[Mark], root: Path, version: int, *, progress: Progress | None = None, shard: int = SHARD
) -> MarksBuilt:
    """Write a stream of marks, read once, as a new generation of the register and make it current."""
    started = time.perf_counter()
    sizes: list[int] = []
    without = 0
    with generations(root).building(f"m{VERSION}-l{version}") as made:
        for at, part in enumerate(_parts(marks, shard)):
            columns = gather(part, _beyond(sum(sizes), progress))
            folder = made.folder / f"{at:04}"
            folder.mkdir()
            write_columns(columns, folder)
            sizes.append(len(columns.texts))
            without += columns.without_words
        made.facts = {"schema": VERSION, "lake_version": version, "shards": len(sizes), "marks": sum(sizes)}
    return MarksBuilt(sum(sizes), without, len(sizes), version, time.perf_counter() - started)


def open_register(root: Path) -> MarkRegister:
    """Return the current register; opened once per process, and anew when the pointer has moved.

    ``NotFound`` ``generation.none`` when none was built, ``Refusal`` ``marks.old-index`` when it must be built again.
    """
    folder = generations(root).current()
    try:
        return _opened(os.getpid(), folder)
    except (OSError, ValueError, KeyError) as error:
        text = Text("商标比对索引已损坏，请重新运行 {b}。", "The index of marks is damaged; run {b} again.")
        raise Refusal("marks.damaged-index", text.format(b=generations(root).build)) from error


@lru_cache(maxsize=2)
def _opened(process: int, folder: Path) -> MarkRegister:
    del process  # part of the key: mapped files stay with the process that mapped them
    told = facts(folder)
    if told["schema"] != VERSION:
        text = Text(
            "商标比对索引由旧版程序建立，请重新运行 zhiquan mark index。",
            "The index of marks is of another version; run zhiquan mark index again.",
        )
        raise Refusal("marks.old-index", text)
    shards = tuple(MarkIndex(read_columns(folder / f"{at:04}")) for at in range(told["shards"]))
    return MarkRegister(folder, shards, told["lake_version"])


def _beyond(done: int, progress: Progress | None) -> Progress | None:
    return (lambda count: progress(done + count)) if progress else None


def _parts(marks: Iterable[Mark], size: int) -> Iterator[Iterable[Mark]]:
    """Cut a stream into streams of at most ``size``; each must be read before the next is asked for."""
    stream = iter(marks)
    for first in stream:
        yield _from(first, islice(stream, size - 1))


def _from(first: Mark, rest: Iterable[Mark]) -> Iterator[Mark]:
    yield first
    yield from rest
