"""Where the tables of a lake lie: a folder, or a place of an object store named by a file in that folder.

Locks, staging and reports always stay in the folder. ``place.json`` there, where it exists, says where the tables are:
``{"root": "s3://bucket/lake", "options": {"aws_endpoint": "…"}}``. Credentials belong into the environment (as the
store's own variables), never into the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

FILE = "place.json"
_KEPT_FOR = "interval 36500 days"
CONFIGURATION: Mapping[str, str | None] = {
    # an earlier version is the vintage of a signed figure: neither its log nor its files may expire
    "delta.logRetentionDuration": _KEPT_FOR,
    "delta.deletedFileRetentionDuration": _KEPT_FOR,
}


@dataclass(frozen=True, slots=True)
class Place:
    """Tables below ``root`` (a folder or a URL), opened with ``options`` of the object store."""

    root: str
    options: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path) -> Place:
        """Return the place of the lake kept in ``folder``; ``Refusal`` ``lake.place`` for a file that says nonsense."""
        told = folder / FILE
        if not told.is_file():
            return cls(str(folder))
        try:
            said = json.loads(told.read_text("utf-8"))
            return cls(str(said["root"]).rstrip("/"), {str(k): str(v) for k, v in said.get("options", {}).items()})
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            text = Text(
                f"{FILE} 的内容无法识别，应写明 root（位置）和 options（选项）。",
                f"{FILE} cannot be read; it must give root and, where needed, options.",
            )
            raise Refusal("lake.place", text) from error

    @property
    def is_local(self) -> bool:
        """Whether the tables are files of this machine."""
        return "://" not in self.root

    def uri(self, name: str) -> str:
        """Return where a table lies (``patents``, ``facts/pledge``)."""
        return f"{self.root}/{name}"

    def holds(self, name: str) -> bool:
        """Whether there is such a table."""
        if self.is_local:
            return (Path(self.uri(name)) / "_delta_log").is_dir()
        from deltalake import DeltaTable

        return bool(DeltaTable.is_deltatable(self.uri(name), storage_options=dict(self.options)))

    def table(self, name: str, version: int | None = None) -> Any:
        """Open a table; ``NotFound`` ``lake.no-table``, ``lake.no-version``, ``Refusal`` ``lake.damaged``."""
        from deltalake import DeltaTable
        from deltalake.exceptions import DeltaError

        if not self.holds(name):
            raise NotFound("lake.no-table", Text(f"数据湖里没有表 {name}。", f"The lake has no table {name}."))
        try:
            return DeltaTable(self.uri(name), version=version, storage_options=dict(self.options))
        except DeltaError as error:
            raise (damaged(name) if version is None else _no_version(name, version)) from error

    def kept(self, name: str, version: int) -> Any:
        """Return a version of a table as ``table`` does, open from an earlier call if it can be: for what only reads.

        A version never changes. That its log is the same file as then tells a lake restored in the same folder.
        """
        log = Path(self.uri(name)) / "_delta_log" / f"{version:020}.json"
        if not self.is_local or not log.is_file():
            return self.table(name, version)
        told = log.stat()
        return _opened(self.root, name, version, (told.st_ino, told.st_mtime_ns))

    def newest(self, name: str) -> Any:
        """Return the newest version of a table, open from an earlier call if nothing was committed since."""
        log = Path(self.uri(name)) / "_delta_log"
        commits = [int(one.stem) for one in log.glob("*.json") if one.stem.isdecimal()] if self.is_local else []
        return self.kept(name, max(commits)) if commits else self.table(name)

    def make(self, name: str, schema: pa.Schema, partition: list[str] | None = None) -> Any:
        """Open a table, made empty when it is not there."""
        from deltalake import DeltaTable

        if self.holds(name):
            return self.table(name)
        if self.is_local:
            Path(self.uri(name)).mkdir(parents=True, exist_ok=True)
        return DeltaTable.create(
            self.uri(name),
            schema=schema,
            partition_by=partition or [],
            configuration=dict(CONFIGURATION),
            storage_options=dict(self.options),
        )

    def write(self, name: str, rows: Any, **how: Any) -> None:
        """Write rows (an Arrow stream or table) as one commit."""
        from deltalake import write_deltalake

        write_deltalake(self.uri(name), rows, storage_options=dict(self.options), **how)


@lru_cache(maxsize=64)
def _opened(root: str, name: str, version: int, log: tuple[int, int]) -> Any:
    del log
    return Place(root).table(name, version)


def damaged(name: str) -> Refusal:
    """Return the refusal that says a table cannot be read."""
    text = Text(
        f"数据湖的表 {name} 已损坏，请运行 zhiquan corpus verify 查明，并从备份恢复。",
        f"Table {name} of the lake is damaged; see zhiquan corpus verify and restore it from the backup.",
    )
    return Refusal("lake.damaged", text)


def _no_version(name: str, version: int) -> NotFound:
    text = Text(f"数据湖的表 {name} 没有版本 {version}。", f"Table {name} of the lake has no version {version}.")
    return NotFound("lake.no-version", text)
