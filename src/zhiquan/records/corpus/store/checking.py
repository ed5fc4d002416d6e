"""Holding the lake to its manifest: files as they were written, rows and digests by batch, no record twice."""

# ruff: noqa: S608 - the statements are made of our own names and of values through literal()

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.store.engine import DIGEST, Engine
from zhiquan.records.corpus.store.files import digests, paths, scan
from zhiquan.records.corpus.store.lake import Lake
from zhiquan.records.corpus.store.manifest import Manifests
from zhiquan.records.corpus.store.place import damaged
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_MISSING = Text("缺少文件 {path}，请从备份恢复。", "The file {path} is missing; restore it from the backup.")
_CHANGED = Text("文件 {path} 的内容已改变，请从备份恢复。", "The file {path} has changed; restore it from the backup.")


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it should be: the rule, the table, where (a file, a batch, a record), a sentence."""

    rule: str
    table: str
    where: str
    text: Text


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, and what is wrong; ``rows`` by table are those of the newest version."""

    version: int | None
    versions: int
    files: int
    size: int
    rows: dict[str, int]
    faults: tuple[Fault, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify(lake: Lake) -> Verification:
    """Check every version's files and the newest version's rows; faults are returned, never raised."""
    lake = Lake(lake.root)
    lake.manifests = Manifests(lake.place, afresh=True)
    try:
        history = lake.history()
    except Refusal as refusal:
        return Verification(None, 0, 0, 0, {}, (Fault(refusal.code, "batches", "batches", refusal.text),))
    if not history:
        return Verification(None, 0, 0, 0, {}, ())
    check = _Check(lake)
    check.versions()
    check.files()
    check.rows()
    return Verification(
        history[0].number, len(history), check.count, check.size, check.held, tuple(dict.fromkeys(check.faults))
    )


class _Check:
    def __init__(self, lake: Lake) -> None:
        self.lake = lake
        self.count = 0
        self.size = 0
        self.held: dict[str, int] = {}
        self.faults: list[Fault] = []
        self._broken: set[str] = set()

    def versions(self) -> None:
        """Every table opens at every version that a row of the manifest names."""
        named = {(name, version) for row in self.lake.history() for name, version in row.tables.items()}
        for name, version in sorted(named):
            try:
                self.lake.place.table(name, version)
            except Refusal:
                self._broken.add(name)
                told = damaged(name)
                self.faults.append(Fault(told.code, name, f"{name} {version}", told.text))

    def files(self) -> None:
        """Every file that was written is there and holds the bytes that were written."""
        told: dict[str, dict[str, tuple[int, str]]] = {}
        for row in self.lake.history():
            for name, files in row.files.items():
                told.setdefault(name, {}).update(files)
        for name, files in told.items():
            if name not in self._broken:
                self._files(name, files)

    def _files(self, name: str, told: dict[str, tuple[int, str]]) -> None:
        table = self.lake.place.table(name)
        opened = self.lake.opened(name)
        self.faults.extend(_untold(name, sorted(set(paths(opened) if opened else ()) - set(told))))
        for path, (size, digest) in sorted(told.items()):
            self.count += 1
            try:
                ((_, found),) = digests(table, [path])
            except OSError:
                self._broken.add(name)
                text = Text(
                    f"缺少文件 {path}，请从备份恢复。", f"The file {path} is missing; restore it from the backup."
                )
                self.faults.append(Fault("lake.file-missing", name, path, text))
                continue
            self.size += size
            if found != (size, digest):
                self._broken.add(name)
                self.faults.append(Fault("lake.file-changed", name, path, _CHANGED.format(path=path)))

    def rows(self) -> None:
        """The newest version holds, batch by batch, the rows that were written, none twice."""
        number = self.lake.manifests.at(None)
        wanted = self.lake.manifests.held(number.number)
        for name in sorted(number.tables):
            if name in self._broken:
                continue
            try:
                found = dict(self._counted(name))
            except (pa.ArrowException, OSError) as error:
                text = Text(f"表 {name} 的文件无法读取：{error}", f"A file of table {name} cannot be read: {error}")
                self.faults.append(Fault("lake.file-unreadable", name, name, text))
                continue
            self.held[name] = sum(count for count, _ in found.values())
            ours = {batch: told for (table, batch), told in wanted.items() if table == name}
            self.faults.extend(_differences(name, ours, found))

    def _counted(self, name: str) -> Iterator[tuple[str, tuple[int, int]]]:
        opened = self.lake.opened(name)
        with Engine(self.lake.reading) as engine:
            columns = ["record", "source", "batch", "vintage", "raw_hash"]
            engine.run(
                f"CREATE TABLE narrow AS SELECT record, source, batch, {DIGEST} AS digest FROM held",
                held=scan(opened, columns),
            )
            for batch, count, digest in engine.run("SELECT batch, count(*), sum(digest) FROM narrow GROUP BY batch"):
                yield batch, (count, int(digest) % 2**64)
            twice = "SELECT record, source, count(*) FROM narrow GROUP BY ALL HAVING count(*) > 1 ORDER BY ALL LIMIT 20"
            self.faults.extend(_twice(name, engine.run(twice)))


def _untold(name: str, files: list[str]) -> Iterator[Fault]:
    for path in files:
        text = Text(f"文件 {path} 不是由导入写入的。", f"The file {path} was written by no import.")
        yield Fault("lake.file-unknown", name, path, text)


def _twice(name: str, rows: list[tuple[Any, ...]]) -> Iterator[Fault]:
    for record, source, count in rows:
        text = Text(
            f"来源 {source} 的记录 {record} 重复 {count} 次。",
            f"The record {record} of {source} is there {count} times.",
        )
        yield Fault("lake.record-twice", name, f"{source} {record}", text)


def _differences(name: str, told: dict[str, tuple[int, int]], found: dict[str, tuple[int, int]]) -> Iterator[Fault]:
    for batch in sorted(told.keys() | found.keys()):
        want, have = told.get(batch, (0, 0)), found.get(batch, (0, 0))
        if want[0] != have[0]:
            text = Text(
                f"批次 {batch} 在表 {name} 应有 {want[0]} 行，实有 {have[0]} 行。",
                f"Batch {batch} should have {want[0]} rows in {name} and has {have[0]}.",
            )
            yield Fault("lake.batch-rows", name, batch, text)
        elif want != have:
            text = Text(
                f"批次 {batch} 在表 {name} 的内容与写入时不同。", f"Batch {batch} in {name} is not as it was written."
            )
            yield Fault("lake.batch-changed", name, batch, text)
