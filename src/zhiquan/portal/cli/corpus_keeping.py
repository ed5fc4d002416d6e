"""Keeping the lake whole: verify, roll back, join small files, say where it lies."""

from __future__ import annotations

import json
import sys
from datetime import timedelta

import click

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, json_option, language, tr
from zhiquan.records.corpus.datasets import refresh
from zhiquan.records.corpus.reckoned import HIGH_VALUE, STATUS, reckon
from zhiquan.records.corpus.store import Lake, sweeping
from zhiquan.records.corpus.store.place import FILE, Place
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder
from zhiquan.settings.now import now


@click.command(
    help=tr(
        "核对数据湖：文件、行数、摘要、重复；有损坏时退出码为 3。",
        "Verify the lake: files, rows, digests, repeats; exits with 3 where something is damaged.",
    )
)
@json_option
def verify(*, as_json: bool) -> None:
    """Check every file and row and name what is damaged."""
    found = Lake(data_folder().lake).verify()
    if as_json:
        emit_json({"sound": found.sound, **{name: getattr(found, name) for name in found.__dataclass_fields__}})
    else:
        rows = tr("、", ", ").join(f"{table} {count}" for table, count in found.rows.items())
        looked = tr(
            "版本 {0}，共 {1} 个版本、{2} 个文件、{3:.1f} MB；{4}", "version {0} of {1}; {2} files, {3:.1f} MB; {4}"
        )
        click.echo(looked.format(found.version or 0, found.versions, found.files, found.size / 2**20, rows))
        for fault in found.faults:
            click.secho(f"{fault.text.say(language())} [{fault.rule}]", fg="red")
        if found.sound:
            click.echo(tr("完好。", "Sound."))
    if not found.sound:
        sys.exit(EXIT_FOUND_FAULTS)


@click.command(
    help=tr(
        "退回到某一版本（不删除任何数据，可再退回）；更正不受影响。之后请运行 zhiquan index build。",
        "Return to an earlier version (nothing is deleted); corrections stay. Then run zhiquan index build.",
    )
)
@click.argument("version", type=int)
@json_option
def rollback(version: int, *, as_json: bool) -> None:
    """Make an earlier version the newest one."""
    lake = Lake(data_folder().lake)
    made = lake.rollback(version)
    refresh(lake)
    if as_json:
        emit_json({"version": made, "target": version})
        return
    click.echo(tr("已退回到版本 {0}，记为版本 {1}。", "Back at version {0}, as version {1}.").format(version, made))


@click.command(help=tr("合并小文件；各版本仍可读。", "Join small files; every version stays readable."))
@json_option
def compact(*, as_json: bool) -> None:
    """Join small files of each table."""
    made = Lake(data_folder().lake).compact()
    if as_json:
        emit_json({"version": made})
    elif made is None:
        click.echo(tr("没有可合并的小文件。", "There is nothing to join."))
    else:
        click.echo(tr("已合并，记为版本 {0}。", "Joined, as version {0}.").format(made))


@click.command(
    help=tr(
        "数据湖的表放在哪里：本机文件夹，或对象存储（如 s3://…）；密钥只放环境变量。",
        "Where the lake's tables lie: this folder, or an object store (s3://…); keys belong in the environment.",
    )
)
@click.argument("root", required=False)
@click.option(
    "--option", "options", multiple=True, help=tr("对象存储的选项，名=值", "An option of the store: name=value")
)
@json_option
def place(root: str | None, options: tuple[str, ...], *, as_json: bool) -> None:
    """Print or set the place; it can only be set while the lake is empty."""
    folder = data_folder().lake
    if root:
        with only_writer(folder / ".writing.lock", Text("数据湖", "the lake")):
            if Lake(folder).version() is not None:
                text = Text(
                    "数据湖里已有数据，不能改换位置；请先移走或另建数据文件夹。",
                    "The lake holds data and cannot be moved; begin with an empty data folder.",
                )
                raise Conflict("lake.not-empty", text)
            told = {"root": root, "options": dict(option.split("=", 1) for option in options)}
            (folder / FILE).write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    found = Place.of(folder)
    if as_json:
        emit_json({"root": found.root, "options": dict(found.options)})
        return
    click.echo(found.root)


@click.command(
    help=tr(
        "推算每件专利的法律状态和高价值发明专利的起止日期，供统计使用；导入之后自动进行，退回版本或更正之后请运行。",
        "Reckon from when to when each patent stood and was of high value, for statistics. Runs by itself after an"
        " import; run it after a rollback or a correction.",
    )
)
@json_option
def statuses(*, as_json: bool) -> None:
    """Bring the intervals of status and high value up to the newest data."""
    folders = data_folder()
    made = reckon(Lake(folders.lake), law_book(folders.region))
    if as_json:
        emit_json(made)
    elif made is None:
        click.echo(tr("已是最新。", "Up to date."))
    else:
        told = tr(
            "已推算 {0} 件，共 {1} 段状态、{2} 段高价值。", "{0} rights: {1} stretches of status, {2} of high value."
        )
        click.echo(told.format(made.rights, made.rows[STATUS], made.rows[HIGH_VALUE]))


@click.command(
    help=tr(
        "列出不属于任何版本的残留文件（写入中途被终止的程序留下的）；加 --delete 才删除。任何版本引用的文件都不会动。",
        "List files that belong to no version (left by writers that were killed); only --delete removes them. No file"
        " that any version refers to is touched.",
    )
)
@click.option("--delete", is_flag=True, help=tr("删除列出的文件", "Delete what is listed"))
@click.option(
    "--days",
    default=1,
    show_default=True,
    type=click.IntRange(0),
    help=tr("只看多少天以前写入的文件", "Only files written at least so many days ago"),
)
@json_option
def sweep(days: int, *, delete: bool, as_json: bool) -> None:
    """List orphan files, and delete them when asked to."""
    lake, before = Lake(data_folder().lake), now() - timedelta(days=days)
    found = sweeping.orphans(lake, before)
    if delete:
        found = sweeping.sweep(lake, found, before)
    if as_json:
        emit_json({"deleted": delete, "files": found})
        return
    for one in found:
        click.echo(f"{one.table}/{one.path}  {one.size / 2**20:.1f} MB  {one.written:%Y-%m-%d}")
    size = sum(one.size for one in found) / 2**20
    if not found:
        click.echo(tr("没有残留文件。", "Nothing is left over."))
    elif delete:
        click.echo(tr("已删除 {0} 个文件，{1:.1f} MB。", "Deleted {0} files, {1:.1f} MB.").format(len(found), size))
    else:
        told = tr("共 {0} 个文件，{1:.1f} MB；加 --delete 删除。", "{0} files, {1:.1f} MB; --delete removes them.")
        click.echo(told.format(len(found), size))
