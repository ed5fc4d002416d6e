"""``zhiquan upgrade`` and ``zhiquan export-all``: to the next version, and away with everything."""

from __future__ import annotations

from pathlib import Path

import click

from zhiquan.portal.cli.importing import progress_bar
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, tr
from zhiquan.settings.folders import data_folder


@click.command(
    help=tr(
        "升级：先备份，再升级数据库、发布自带事项、更新索引；不能安全升级时拒绝并说明怎么办。",
        "Back up, migrate, publish shipped definitions, update the index; what cannot be upgraded safely is refused.",
    )
)
@click.option("--backups", type=click.Path(file_okay=False, path_type=Path),
              help=tr("备份写到哪里", "Where the backup is written"))  # fmt: skip
@click.option("--no-backup", is_flag=True, help=tr("已另行备份，不再备份", "A backup was made by other means"))
@json_option
def upgrade(backups: Path | None, *, no_backup: bool, as_json: bool) -> None:
    """Upgrade the installation; stop web, worker and tick first."""
    django_ready()
    from zhiquan.portal.cli.site import make_ready
    from zhiquan.portal.operations.upgrading import upgrade as run

    where = None if no_backup else backups or data_folder().backups
    with progress_bar(tr("重建索引", "Building the index")) as progress:
        done = run(where, make_ready, progress)
    if as_json:
        emit_json(done)
        return
    if done.backup:
        click.echo(tr(f"升级前的备份：{done.backup}", f"The backup made before: {done.backup}"))
    count = len(done.migrations)
    click.echo(tr(f"已升级，数据库 {count} 步。请执行 zhiquan doctor。",
                  f"Upgraded, {count} migrations. Go on with zhiquan doctor."))  # fmt: skip


@click.command(
    name="export-all",
    help=tr(
        "导出本机关的全部数据：JSON Lines、Parquet 和原文件，附说明和摘要。",
        "Write all that the office owns as JSON Lines, Parquet and files, with a README and digests.",
    ),
)
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@json_option
def export_all(folder: Path, *, as_json: bool) -> None:
    """Export into an empty folder."""
    django_ready()
    from zhiquan.portal.operations.exporting import export_all as run

    with progress_bar(tr("导出", "Export")) as progress:
        done = run(folder, progress)
    if as_json:
        emit_json(done)
        return
    rows, records = sum(done.rows.values()), sum(done.records.values())
    zh = f"{folder}：{len(done.rows)} 张表 {rows} 行，{records} 条数据，{done.files} 个文件。"
    click.echo(tr(zh, f"{folder}: {len(done.rows)} tables, {rows} rows, {records} records, {done.files} files."))
    if done.missing:
        click.secho(tr(f"有 {done.missing} 个文件找不到，请执行 zhiquan doctor。",
                       f"{done.missing} files were not found; run zhiquan doctor."), fg="yellow", err=True)  # fmt: skip
