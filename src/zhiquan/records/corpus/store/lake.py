"""The lake of one installation: a Delta table for each table of the model, batches that become visible at once."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from zhiquan.records.corpus.store.files import chosen, scan
from zhiquan.records.corpus.store.manifest import Kind, Manifest, Manifests, empty
from zhiquan.records.corpus.store.place import CONFIGURATION, Place
from zhiquan.records.corpus.store.schema import KINDS, SCHEMAS, from_batch
from zhiquan.records.corpus.store.writing import Writer, refuse_old_form
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from zhiquan.records.corpus.store.checking import Verification

_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_STAMP = "zhiquan"


@dataclass(frozen=True, slots=True)
class Commit:
    """One version and what its writer said about it (batch, file, digest, counts; or a watermark)."""

    version: int
    stamp: Mapping[str, Any]


class Lake:
    """The tables of the model, and under ``facts/`` projections of other rooms.

    ``root`` is the folder of locks, staging, reports and facts; the tables lie there too unless its ``place.json``
    names a place in an object store. ``version`` always means the number of a row of the manifest.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.place = Place.of(root)
        self.manifests = Manifests(self.place)

    def still(self) -> Lake:
        """Return the lake as it stands now, for reading: a page that asks much of it is told of one moment, and the
        manifest is read once."""
        lake = Lake(self.root)
        lake.manifests = self.manifests.stilled()
        return lake

    @property
    def reports(self) -> Path:
        """Folder of the import reports, one ``.json`` and one ``.jsonl`` (refused rows) for each batch."""
        return self.root / "reports"

    @property
    def scratch(self) -> Path:
        """Folder of the writer's scratch files; emptied by the next writer."""
        return self.root / ".scratch"

    @property
    def reading(self) -> Path:
        """Folder of what readers spill; each clears its own away."""
        return self.root / ".reading"

    # writing

    def put(self, staged: Mapping[str, pa.RecordBatchReader], source: str, stamp: Mapping[str, Any]) -> int:
        """Put a batch of one source in, all its tables or nothing; returns the version.

        ``stamp`` is what the writer says of the batch, ``stamp["batch"]`` its name. A row replaces the one with the
        same record and source unless that one speaks as of a later day (``vintage``). ``Refusal`` ``lake.repeated``
        when a record is there twice, ``lake.old-form`` for a lake of an older program; ``Conflict`` ``records.busy``
        while another process writes.
        """
        with self.writing() as writer:
            return writer.put(staged, source, stamp).number

    def correct(self, rows: pa.RecordBatchReader, source: str, stamp: Mapping[str, Any]) -> int:
        """Put corrections in: like ``put``, but a rollback leaves them."""
        with self.writing() as writer:
            return writer.put({"overlays": rows}, source, stamp, Kind.CORRECTION).number

    def rollback(self, to: int) -> int:
        """Make the state of an earlier version the newest one (nothing is deleted); returns the new version.

        Corrections written since then stay.
        """
        with self.writing() as writer:
            newest = writer.ready()
            row = self.manifests.at(to)
            kept = {name: version for name, version in (newest or row).tables.items() if name == "overlays"}
            tables = {**row.tables, **kept}
            return self.manifests.append(Manifest(number=0, kind=Kind.ROLLBACK, tables=tables, target=to)).number

    def compact(self) -> int | None:
        """Join small files into larger ones (earlier versions stay readable); the new version, ``None`` if none was
        needed."""
        with self.writing() as writer:
            done = writer.compact()
            return done.number if done else None

    def verify(self) -> Verification:
        """Check every file of every version and every row of the newest one; faults are returned, never raised."""
        from zhiquan.records.corpus.store.checking import verify

        return verify(self)

    @contextmanager
    def writing(self) -> Iterator[Writer]:
        """Hold the lock of the lake's tables and give the writer."""
        with only_writer(self.root / ".writing.lock", Text("数据湖", "the lake")):
            yield Writer(self.place, self.manifests, self.scratch)

    # reading

    def version(self, name: str | None = None) -> int | None:
        """Return the newest version of the lake (or of a facts table), ``None`` when there is none."""
        if name is not None:
            inside = _facts(name)
            return int(self._local.table(inside).version()) if self._local.holds(inside) else None
        newest = self.manifests.newest()
        return newest.number if newest else None

    def version_on(self, moment: datetime) -> int:
        """Return the version that was the newest at a moment; ``NotFound`` before the first batch."""
        return self.manifests.number_on(moment)

    def records(self, table: str = "patents", version: int | None = None, *, size: int = 4_096) -> Iterator[Any]:
        """Yield all rows of a table of a version (the newest without one), as records; memory stays bounded."""
        opened = self.opened(table, version)
        if opened is not None:
            for batch in scan(opened, size=size):
                yield from from_batch(KINDS[table], batch)

    def columns(self, table: str, *names: str, version: int | None = None) -> Iterator[dict[str, Any]]:
        """Yield only some columns of every row of a table."""
        opened = self.opened(table, version)
        if opened is not None:
            for batch in scan(opened, list(names)):
                yield from batch.to_pylist()

    def about(
        self,
        table: str,
        column: str,
        values: Collection[str],
        version: int | None = None,
        columns: Collection[str] = (),
    ) -> Iterator[Any]:
        """Yield the records of a table with one of some values in a column (``key``, ``publication``), or only some
        ``columns`` of them as mappings; reads only the files that can hold them, so fit for a page."""
        opened = self.opened(table, version, again=True)
        if opened is not None:
            for batch in chosen(opened, column, values, columns or SCHEMAS[table].names):
                yield from batch.to_pylist() if columns else from_batch(KINDS[table], batch)

    def opened(self, table: str, version: int | None = None, *, again: bool = False) -> Any:
        """Return the open Delta table a version names, ``None`` where it has no such table yet; ``again`` as it was
        opened before, for what only reads."""
        if table not in SCHEMAS:
            raise NotFound("lake.no-table", Text(f"数据湖里没有表 {table}。", f"The lake has no table {table}."))
        if self.version() is None:
            self.refuse_old_form()
            raise empty()
        named = self.manifests.at(version).tables.get(table)
        if named is None:
            return None
        return self.place.kept(table, named) if again else self.place.table(table, named)

    def refuse_old_form(self) -> None:
        """``Refusal`` ``lake.old-form`` for what an older program left here: it reads as empty and is not."""
        refuse_old_form(self.place)

    def batches(self, version: int | None = None) -> list[Manifest]:
        """Return the batches whose work is part of a version, newest first; none where nothing was imported."""
        if self.version() is None:
            return []
        rows = self.manifests.line(self.manifests.at(version).number)
        return [row for row in reversed(rows) if row.kind is Kind.PUT]

    def history(self) -> list[Manifest]:
        """Return every row of the manifest, newest first: batches, corrections, rollbacks, compactions."""
        return sorted(self.manifests.all().values(), key=lambda row: -row.number)

    def commits(self, name: str | None = None) -> Iterator[Commit]:
        """Yield the batches in force (or the versions of a facts table) and their stamps, newest first."""
        if name is None:
            yield from (Commit(row.number, row.stamp) for row in self.batches())
        elif self.version(name) is not None:
            for entry in self._local.table(_facts(name)).history():
                if _STAMP in entry:
                    yield Commit(int(entry["version"]), json.loads(entry[_STAMP]))

    # facts

    def write_facts(self, name: str, rows: pa.Table, watermark: str) -> int:
        """Replace a facts table by ``rows``, saying up to where they reach; returns the table's version."""
        from deltalake import CommitProperties

        stamp = {"watermark": watermark, "rows": rows.num_rows}
        told = {_STAMP: json.dumps(stamp, ensure_ascii=False, sort_keys=True)}
        inside = _facts(name)
        Path(self._local.uri(inside)).mkdir(parents=True, exist_ok=True)
        self._local.write(
            inside,
            rows,
            mode="overwrite",
            schema_mode="overwrite",
            configuration=dict(CONFIGURATION),
            commit_properties=CommitProperties(custom_metadata=told),
        )
        return int(self._local.table(inside).version())

    def read_facts(self, name: str, version: int | None = None) -> pa.Table:
        """Return a facts table as of a version."""
        return pa.table(self._local.table(_facts(name), version).to_pyarrow_table())

    def table_files(self, name: str, version: int | None = None) -> list[str]:
        """Return the Parquet files of a version of a facts table, for an engine that reads them itself."""
        return [str(uri) for uri in self._local.table(_facts(name), version).file_uris()]

    @property
    def _local(self) -> Place:
        """Facts are computed here and read by an engine of this machine: they stay in the folder."""
        return Place(str(self.root))


def _facts(name: str) -> str:
    if not _NAME.fullmatch(name):
        raise ValueError(f"not a table's name: {name!r}")
    return f"facts/{name}"
