"""``zhiquan backup`` and ``zhiquan restore``: all that an installation owns into one file, and back."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click

from zhiquan.portal.cli.importing import progress_bar
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, tr
from zhiquan.settings.folders import DataFolder, data_folder

_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command(
    help=tr(
        "备份：数据库、数据湖、文件、本地定义和密钥写入一个文件，系统可照常运行；检索索引恢复时重建。",
        "Write database, lake, files, own definitions and keys into one file while the system runs; the index is left"
        " out and built anew by a restore.",
    )
)
@click.argument("folder", required=False, type=_FOLDER)
@click.option("--no-keys", is_flag=True, help=tr("不含密钥，须另行保存", "Leave out the keys; keep them apart"))
@click.option("--keep", type=click.IntRange(1), help=tr("该目录只保留最近几份备份", "Keep only so many backups there"))
@click.option("--wait", default=600, show_default=True, type=click.IntRange(0),
              help=tr("数据湖正在写入时最多等几秒", "Wait so many seconds while the lake is written"))  # fmt: skip
@json_option
def backup(folder: Path | None, keep: int | None, wait: int, *, no_keys: bool, as_json: bool) -> None:
    """Write a backup into a folder (``backups`` in the data folder without one)."""
    django_ready()
    from zhiquan.portal.operations.backup import take

    with progress_bar(tr("备份", "Backup")) as progress:
        done = take(folder or data_folder().backups, keys=not no_keys, keep=keep or 0, wait=wait, progress=progress)
    if as_json:
        emit_json(done)
        return
    click.echo(tr(f"{done.path}：{done.files} 个文件，{done.size / 1e6:.1f} MB，用时 {done.seconds} 秒。",
                  f"{done.path}: {done.files} files, {done.size / 1e6:.1f} MB, {done.seconds} s."))  # fmt: skip
    click.echo(f"SHA-256 {done.sha256}")
    if done.removed:
        click.echo(tr(f"删除旧备份 {done.removed} 份。", f"{done.removed} older backups removed."))
    click.secho(_WITH_KEYS if done.keys else _WITHOUT_KEYS, fg="yellow", err=True)
    if done.elsewhere:
        click.secho(tr(f"数据湖的表在 {done.elsewhere}，不在备份中，请按对象存储的办法另行备份。",
                       f"The lake's tables lie at {done.elsewhere} and are not in the backup; back them up by the means"
                       " of that store."), fg="yellow", err=True)  # fmt: skip


_WITH_KEYS = tr(
    "备份内含本站密钥和全部个人信息：得到它的人能以本机关名义签章，并能冒充任何用户登录。"
    "请只存放在加密介质上，离开本机关前先加密，不经邮件和网盘传送。",
    "The backup holds the site's keys and all personal data: whoever has it can seal letters in the office's name and"
    " sign in as anybody. Keep it on encrypted media, encrypt it before it leaves the office, never send it by mail.",
)
_WITHOUT_KEYS = tr(
    "备份不含密钥：请另行妥善保存 keys 目录，没有它就无法恢复。备份仍含全部个人信息，请按敏感数据保管。",
    "The backup holds no keys: keep the keys folder apart, nothing can be restored without it. All personal data are"
    " still inside; keep it accordingly.",
)


@click.command(
    help=tr(
        "恢复：把备份恢复到空的数据目录（和空数据库），并重建检索索引；文件有任何改动即拒绝。",
        "Restore a backup into an empty data folder (and an empty database) and build the index anew; a file of which"
        " any byte was changed is refused.",
    )
)
@click.argument("archive", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--keys", type=_FOLDER, help=tr("另行保存的 keys 目录", "The keys folder that was kept apart"))
@click.option("--no-index", is_flag=True, help=tr("不重建索引", "Do not build the index"))
@json_option
def restore(archive: Path, keys: Path | None, *, no_index: bool, as_json: bool) -> None:
    """Restore; nothing of Django is loaded before the place is whole, for that would make a new secret."""
    from zhiquan.portal.operations.backup import restoring

    data = data_folder()
    with progress_bar(tr("核对备份", "Checking the backup")) as progress:
        done = restoring.restore(archive, data, _server(), keys=keys, progress=progress)
    pending = _set_up(data, index=not no_index)
    if as_json:
        emit_json({**{n: getattr(done, n) for n in done.__dataclass_fields__}, "upgrade": pending})
        return
    made = done.about.made_at
    click.echo(tr(f"已恢复 {made} 的备份：{done.files} 个文件，{done.size / 1e6:.1f} MB。",
                  f"Restored the backup of {made}: {done.files} files, {done.size / 1e6:.1f} MB."))  # fmt: skip
    if done.other_secret:
        click.secho(tr("本站密钥（ZHIQUAN_SECRET_KEY）与作备份时不同：查询码和已发出的链接将失效，请改回原值。",
                       "The site's secret (ZHIQUAN_SECRET_KEY) is not the one of the backup: secrets of cases and links"
                       " that were given out do not work; set the former value."), fg="yellow", err=True)  # fmt: skip
    if pending:
        click.echo(tr("备份来自较早的程序，请接着执行 zhiquan upgrade。",
                      "The backup is of an earlier program; go on with zhiquan upgrade."))  # fmt: skip
    click.echo(tr("请接着执行 zhiquan doctor 和 zhiquan ledger verify。",
                  "Go on with zhiquan doctor and zhiquan ledger verify."))  # fmt: skip


def _server() -> dict[str, Any] | None:
    import dj_database_url

    url = os.environ.get("ZHIQUAN_DATABASE_URL")
    return dict(dj_database_url.parse(url)) if url else None


def _set_up(data: DataFolder, *, index: bool) -> bool:
    """Collect the static files and build what is not in a backup; say whether the database waits for an upgrade."""
    django_ready()
    from django.core.management import call_command

    from zhiquan.portal.operations.building import build_indexes
    from zhiquan.portal.operations.upgrading import waiting_migrations

    call_command("collectstatic", verbosity=0, interactive=False)
    if index:
        with progress_bar(tr("重建索引", "Building the index")) as progress:
            build_indexes(data, progress)
    return bool(waiting_migrations())
