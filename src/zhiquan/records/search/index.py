"""The generations of the index: built from the whole lake, or from the generation before and what changed since."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from zhiquan.records.corpus.store import Lake
from zhiquan.records.generations import Building, Generations, facts
from zhiquan.records.search import source
from zhiquan.records.search.engine import Engine
from zhiquan.records.search.engines import EMBEDDED, ENGINES
from zhiquan.records.search.entry import Item
from zhiquan.records.search.reading import SearchIndex
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text

Progress = Callable[[int, int | None], None]
REBUILT_FROM = 0.5
"""Share of changed records from which building anew is cheaper than an update."""
_BUSY = "records.busy"
_RETRY = 0.2


@dataclass(frozen=True, slots=True)
class BuildReport:
    """A finished build: ``changed`` keys were taken anew, ``None`` when every record was."""

    generation: str
    records: int
    lake_version: int
    seconds: float
    changed: int | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """What is current: ``behind`` when the lake has moved on since, ``usable`` when this program can read it."""

    generation: str
    records: int
    lake_version: int
    newest_lake_version: int | None
    behind: bool
    usable: bool
    engine: str = EMBEDDED.name


def build_index(
    lake: Path, index: Path, *, progress: Progress | None = None, wait: float = 0.0, engine: Engine = EMBEDDED
) -> BuildReport:
    """Build a new generation from the newest version of the lake and make it current.

    ``NotFound`` ``lake.empty`` when nothing was imported, ``Conflict`` ``records.busy`` when another build is running
    and does not end within ``wait`` seconds.
    """
    started = time.perf_counter()
    store = Lake(lake)
    with _building(index, engine, wait) as made:
        return _whole(store, made, engine, progress, started)


def update_index(lake: Path, index: Path, *, progress: Progress | None = None, wait: float = 0.0) -> BuildReport:
    """Bring the index up to the newest version of the lake, taking only what changed since; readers go on meanwhile.

    Builds the whole index where there is none that this program can go on from, or where most has changed. Refusals
    as for ``build_index``.
    """
    started = time.perf_counter()
    store = Lake(lake)
    before = _base(index)
    if before is not None and facts(before)["lake_version"] == _version(store):
        seconds = time.perf_counter() - started
        return BuildReport(before.name, facts(before)["records"], facts(before)["lake_version"], seconds, 0)
    engine = ENGINES[facts(before)["engine"]] if before else EMBEDDED
    with _building(index, engine, wait) as made:
        before = _base(index)  # another build may have come between
        if before is None or facts(before)["engine"] != engine.name:
            return _whole(store, made, engine, progress, started)
        return _onward(store, before, made, engine, progress, started)


def open_index(index: Path) -> SearchIndex:
    """Return the current generation; opened once per process, and anew when the pointer has moved.

    ``NotFound`` ``generation.none`` when none was built; ``Refusal`` ``search.old-index`` or ``search.damaged-index``
    when it must be built again.
    """
    generations = _generations(index)
    try:
        return _opened(os.getpid(), generations.current())
    except FileNotFoundError:  # swept between reading the pointer and opening: follow it once more
        try:
            return _opened(os.getpid(), generations.current())
        except FileNotFoundError:
            raise _damaged() from None


def status(lake: Path, index: Path) -> Status:
    """Say what is current and whether the lake has moved on."""
    folder = _generations(index).current()
    told = facts(folder)
    newest = Lake(lake).version()
    return Status(
        generation=folder.name,
        records=told["records"],
        lake_version=told["lake_version"],
        newest_lake_version=newest,
        behind=newest != told["lake_version"],
        usable=_usable(folder),
        engine=told.get("engine", EMBEDDED.name),
    )


def hint(lake: Path, index: Path) -> Text | None:
    """Return the sentence that says what to run so that the newest data are found, ``None`` when they are."""
    try:
        found = status(lake, index)
    except NotFound:
        return Text("运行 zhiquan index build 后即可检索。", "Run zhiquan index build to search it.")
    if found.behind or not found.usable:
        return Text(
            "检索索引落后于数据，运行 zhiquan index update 后即可检索到。",
            "The search index is behind the data; run zhiquan index update to find it.",
        )
    return None


def _generations(index: Path) -> Generations:
    return Generations(index, Text("检索索引", "search index"), "zhiquan index build")


@contextmanager
def _building(index: Path, engine: Engine, wait: float) -> Iterator[Building]:
    """Give a new generation's folder as soon as no other process is building, within so many seconds."""
    until = time.monotonic() + wait
    with ExitStack() as stack:
        while True:
            try:
                made = stack.enter_context(_generations(index).building(f"{engine.name}{engine.version}"))
            except Conflict as busy:
                if busy.code != _BUSY or time.monotonic() >= until:
                    raise
                time.sleep(_RETRY)
            else:
                break
        yield made


def _whole(store: Lake, made: Building, engine: Engine, progress: Progress | None, started: float) -> BuildReport:
    version = _version(store)
    total = source.rows(store, version)
    count = engine.write(made.folder, _told(source.records(store, version), progress, total))
    return _done(made, engine, count, version, started)


def _onward(
    store: Lake, before: Path, made: Building, engine: Engine, progress: Progress | None, started: float
) -> BuildReport:
    told = facts(before)
    version = _version(store)
    keys = source.changed(store, told["lake_version"], version)
    changed = sum(map(len, keys.values()))
    if changed > REBUILT_FROM * told["records"]:
        return _whole(store, made, engine, progress, started)
    records = _told(source.chosen(store, version, keys), progress, changed)
    dropped = chain.from_iterable(keys.values())
    count = engine.write(made.folder, records, base=before, dropped=dropped)
    return _done(made, engine, count, version, started, changed)


def _done(
    made: Building, engine: Engine, count: int, version: int, started: float, changed: int | None = None
) -> BuildReport:
    made.facts = {"engine": engine.name, "schema": engine.version, "lake_version": version, "records": count}
    return BuildReport(made.folder.name, count, version, time.perf_counter() - started, changed)


def _version(store: Lake) -> int:
    version = store.version()
    if version is None:
        raise NotFound(
            "lake.empty",
            Text(
                "还没有导入数据，请先运行 zhiquan import <文件>。",
                "Nothing has been imported yet; run zhiquan import <file> first.",
            ),
        )
    return version


def _base(index: Path) -> Path | None:
    """Return the generation that an update can go on from."""
    try:
        folder = _generations(index).current()
    except NotFound:
        return None
    return folder if folder.is_dir() and _usable(folder) else None


def _usable(folder: Path) -> bool:
    told = facts(folder)
    engine = ENGINES.get(told.get("engine", ""))
    return engine is not None and bool(told["schema"] == engine.version)


@lru_cache(maxsize=4)
def _opened(process: int, folder: Path) -> SearchIndex:
    del process  # part of the key: a reader must not cross a fork
    if not _usable(folder):
        raise Refusal(
            "search.old-index",
            Text(
                "检索索引由旧版程序建立，请重新运行 zhiquan index build。",
                "The search index is of another version; run zhiquan index build again.",
            ),
        )
    told = facts(folder)
    try:
        return SearchIndex(folder, ENGINES[told["engine"]].open(folder), told["lake_version"])
    except ValueError as error:  # what an engine raises for files that are missing or damaged
        raise _damaged() from error


def _damaged() -> Refusal:
    text = Text(
        "检索索引已损坏，请重新运行 zhiquan index build。",
        "The search index is damaged; run zhiquan index build again.",
    )
    return Refusal("search.damaged-index", text)


def _told(records: Iterator[Item], progress: Progress | None, total: int) -> Iterator[Item]:
    """Pass records on and tell how many of at most ``total`` went by."""
    count = 0
    for count, record in enumerate(records, start=1):
        yield record
        if progress and count % 500 == 0:
            progress(count, max(total, count))
    if progress:
        progress(count, count)
