"""Keeping the lake whole: verify, roll back, join small files, say where it lies."""

from __future__ import annotations

import json
import sys

import click

from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, json_option, language, tr
from zhiquan.records.corpus.datasets import refresh
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.place import FILE, Place
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder


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
