"""From the database of an earlier program to this one's: what is refused, what is done, in which order."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from zhiquan.hall.files.disk import path_of
from zhiquan.portal.operations.backup import take
from zhiquan.portal.operations.building import Progress, build_indexes
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import hint
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import DataFolder

log = logging.getLogger(__name__)


def waiting_migrations() -> list[str]:
    """Return the migrations that the database still lacks, in the order in which they would be run."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def unknown_migrations() -> list[str]:
    """Return what was done to the database that this program does not know: a newer one was here."""
    executor = MigrationExecutor(connection)
    known, labels = set(executor.loader.disk_migrations), {label for label, _ in executor.loader.disk_migrations}
    replaced = {old for migration in executor.loader.disk_migrations.values() for old in migration.replaces}
    applied = set(MigrationRecorder(connection).applied_migrations())
    return sorted(f"{label}.{name}" for label, name in applied - known - replaced if label in labels)


def refuse_newer() -> None:
    """``Refusal`` ``site.newer-database`` when a newer program has upgraded this database."""
    if unknown := unknown_migrations():
        text = Text(
            f"数据库已由较新的程序升级（{unknown[-1]}），本程序不能使用：请安装较新的版本，或用升级前的备份恢复。",
            f"A newer program has upgraded the database ({unknown[-1]}); this one cannot use it: install the newer"
            " version, or restore the backup made before the upgrade.",
        )
        raise Refusal("site.newer-database", text)


@dataclass(frozen=True, slots=True)
class Upgraded:
    """What an upgrade did: the migrations run, the backup made before, whether the index was built anew."""

    migrations: tuple[str, ...]
    backup: Path | None
    indexed: bool


def upgrade(backups: Path | None, make_ready: Callable[[], None], progress: Progress | None = None) -> Upgraded:
    """Back up, migrate, publish definitions, build the index; ``make_ready`` does what a set-up does.

    Everything that would make it fail half-way is looked at first (``refuse_unfit``). Without ``backups`` no backup is
    made. ``Refusal`` ``site.upgrade-failed`` names the backup to go back to.
    """
    refuse_unfit()
    waiting = tuple(waiting_migrations())
    made = take(backups).path if backups else None
    try:
        make_ready()
    except Exception as error:
        log.exception("upgrade")
        where = str(made) if made else "-"
        text = Text(
            f"升级失败（{type(error).__name__}: {error}）。请停机，把数据目录移开，用升级前的备份恢复：{where}",
            f"The upgrade failed ({type(error).__name__}: {error}). Stop the site, move the data folder away and"
            f" restore the backup made before: {where}",
        )
        raise Refusal("site.upgrade-failed", text) from error
    data: DataFolder = settings.DATA
    behind = hint(data.lake, data.index) is not None
    return Upgraded(waiting, made, behind and build_indexes(data, progress))


def refuse_unfit() -> None:
    """Refuse what an upgrade could only spoil: no database, a newer one, one whose order is broken, files not there.

    ``site.not-set-up``, ``site.newer-database``, ``site.skipped-version``, ``site.no-files``; and ``lake.old-form``,
    for a site that came up with its records gone would be taken for upgraded.
    """
    if not MigrationRecorder(connection).applied_migrations():
        raise Refusal("site.not-set-up", _NOT_SET_UP)
    refuse_newer()
    try:
        MigrationExecutor(connection).loader.check_consistent_history(connection)
    except InconsistentMigrationHistory as error:
        text = Text(
            f"数据库跳过了中间版本（{error}），不能直接升级：请先依次安装中间的版本并升级，或用备份恢复。",
            f"The database has skipped a version ({error}) and cannot be upgraded as it is: install the versions"
            " between one after the other, or restore a backup.",
        )
        raise Refusal("site.skipped-version", text) from error
    _refuse_without_files()
    Lake(settings.DATA.lake).refuse_old_form()


def _refuse_without_files() -> None:
    """Refuse when none of the newest files that the database names is there: the wrong folder, or a disk not mounted.

    The table is asked for by name, for its columns may still be those of an earlier program.
    """
    table = "files_storedfile"
    data: DataFolder = settings.DATA
    with connection.cursor() as cursor:
        if table not in connection.introspection.table_names(cursor):
            return
        cursor.execute(f"SELECT digest FROM {table} ORDER BY id DESC LIMIT {_LOOKED_AT}")  # noqa: S608 - our own names
        digests = [row[0] for row in cursor.fetchall()]
    if digests and not any(path_of(folder, d).exists() for d in digests for folder in (data.files, data.quarantine)):
        text = Text(
            f"数据库登记了文件，但 {data.files} 中一个也没有，未升级：请核对 ZHIQUAN_DATA 和磁盘挂载，或从备份恢复。",
            f"The database names files and {data.files} holds none of them; nothing was upgraded: check ZHIQUAN_DATA"
            " and the mounted disks, or restore a backup.",
        )
        raise Refusal("site.no-files", text)


_LOOKED_AT = 20
_NOT_SET_UP = Text(
    "数据库是空的，无需升级：新装请执行 zhiquan site setup，旧站请核对 ZHIQUAN_DATA 或 ZHIQUAN_DATABASE_URL。",
    "The database is empty, there is nothing to upgrade: run zhiquan site setup for a new site, or check ZHIQUAN_DATA"
    " and ZHIQUAN_DATABASE_URL.",
)
