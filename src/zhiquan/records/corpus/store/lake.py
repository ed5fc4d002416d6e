"""The lake of one installation: Delta tables in one folder, every batch one atomic version, earlier versions
readable."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.corpus.store.schema import PATENTS, from_batch
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

_KEPT_FOR = "interval 36500 days"
_CONFIGURATION: Mapping[str, str | None] = {
    # an earlier version is the vintage of a signed figure: neither its log nor its files may expire
    "delta.logRetentionDuration": _KEPT_FOR,
    "delta.deletedFileRetentionDuration": _KEPT_FOR,
}
_NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
_STAMP = "zhiquan"


@dataclass(frozen=True, slots=True)
class Commit:
    """One version of a table and what its writer said about it (batch, file, digest, counts; or a watermark)."""

    version: int
    stamp: Mapping[str, Any]


class Lake:
    """Tables below ``root``: ``patents`` and, under ``facts/``, projections of other rooms."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def reports(self) -> Path:
        """Folder of the import reports, one ``.json`` and one ``.jsonl`` (refused rows) for each batch."""
        return self.root / "reports"

    # records

    def merge(self, rows: pa.RecordBatchReader, source: str, stamp: Mapping[str, Any]) -> int:
        """Put rows of one source in: one commit or nothing; returns the version.

        A row replaces the one with the same key and source unless that one speaks as of a later day (``vintage``).
        """
        table = self._table("patents", make=PATENTS, partition=["source"])
        place = source.replace("'", "''")
        (
            table.merge(
                source=rows,
                predicate=f"lake.source = '{place}' AND lake.key = new.key AND lake.source = new.source",
                source_alias="new",
                target_alias="lake",
                commit_properties=_properties(stamp),
            )
            .when_matched_update_all(predicate="new.vintage >= lake.vintage")
            .when_not_matched_insert_all()
            .execute()
        )
        return int(table.version())

    def records(self, version: int | None = None, *, size: int = 4_096) -> Iterator[PatentRecord]:
        """Yield all rows of a version (the newest without one) in slices of ``size``; memory stays bounded."""
        for batch in self._batches(version, None, size):
            yield from from_batch(batch)

    def columns(self, *names: str, version: int | None = None) -> Iterator[dict[str, Any]]:
        """Yield only some columns of every row."""
        for batch in self._batches(version, list(names), 65_536):
            yield from batch.to_pylist()

    def version(self, name: str = "patents") -> int | None:
        """Return the newest version of a table, ``None`` when there is none."""
        path = self._path(name)
        return int(self._table(name).version()) if (path / "_delta_log").is_dir() else None

    def commits(self, name: str = "patents") -> Iterator[Commit]:
        """Yield the versions that a writer of ours made, newest first."""
        if self.version(name) is None:
            return
        for entry in self._table(name).history():
            if _STAMP in entry:
                yield Commit(int(entry["version"]), json.loads(entry[_STAMP]))

    # facts

    def write_facts(self, name: str, rows: pa.Table, watermark: str) -> int:
        """Replace a facts table by ``rows``, saying up to where they reach; returns the version."""
        from deltalake import write_deltalake

        path = self._path(name)
        write_deltalake(
            str(path),
            rows,
            mode="overwrite",
            schema_mode="overwrite",
            configuration=dict(_CONFIGURATION),
            commit_properties=_properties({"watermark": watermark, "rows": rows.num_rows}),
        )
        return int(self._table(name).version())

    def read_facts(self, name: str, version: int | None = None) -> pa.Table:
        """Return a facts table as of a version."""
        return pa.table(self._table(name, version=version).to_pyarrow_table())

    def table_files(self, name: str, version: int | None = None) -> list[str]:
        """Return the Parquet files of a version of a table, for an engine that reads them itself."""
        return [str(uri) for uri in self._table(name, version=version).file_uris()]

    # inside

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError(f"not a table's name: {name!r}")
        return self.root / name if name == "patents" else self.root / "facts" / name

    def _table(
        self,
        name: str,
        *,
        version: int | None = None,
        make: pa.Schema | None = None,
        partition: list[str] | None = None,
    ) -> Any:
        from deltalake import DeltaTable
        from deltalake.exceptions import DeltaError

        path = self._path(name)
        if not (path / "_delta_log").is_dir():
            if make is None:
                raise _absent(name)
            path.mkdir(parents=True, exist_ok=True)
            return DeltaTable.create(
                str(path), schema=make, partition_by=partition or [], configuration=dict(_CONFIGURATION)
            )
        try:
            return DeltaTable(str(path), version=version)
        except DeltaError as error:
            raise (_damaged(name) if version is None else _no_version(name, version)) from error

    def _batches(self, version: int | None, columns: list[str] | None, size: int) -> Iterator[pa.RecordBatch]:
        if self.version() is None:
            raise _absent("patents")
        dataset = self._table("patents", version=version).to_pyarrow_dataset()
        yield from dataset.to_batches(columns=columns, batch_size=size, batch_readahead=2, fragment_readahead=1)


def _properties(stamp: Mapping[str, Any]) -> Any:
    from deltalake import CommitProperties

    return CommitProperties(custom_metadata={_STAMP: json.dumps(stamp, ensure_ascii=False, sort_keys=True)})


def _absent(name: str) -> NotFound:
    if name == "patents":
        hint = Text(
            "还没有导入数据，请先运行 zhiquan import <文件>。",
            "Nothing has been imported yet; run zhiquan import <file> first.",
        )
        return NotFound("lake.empty", hint)
    return NotFound("lake.no-table", Text(f"数据湖里没有表 {name}。", f"The lake has no table {name}."))


def _no_version(name: str, version: int) -> NotFound:
    text = Text(f"数据湖的表 {name} 没有版本 {version}。", f"Table {name} of the lake has no version {version}.")
    return NotFound("lake.no-version", text)


def _damaged(name: str) -> Refusal:
    text = Text(
        f"数据湖的表 {name} 已损坏，请从备份恢复。", f"Table {name} of the lake is damaged; restore it from the backup."
    )
    return Refusal("lake.damaged", text)
