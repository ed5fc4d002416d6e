"""All that an office owns, in formats that any program reads: JSON Lines, Parquet, and the files themselves.

Secrets are left out: what opens an account or proves the office's hand is nobody's record.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from django.apps import apps
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiquan import __version__
from zhiquan.hall.files.disk import path_of
from zhiquan.hall.files.models import QUARANTINED, StoredFile
from zhiquan.portal.operations.backup.parts import walk
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.files import scan
from zhiquan.records.corpus.store.schema import SCHEMAS
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import now

Progress = Callable[[int, int | None], None]
LEFT_OUT = {
    "access.SecondFactor": None,
    "access.RecoveryCode": None,
    "access.Passkey": None,
    "access.Lockout": None,
    "cases.WrongGuess": None,
    "ledger.Sealing": None,
    "api.Window": None,
    "api.KeptAnswer": None,
    "api.Token": {"digest"},
    "access.User": {"password"},
    "cases.Case": {"secret_hash"},
    "exchange.Subscription": {"secret", "old_secret"},
}
"""By model: the fields that are secrets; None: the whole table is what signs somebody in, or a passing lock."""
SUMS = "SHA256SUMS"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: rows by table, records by table of the lake, files with their bytes, and files not found."""

    folder: Path
    rows: dict[str, int]
    records: dict[str, int]
    files: int
    missing: int


def export_all(folder: Path, progress: Progress | None = None) -> Exported:
    """Write everything into an empty folder; ``Refusal`` ``export.not-empty`` for one that holds something."""
    if folder.exists() and any(folder.iterdir()):
        text = Text(
            f"{folder} 不是空目录，未导出：请指定一个空目录。",
            f"{folder} is not empty; nothing was exported: name an empty folder.",
        )
        raise Refusal("export.not-empty", text)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    data: DataFolder = settings.DATA
    rows = {label: _table(model, folder / "tables", progress) for label, model in owned()}
    records = dict(_lake(data, folder / "records"))
    files, missing = _files(data, folder / "files")
    for part in ("region", "mappings"):
        if (data.root / part).is_dir():
            shutil.copytree(data.root / part, folder / part)
    done = Exported(folder, rows, records, files, missing)
    (folder / "README.md").write_text(_readme(done), "utf-8")
    _sums(folder)
    return done


def owned() -> Iterator[tuple[str, type[models.Model]]]:
    """Yield the tables that are the office's own record, by name."""
    for model in apps.get_models():
        label = model._meta.label  # noqa: SLF001 - the model's public description
        if model.__module__.startswith("zhiquan.") and LEFT_OUT.get(label, ()) is not None:
            yield label, model


def fields_of(model: type[models.Model]) -> list[str]:
    """Return the columns that are exported."""
    secret = LEFT_OUT.get(model._meta.label) or set()  # noqa: SLF001
    return [field.attname for field in model._meta.concrete_fields if field.name not in secret]  # noqa: SLF001


def _table(model: type[models.Model], folder: Path, progress: Progress | None) -> int:
    folder.mkdir(exist_ok=True)
    names, count = fields_of(model), 0
    with (folder / f"{model._meta.label}.jsonl").open("w", encoding="utf-8") as out:  # noqa: SLF001
        for row in model._default_manager.order_by("pk").values(*names).iterator(2_000):  # noqa: SLF001
            out.write(json.dumps(row, cls=_Encoder, ensure_ascii=False) + "\n")
            count += 1
            if progress and not count % 1_000:
                progress(count, None)
    return count


class _Encoder(DjangoJSONEncoder):
    """Bytes as hexadecimal; days, moments and amounts as Django writes them (ISO 8601, decimals as texts)."""

    def default(self, o: Any) -> Any:
        if isinstance(o, bytes | memoryview):
            return bytes(o).hex()
        return super().default(o)


def _lake(data: DataFolder, folder: Path) -> Iterator[tuple[str, int]]:
    lake = Lake(data.lake)
    if lake.version() is None:
        return
    folder.mkdir()
    for name in SCHEMAS:
        opened = lake.opened(name)
        if opened is not None:
            yield name, _parquet(scan(opened), folder / f"{name}.parquet")


def _parquet(rows: pa.RecordBatchReader, path: Path) -> int:
    count = 0
    with pq.ParquetWriter(path, rows.schema, compression="zstd") as out:
        for batch in rows:
            out.write_batch(batch)
            count += batch.num_rows
    return count


def _files(data: DataFolder, folder: Path) -> tuple[int, int]:
    """Copy each file once, under its digest; names and owners stand in the table of files."""
    found = missing = 0
    folder.mkdir()
    digests = StoredFile.objects.exclude(scan__in=QUARANTINED).order_by("digest").values_list("digest", flat=True)
    for digest in digests.distinct().iterator():
        path = path_of(data.files, digest)
        if path.exists():
            shutil.copyfile(path, folder / digest)
            found += 1
        else:
            missing += 1
    return found, missing


def _readme(done: Exported) -> str:
    tables = "\n".join(f"- `tables/{label}.jsonl`: {count}" for label, count in done.rows.items())
    records = "\n".join(f"- `records/{name}.parquet`: {count}" for name, count in done.records.items())
    return f"""# {settings.OFFICE_NAME}：全部数据 / all data

{now():%Y-%m-%d %H:%M} · Zhiquan {__version__}

本目录由 `zhiquan export-all` 写出，含本机关拥有的全部数据；口令、第二因素、密钥等秘密不在其中。
含个人信息，请按敏感数据保管。

Written by `zhiquan export-all`: all that the office owns, without passwords, second factors and keys. It holds personal
data; keep it accordingly.

- `tables/*.jsonl`：数据库各表，一行一条 JSON；日期、时刻为 ISO 8601，金额为文本，`…_id` 指另一张表的 `id`。
  One row a line; dates and moments are ISO 8601, amounts are texts, `…_id` names the `id` of a row of another table.
- `records/*.parquet`：数据湖最新版本各表，每来源每件一行。
  The newest version of the lake, a row for each record and source.
- `files/<SHA-256>`：文件，名称和类型见 `tables/files.StoredFile.jsonl`（{done.files} 个，缺 {done.missing} 个）。
  Files by digest; names and kinds stand in `tables/files.StoredFile.jsonl` ({done.files}, {done.missing} missing).
- `region/`, `mappings/`：本地定义和表格映射。The office's own definitions and mappings.
- `{SUMS}`：各文件摘要，可用 `sha256sum -c {SUMS}` 核对。Digests, checked by `sha256sum -c {SUMS}`.

## tables

{tables}

## records

{records}
"""


def _sums(folder: Path) -> None:
    with (folder / SUMS).open("w", encoding="utf-8") as out:
        for path, name in walk(folder):
            if name != SUMS:
                with path.open("rb") as stream:
                    out.write(f"{hashlib.file_digest(stream, 'sha256').hexdigest()}  {name}\n")
