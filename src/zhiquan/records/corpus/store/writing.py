"""Putting a batch into the lake: stage, compare with what is held, write table after table, the manifest's row last.

A table is written by appending what is new and merging what replaces a held row, slice by slice in the order of
``record``: files hold ranges of it, so a slice rewrites few of them and memory stays bounded. Versions of a table
between two manifests are never read; those of a writer that died are taken back before the next one writes.
"""

# ruff: noqa: S608 - the statements are made of our own names and of values through literal()

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from zhiquan.records.corpus.store.engine import DIGEST, Engine
from zhiquan.records.corpus.store.files import digests, literal, paths, scan
from zhiquan.records.corpus.store.manifest import TABLE, Kind, Manifest, Manifests
from zhiquan.records.corpus.store.ordering import SAMPLE, bounds, ordered
from zhiquan.records.corpus.store.place import Place
from zhiquan.records.corpus.store.schema import SCHEMAS
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

MERGED_AT_ONCE = 20_000
"""Held rows replaced by one commit of a table: bounds the memory of a merge."""
FILE_SIZE = 32 * 2**20
"""Bytes a data file should have: small enough that replacing a few rows rewrites little."""
GROUP = 10_000
"""Rows of a row group: what a reader decodes at a time."""
SOUGHT = ("key", "publication")
"""Columns by which a page asks for a few rows; a table need not have them."""
FALSE_FINDS = 0.001
"""Share of groups that are read in vain: at a million rows one lookup in ten meets one."""
_RECORD = pa.schema([pa.field("record", pa.string())])

Changes = dict[str, tuple[int, int]]
"""Batch → rows and digest that came or (negative) went."""


@dataclass(frozen=True, slots=True)
class Written:
    """What became of one table: its version, changes by batch, and the files added with size and SHA-256."""

    version: int
    changes: Changes
    files: Mapping[str, tuple[int, str]]


class Writer:
    """One batch on its way; the caller holds the lake's lock."""

    def __init__(self, place: Place, manifests: Manifests, staging: Path) -> None:
        self._place = place
        self._manifests = manifests
        self._staging = staging

    def put(
        self, staged: Mapping[str, pa.RecordBatchReader], source: str, stamp: Mapping[str, Any], kind: Kind = Kind.PUT
    ) -> Manifest:
        """Write all tables of a batch and make them visible at once."""
        if not source:
            raise ValueError("a batch has a source")
        before = self.ready()
        written: dict[str, Written] = {}
        for table, rows in staged.items():
            with Engine(self._staging, in_order=True) as engine:
                written[table] = _Table(self._place, engine, table, source).put(rows)
        return self._manifests.append(
            Manifest(
                number=0,
                kind=kind,
                tables={**(before.tables if before else {}), **{name: done.version for name, done in written.items()}},
                batch=str(stamp.get("batch", "")),
                source=source,
                changes={name: done.changes for name, done in written.items()},
                files={name: done.files for name, done in written.items()},
                stamp=stamp,
            )
        )

    def compact(self) -> Manifest | None:
        """Join small files of each table, source by source; ``None`` when there was nothing to join."""
        before = self.ready()
        tables = dict(before.tables) if before else {}
        added: dict[str, dict[str, tuple[int, str]]] = {}
        for name in sorted(tables):
            table = self._place.table(name)
            held = set(paths(table))
            table.optimize.compact(target_size=2 * FILE_SIZE, max_concurrent_tasks=1, writer_properties=layout())
            table = self._place.table(name)
            if new := sorted(set(paths(table)) - held):
                tables[name] = int(table.version())
                added[name] = dict(digests(table, new))
        if not added:
            return None
        return self._manifests.append(Manifest(number=0, kind=Kind.COMPACTION, tables=tables, files=added))

    def ready(self) -> Manifest | None:
        """Take back what a writer that died has left: scratch files and table versions no manifest names."""
        refuse_old_form(self._place)
        self._manifests.make()
        shutil.rmtree(self._staging, ignore_errors=True)
        newest = self._manifests.newest()
        for name in SCHEMAS:
            if self._place.holds(name):
                take_back(self._place, name, newest.tables.get(name, 0) if newest else 0)
        return newest


def layout() -> Any:
    """Return how data files are written: in groups of rows small enough that a reader holds little at a time, each
    with a Bloom filter of what a page looks up, for rows lie in the order of ``record``, which a key need not follow.
    Statistics are kept for groups alone: a group is about one page of a column, and a lookup reads them all.
    """
    from deltalake import BloomFilterProperties, ColumnProperties, WriterProperties

    bloom = BloomFilterProperties(set_bloom_filter_enabled=True, fpp=FALSE_FINDS, ndv=GROUP)
    sought = ColumnProperties(statistics_enabled="CHUNK", bloom_filter_properties=bloom)
    return WriterProperties(
        compression="ZSTD",
        compression_level=3,
        max_row_group_size=GROUP,
        default_column_properties=ColumnProperties(statistics_enabled="CHUNK"),
        column_properties=dict.fromkeys(SOUGHT, sought),
    )


def take_back(place: Place, name: str, version: int) -> None:
    """Make the newest version of a table hold what ``version`` holds, if it does not."""
    table = place.table(name)
    if table.version() != version and set(table.file_uris()) != set(place.table(name, version).file_uris()):
        table.restore(version)


def refuse_old_form(place: Place) -> None:
    """``Refusal`` ``lake.old-form`` for a lake of the first form, which had one table of patents and no manifest."""
    if place.holds("patents") and not place.holds(TABLE):
        text = Text(
            f"数据湖 {place.root} 是旧版程序建立的，不能直接使用：请把它移开（不要删除），再用 zhiquan import"
            " 重新导入原文件。",
            f"The lake {place.root} was made by an older program and cannot be used as it is: move it away (keep it)"
            " and import the files again with zhiquan import.",
        )
        raise Refusal("lake.old-form", text)


class _Table:
    """One table of a batch."""

    def __init__(self, place: Place, engine: Engine, name: str, source: str) -> None:
        self._place = place
        self._engine = engine
        self._name = name
        self._source = source
        self._schema = SCHEMAS[name]
        self._staged = engine.scratch / "staged.parquet"
        self._changes: Counter[tuple[str, str]] = Counter()

    def put(self, rows: pa.RecordBatchReader) -> Written:
        """Write the rows and say what changed."""
        self._stage(rows)
        table = self._place.make(self._name, self._schema, ["source"])
        before = set(paths(table))
        met = self._compare(table)
        self._append(met=met)
        if met:
            self._merge()
        self._count(met=met)
        table = self._place.table(self._name)
        added = sorted(set(paths(table)) - before)
        return Written(int(table.version()), self._told(), dict(digests(table, added)))

    def _stage(self, rows: pa.RecordBatchReader) -> None:
        """Sort the rows by ``record`` into a local file and hold them to what a batch may be."""
        given = self._engine.scratch / "given.arrow"
        with pa.OSFile(str(given), "wb") as sink, pa.ipc.new_file(sink, self._schema) as writer:
            for batch in rows:
                writer.write_batch(batch)
        with pa.memory_map(str(given)) as source, pq.ParquetWriter(self._staged, self._schema) as out:
            for batch in self._in_order(pa.ipc.open_file(source)):
                out.write_batch(batch)
        given.unlink()
        ((count, distinct, strange),) = self._engine.run(
            f"SELECT count(*), count(DISTINCT record), count(*) FILTER (source <> {literal(self._source)})"
            f" FROM {self._rows()}"
        )
        if strange:
            raise ValueError(f"{self._name}: {strange} rows are of another source than {self._source}")
        if count != distinct:
            text = Text(
                f"同一批数据中有 {count - distinct} 行重复（表 {self._name}），未写入。",
                f"{count - distinct} rows of the batch are there twice (table {self._name}); nothing was written.",
            )
            raise Refusal("lake.repeated", text)

    def _in_order(self, given: Any) -> Iterator[pa.RecordBatch]:
        """Yield the batches of an open Arrow file in the order of ``record``, read again for each purpose."""

        def batches() -> Iterator[pa.RecordBatch]:
            return (given.get_batch(at) for at in range(given.num_record_batches))

        names = pa.RecordBatchReader.from_batches(_RECORD, (batch.select(["record"]) for batch in batches()))
        self._engine.run("CREATE TABLE names AS SELECT record FROM given", given=names)
        ((count,),) = self._engine.run("SELECT count(*) FROM names")
        sample = self._engine.run(f"SELECT record FROM names USING SAMPLE {SAMPLE} ROWS")
        self._engine.run("DROP TABLE names")
        starts = bounds([str(record) for (record,) in sample], count)
        return ordered(batches(), "record", starts, self._engine.scratch / "ranges")

    def _compare(self, table: Any) -> bool:
        """Find the held rows of the same records into ``met``; return whether there are any."""
        held = scan(table, ["record", "source", "batch", "vintage", "raw_hash"], source=self._source)
        self._engine.run(
            f"CREATE TABLE met AS SELECT n.record, h.batch, h.digest, n.vintage >= h.vintage AS replaces"
            f" FROM read_parquet({literal(str(self._staged))}) n"
            f" JOIN (SELECT record, batch, vintage, {DIGEST} AS digest FROM held) h USING (record)",
            held=held,
        )
        ((count,),) = self._engine.run("SELECT count(*) FROM met")
        return bool(count)

    def _append(self, *, met: bool) -> None:
        new = " WHERE record NOT IN (SELECT record FROM met)" if met else ""
        ((count,),) = self._engine.run(f"SELECT count(*) FROM {self._rows()}{new}")
        if count:
            rows = self._engine.reader(f"SELECT * FROM {self._rows()}{new}", self._schema)
            how = {"mode": "append", "schema_mode": "merge", "target_file_size": FILE_SIZE}
            self._place.write(self._name, rows, writer_properties=layout(), **how)

    def _merge(self) -> None:
        """Replace held rows, a slice of ``record`` at a time."""
        slices = self._engine.run(
            "SELECT min(record), max(record) FROM (SELECT record, (row_number() OVER (ORDER BY record) - 1)"
            f" // {MERGED_AT_ONCE} AS slice FROM met WHERE replaces) GROUP BY slice ORDER BY 1"
        )
        for first, last in slices:
            low, high = literal(first), literal(last)
            rows = self._engine.reader(
                f"SELECT * FROM {self._rows()} WHERE record BETWEEN {low} AND {high}"
                " AND record IN (SELECT record FROM met WHERE replaces)",
                self._schema,
            )
            (
                self._place.table(self._name)
                .merge(
                    source=rows,
                    predicate=f"lake.source = {literal(self._source)} AND lake.record >= {low}"
                    f" AND lake.record <= {high} AND lake.record = new.record AND lake.source = new.source",
                    source_alias="new",
                    target_alias="lake",
                    merge_schema=True,
                    writer_properties=layout(),
                )
                .when_matched_update_all()
                .execute()
            )

    def _count(self, *, met: bool) -> None:
        kept = " WHERE record NOT IN (SELECT record FROM met WHERE NOT replaces)" if met else ""
        came = f"SELECT batch, count(*), sum({DIGEST}) FROM {self._rows()}{kept} GROUP BY batch"
        for batch, count, digest in self._engine.run(came):
            self._add(batch, count, int(digest))
        for batch, count, digest in self._engine.run(
            "SELECT batch, count(*), sum(digest) FROM met WHERE replaces GROUP BY batch"
        ):
            self._add(batch, -count, -int(digest))

    def _add(self, batch: str, rows: int, digest: int) -> None:
        self._changes[batch, "rows"] += rows
        self._changes[batch, "digest"] += digest

    def _told(self) -> Changes:
        batches = {batch for batch, _ in self._changes}
        return {batch: (self._changes[batch, "rows"], self._changes[batch, "digest"]) for batch in sorted(batches)}

    def _rows(self) -> str:
        return f"read_parquet({literal(str(self._staged))})"
