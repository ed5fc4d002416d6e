"""Generations of the index: built beside, swapped by a pointer file, opened by following it.

``index/`` holds one folder per generation and ``current``, the name of the one to read. A generation is complete
before the pointer moves and never written again; a build that dies leaves the old pointer and a folder that the next
build removes.
"""

from __future__ import annotations

import json
import os
import shutil
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from zhiquan.records.corpus.merged import merged
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.records.lock import only_writer
from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.schema import VERSION
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.reading import SearchIndex
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

_POINTER = "current"
_FACTS = "generation.json"

Progress = Callable[[int, int | None], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """A finished build."""

    generation: str
    records: int
    lake_version: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Status:
    """What is current: ``behind`` when the lake has moved on since, ``usable`` when this program can read it."""

    generation: str
    records: int
    lake_version: int
    newest_lake_version: int | None
    behind: bool
    usable: bool


def build_index(lake: Path, index: Path, *, progress: Progress | None = None) -> BuildReport:
    """Build a new generation from the newest version of the lake and make it current.

    ``NotFound`` ``lake.empty`` when nothing was imported, ``Conflict`` ``records.busy`` when another build is running.
    """
    started = time.perf_counter()
    store = Lake(lake)
    with only_writer(index / ".lock", Text("检索索引", "the search index")):
        version = store.version()
        if version is None:
            raise NotFound(
                "lake.empty",
                Text(
                    "还没有导入数据，请先运行 zhiquan import <文件>。",
                    "Nothing has been imported yet; run zhiquan import <file> first.",
                ),
            )
        _sweep(index)
        name = f"s{VERSION}-l{version}-{uuid.uuid4().hex[:8]}"
        folder = index / name
        folder.mkdir()
        count = write(folder, _told(merged(store, version), progress))
        facts = {"schema": VERSION, "lake_version": version, "records": count}
        _durable(folder / _FACTS, json.dumps(facts))
        _durable(index / _POINTER, name)
    return BuildReport(name, count, version, time.perf_counter() - started)


def open_index(index: Path) -> SearchIndex:
    """Return the current generation; opened once per process, and anew when the pointer has moved.

    ``NotFound`` ``search.no-index`` when none was built; ``Refusal`` ``search.old-index`` or ``search.damaged-index``
    when it must be built again.
    """
    try:
        return _opened(os.getpid(), index / current(index))
    except FileNotFoundError:  # swept between reading the pointer and opening: follow it once more
        try:
            return _opened(os.getpid(), index / current(index))
        except FileNotFoundError:
            raise _damaged() from None


def current(index: Path) -> str:
    """Return the name of the current generation."""
    try:
        return (index / _POINTER).read_text("utf-8").strip()
    except FileNotFoundError:
        hint = Text(
            "还没有检索索引，请先运行 zhiquan index build。",
            "There is no search index yet; run zhiquan index build first.",
        )
        raise NotFound("search.no-index", hint) from None


def status(lake: Path, index: Path) -> Status:
    """Say what is current and whether the lake has moved on."""
    name = current(index)
    facts = _facts(index / name)
    newest = Lake(lake).version()
    return Status(
        generation=name,
        records=facts["records"],
        lake_version=facts["lake_version"],
        newest_lake_version=newest,
        behind=newest != facts["lake_version"],
        usable=facts["schema"] == VERSION,
    )


@lru_cache(maxsize=4)
def _opened(process: int, folder: Path) -> SearchIndex:
    del process  # part of the key: a reader must not cross a fork
    facts = _facts(folder)
    if facts["schema"] != VERSION:
        raise Refusal(
            "search.old-index",
            Text(
                "检索索引由旧版程序建立，请重新运行 zhiquan index build。",
                "The search index is of another version; run zhiquan index build again.",
            ),
        )
    try:
        return SearchIndex(folder, Reader(folder), facts["lake_version"])
    except ValueError as error:  # what tantivy raises for files that are missing or damaged
        raise _damaged() from error


def _damaged() -> Refusal:
    text = Text(
        "检索索引已损坏，请重新运行 zhiquan index build。",
        "The search index is damaged; run zhiquan index build again.",
    )
    return Refusal("search.damaged-index", text)


def _facts(folder: Path) -> dict[str, int]:
    facts: dict[str, int] = json.loads((folder / _FACTS).read_text("utf-8"))
    return facts


def _sweep(index: Path) -> None:
    """Remove what no pointer names, except the generation before the current one: a reader may just be opening it."""
    try:
        kept = {current(index)}
    except NotFound:
        kept = set()
    folders = sorted((path for path in index.iterdir() if path.is_dir()), key=lambda path: path.stat().st_mtime)
    finished = [path for path in folders if path.name not in kept and (path / _FACTS).exists()]
    kept.update(path.name for path in finished[-1:])
    for path in folders:
        if path.name not in kept:
            shutil.rmtree(path)


def _durable(path: Path, text: str) -> None:
    """Write a small file so that it is either the old one or the new one, whatever happens."""
    part = path.with_name(f"{path.name}.part")
    with part.open("w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    part.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _told(records: Iterator[PatentRecord], progress: Progress | None) -> Iterator[PatentRecord]:
    count = 0
    for count, record in enumerate(records, start=1):
        yield record
        if progress and count % 500 == 0:
            progress(count, None)
    if progress:
        progress(count, None)
