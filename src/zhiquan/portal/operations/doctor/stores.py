"""What the program keeps: database, lake and index, files, keys, backups."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.conf import settings
from django.db import connection

from zhiquan.hall.files.disk import path_of
from zhiquan.hall.files.models import StoredFile
from zhiquan.portal.operations import marks
from zhiquan.portal.operations.doctor.finding import Said, fail, ok, warn
from zhiquan.portal.operations.upgrading import unknown_migrations, waiting_migrations
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import hint, status
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.folders import DataFolder
from zhiquan.settings.now import now

BACKUP_DAYS, SEAL_DAYS = 2, 60
SHOWN = 3


def database() -> Iterator[Said]:
    """Say whether the database answers and is of this program's form."""
    connection.ensure_connection()
    if unknown := unknown_migrations():
        yield fail(
            f"数据库比程序新（{unknown[-1]}）：请安装较新的版本。",
            f"The database is newer than the program ({unknown[-1]}): install the newer version.",
        )
    if waiting := waiting_migrations():
        yield fail(
            f"数据库缺 {len(waiting)} 步升级：请执行 zhiquan upgrade（新装执行 zhiquan site setup），然后再体检。",
            f"The database lacks {len(waiting)} migrations: run zhiquan upgrade (a new site: zhiquan site setup), then"
            " the doctor again.",
        )
    yield ok(f"数据库 {connection.vendor}", f"Database {connection.vendor}")


def lake() -> Iterator[Said]:
    """Say whether the index shows what the lake holds."""
    data: DataFolder = settings.DATA
    version = Lake(data.lake).version()
    if version is None:
        try:
            Lake(data.lake).refuse_old_form()
        except Refusal as old:
            yield fail(old.text.zh, old.text.en)
            return
        yield warn("数据湖是空的：请用 zhiquan import 导入数据。", "The lake is empty: import with zhiquan import.")
        return
    if behind := hint(data.lake, data.index):
        yield warn(behind.zh, behind.en)
        return
    found = status(data.lake, data.index)
    yield ok(
        f"数据湖第 {version} 版，索引 {found.records} 件", f"Lake version {version}, {found.records} records found"
    )


def files() -> Iterator[Said]:
    """Say whether every file that a row names is there; sizes are compared, digests are the backup's business."""
    data: DataFolder = settings.DATA
    count, missing = 0, list[str]()
    for file in StoredFile.objects.order_by("pk").only("digest", "size", "scan").iterator():
        count += 1
        path = path_of(data.quarantine if file.quarantined else data.files, file.digest)
        if not _holds(path, file.size):
            missing.append(str(file.pk))
    if missing:
        named = ", ".join(missing[:SHOWN])
        yield fail(
            f"{len(missing)} 个文件丢失或不完整（编号 {named} 等）：请从备份恢复 files 目录。",
            f"{len(missing)} files are missing or cut (numbers {named} …): restore the files folder from a backup.",
        )
    else:
        yield ok(f"文件 {count} 个", f"{count} files")


def _holds(path: Path, size: int) -> bool:
    try:
        return path.stat().st_size == size
    except FileNotFoundError:
        return False


def keys() -> Iterator[Said]:
    """Say whether the keys are the office's alone, and how long the seal is good for."""
    data: DataFolder = settings.DATA
    for path in (data.keys, *sorted(data.keys.iterdir())):
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            yield fail(
                f"{path} 别人也能读：请执行 chmod go= {path}。", f"Others can read {path}: run chmod go= {path}."
            )
    seal = data.keys / "seal.pem"
    if not seal.exists():
        yield ok("尚无印章密钥，首次签发时生成", "No seal yet; it is made with the first letter")
        return
    until = x509.load_pem_x509_certificate(seal.read_bytes()).not_valid_after_utc
    yield _seal(until, now())


def _seal(until: datetime, at: datetime) -> Said:
    if until < at:
        return fail(
            f"印章证书已于 {until:%Y-%m-%d} 到期：请把 seal.pem 改名为 seal-{until:%Y}.pem，程序会换新。",
            f"The seal ran out on {until:%Y-%m-%d}: rename seal.pem to seal-{until:%Y}.pem, a new one is made.",
        )
    if until < at + timedelta(days=SEAL_DAYS):
        return warn(
            f"印章证书将于 {until:%Y-%m-%d} 到期，请安排更换。", f"The seal runs out on {until:%Y-%m-%d}; plan for it."
        )
    return ok(f"印章有效至 {until:%Y-%m-%d}", f"The seal is good until {until:%Y-%m-%d}")


def backups() -> Iterator[Said]:
    """Say when the last backup was made."""
    last = marks.last(settings.DATA, "backup")
    if last is None:
        yield warn(
            "还没有做过备份：请执行 zhiquan backup，并安排每日自动备份。",
            "There is no backup yet: run zhiquan backup and have it run every day.",
        )
    elif now() - last > timedelta(days=BACKUP_DAYS):
        yield warn(
            f"最近一次备份在 {last:%Y-%m-%d %H:%M}：请检查定时备份。",
            f"The last backup is of {last:%Y-%m-%d %H:%M}: look at its timer.",
        )
    else:
        yield ok(f"最近备份 {last:%Y-%m-%d %H:%M}", f"Last backup {last:%Y-%m-%d %H:%M}")
