"""From the database of an earlier program to this one's: what is refused, what is done, in which order."""

from __future__ import annotations

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


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
