"""The manifest: the table ``batches``, whose newest row says which version of every table is to be read.

A batch writes its tables one after the other and its row last; only then are its rows there for readers. Rows are
never changed: the state of an earlier day is an earlier row, a rollback is a new row that names the tables of an older
one.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from threading import Lock
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.store.files import dataset, paths
from zhiquan.records.corpus.store.place import Place, damaged
from zhiquan.rules.refusal import Conflict, NotFound
from zhiquan.rules.text import Text

TABLE = "batches"


class Kind(StrEnum):
    """What made a row of the manifest."""

    PUT = "put"
    CORRECTION = "correction"
    ROLLBACK = "rollback"
    COMPACTION = "compaction"


@dataclass(frozen=True, slots=True)
class Manifest:
    """One row: the tables' versions, and what the writer did.

    ``changes`` are rows and digest that came (or, negative, went) by table and batch; ``files`` are size in bytes and
    SHA-256 of the files added, by table and path; ``target`` is the number a rollback returned to.
    """

    number: int
    kind: Kind
    tables: Mapping[str, int]
    batch: str = ""
    source: str = ""
    changes: Mapping[str, Mapping[str, tuple[int, int]]] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, tuple[int, str]]] = field(default_factory=dict)
    target: int = 0
    stamp: Mapping[str, Any] = field(default_factory=dict)


_WRITTEN = ("tables", "changes", "files", "stamp")
_TEXTS = ("kind", "batch", "source", *_WRITTEN)
_COLUMNS: dict[str, pa.DataType] = {"number": pa.int64(), "target": pa.int64()}
_COLUMNS.update((name, pa.string()) for name in _TEXTS)
SCHEMA = pa.schema(_COLUMNS)


class _Known:
    """The rows of one table that this process has read: a file of it is read once, for a page asks many times."""

    def __init__(self) -> None:
        self._files: frozenset[str] = frozenset()
        self._rows: dict[int, Manifest] = {}
        self._lock = Lock()

    def rows_of(self, table: Any) -> Mapping[int, Manifest]:
        """Return the rows of an open table, by number."""
        there = frozenset(paths(table))
        with self._lock:
            if not self._files <= there:  # another lake lies there now
                self._files, self._rows = frozenset(), {}
            if new := there - self._files:
                rows = dataset(table, new).to_table().to_pylist()
                self._rows = self._rows | {row["number"]: _row(row) for row in rows}
                self._files = there
            return self._rows


_KNOWN: dict[str, _Known] = {}


class Manifests:
    """The rows there are; what was read once is kept, since no row ever changes."""

    def __init__(self, place: Place, *, afresh: bool = False) -> None:
        self._place = place
        self._still: Mapping[int, Manifest] | None = None
        self._known = _Known() if afresh else _KNOWN.setdefault(place.uri(TABLE), _Known())

    def make(self) -> None:
        """Make the table, so that a lake that was begun can be told from one of another form."""
        self._place.make(TABLE, SCHEMA)

    def all(self) -> Mapping[int, Manifest]:
        """Return every row by its number; empty before the first batch."""
        if self._still is not None:
            return self._still
        return self._read(self._place.newest(TABLE)) if self._place.holds(TABLE) else {}

    def stilled(self) -> Manifests:
        """Return the rows as they are now: what is asked later is answered from them, without looking again."""
        still = Manifests(self._place)
        still._still = self.all()
        return still

    def _read(self, table: Any) -> Mapping[int, Manifest]:
        try:
            return self._known.rows_of(table)
        except (OSError, pa.ArrowException) as error:
            raise damaged(TABLE) from error

    def newest(self) -> Manifest | None:
        """Return the row in force."""
        rows = self.all()
        return rows[max(rows)] if rows else None

    def at(self, number: int | None) -> Manifest:
        """Return the row of a number, the newest without one; ``NotFound`` when there is none."""
        rows = self.all()
        if not rows:
            raise empty()
        wanted = max(rows) if number is None else number
        if wanted not in rows:
            text = Text(f"数据湖没有版本 {wanted}。", f"The lake has no version {wanted}.")
            raise NotFound("lake.no-version", text)
        return rows[wanted]

    def line(self, number: int) -> list[Manifest]:
        """Return the rows whose work is part of the state of a number, oldest first: none that was rolled back.

        Corrections stay: a rollback takes imports back, not what people wrote.
        """
        rows = self.all()
        found = [row for row in rows.values() if row.kind is Kind.CORRECTION and row.number <= number]
        while number > 0:
            row = rows[number]
            if row.kind is not Kind.CORRECTION:
                found.append(row)
            number = row.target if row.kind is Kind.ROLLBACK else number - 1
        return sorted(found, key=lambda row: row.number)

    def held(self, number: int) -> dict[tuple[str, str], tuple[int, int]]:
        """Return (table, batch) → rows and digest that the state of a number must hold."""
        counts: Counter[tuple[str, str]] = Counter()
        digests: Counter[tuple[str, str]] = Counter()
        for row in self.line(number):
            for table, batches in row.changes.items():
                for batch, (rows, digest) in batches.items():
                    counts[table, batch] += rows
                    digests[table, batch] += digest
        return {at: (count, digests[at] % 2**64) for at, count in sorted(counts.items()) if count}

    def append(self, row: Manifest) -> Manifest:
        """Make a row the newest: the moment at which a batch becomes visible. The number is given here."""
        from deltalake import CommitProperties, write_deltalake
        from deltalake.exceptions import CommitFailedError

        table = self._place.table(TABLE)
        row = replace(row, number=max(self._read(table), default=0) + 1)
        told = {name: json.dumps(getattr(row, name), ensure_ascii=False, sort_keys=True) for name in _WRITTEN}
        values = {name: getattr(row, name) for name in ("number", "kind", "batch", "source", "target")} | told
        rows = pa.Table.from_pylist([values], schema=SCHEMA)
        try:
            # the version after the one just read, or none: what another machine wrote meanwhile is a conflict
            write_deltalake(table, rows, mode="append", commit_properties=CommitProperties(max_commit_retries=0))
        except CommitFailedError as error:
            text = Text(
                "另一台机器同时写入了数据湖，本次没有写入，请重试。",
                "Another machine wrote the lake at the same moment; nothing was written, try again.",
            )
            raise Conflict("lake.raced", text) from error
        return row

    def number_on(self, moment: datetime) -> int:
        """Return the number in force at a moment; ``NotFound`` before the first batch."""
        if not self._place.holds(TABLE):
            raise empty()
        table = self._place.table(TABLE)
        table.load_as_version(moment)
        numbers: list[Any] = dataset(table).to_table(columns=["number"])["number"].to_pylist()
        if not numbers:
            raise NotFound("lake.no-version", Text("那时还没有数据。", "There was nothing yet on that day."))
        return int(max(numbers))


def empty() -> NotFound:
    """Return the refusal that says nothing was imported."""
    hint = Text(
        "还没有导入数据，请先运行 zhiquan import <文件>。",
        "Nothing has been imported yet; run zhiquan import <file> first.",
    )
    return NotFound("lake.empty", hint)


def _row(row: Mapping[str, Any]) -> Manifest:
    told = {name: json.loads(row[name]) for name in _WRITTEN}
    return Manifest(
        number=row["number"],
        kind=Kind(row["kind"]),
        tables=told["tables"],
        batch=row["batch"],
        source=row["source"],
        changes={t: {b: (n, d) for b, (n, d) in by.items()} for t, by in told["changes"].items()},
        files={t: {p: (n, d) for p, (n, d) in by.items()} for t, by in told["files"].items()},
        target=row["target"],
        stamp=told["stamp"],
    )
