"""``zhiquan mapping``: what the columns of a user's own table mean — guessed, looked at, saved."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from zhiquan.portal.cli.columns import places
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.corpus.loaders.heading_table.shapes import labels, shapes
from zhiquan.records.corpus.loaders.own_table.folder import (
    as_yaml,
    mapping_named,
    mappings,
    read_mapping,
    save_mapping,
)
from zhiquan.records.corpus.loaders.own_table.guess import Guessed
from zhiquan.records.corpus.loaders.own_table.guess import guess as guess_at
from zhiquan.records.corpus.loaders.own_table.mapping import OwnMapping, as_data, from_data
from zhiquan.settings.folders import data_folder


@click.group(help=tr("自有表格的映射：每一列是什么。", "Mappings of one's own tables: what each column means."))
def mapping() -> None:
    """Mapping."""


@mapping.command(
    help=tr(
        "猜测表格各列的含义并说明理由；--save 存为映射，--yaml 输出可修改的映射。",
        "Guess what the columns of a table mean, with reasons; --save keeps it, --yaml prints one to be edited.",
    )
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--shape", type=click.Choice(list(shapes())), help=tr("表格的种类", "What kind of list it is"))
@click.option("--save", "name", help=tr("以此名保存映射", "Keep the mapping under this name"))
@click.option("--yaml", "as_text", is_flag=True, help=tr("输出 YAML", "Print YAML"))
@json_option
def guess(file: Path, shape: str | None, name: str | None, *, as_text: bool, as_json: bool) -> None:
    """Print the guess; nothing is kept without ``--save``."""
    found = guess_at(file, shape or "")
    if name:
        path = save_mapping(data_folder().mappings, from_data(as_data(found.mapping(name))))
        click.echo(tr("已保存：{0}", "Saved: {0}").format(path))
    elif as_json:
        emit_json(found)
    elif as_text:
        click.echo(as_yaml(found.mapping(_name_for(file))), nl=False)
    else:
        _show(found)


@mapping.command(name="list", help=tr("已保存的映射。", "The mappings saved."))
@json_option
def list_(*, as_json: bool) -> None:
    """Print name, shape and number of columns of every mapping."""
    saved = list(mappings(data_folder().mappings))
    if as_json:
        emit_json([as_data(one) for one in saved])
        return
    if not saved:
        click.echo(tr("还没有保存映射。", "No mapping has been saved yet."))
    _aligned([(one.name, one.shape.label.say(language()), _counted(one)) for one in saved])


@mapping.command(help=tr("显示一个映射。", "Show one mapping."))
@click.argument("name")
@json_option
def show(name: str, *, as_json: bool) -> None:
    """Print a saved mapping as its file holds it."""
    found = mapping_named(data_folder().mappings, name)
    if as_json:
        emit_json(as_data(found))
    else:
        click.echo(as_yaml(found), nl=False)


@mapping.command(help=tr("检查并保存一个映射文件（YAML）。", "Check a mapping's file (YAML) and keep it."))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def save(file: Path) -> None:
    """Keep a mapping under the name that it gives itself."""
    path = save_mapping(data_folder().mappings, read_mapping(file))
    click.echo(tr("已保存：{0}", "Saved: {0}").format(path))


def _counted(one: OwnMapping) -> str:
    return tr("{0} 列，其中 {1} 列导入", "{0} columns, {1} of them used").format(len(one.headings), len(one.columns))


def _name_for(file: Path) -> str:
    kept = "".join(sign if sign.isalnum() else "-" for sign in file.stem).strip("-")
    return kept[:40] or "mapping"


def _show(found: Guessed) -> None:
    said = tr("工作表“{0}”，表头在第 {1} 行，按{2}猜测：{3}。", "Sheet “{0}”, headings in row {1}, as a {2}: {3}.")
    at = language()
    click.echo(said.format(found.sheet or "-", found.row, found.shape.label.say(at), found.reason.say(at)))
    rows = [
        (
            one.heading,
            labels()[one.field].say(at) if one.field else "-",
            one.sureness.label.say(at),
            tr("；", "; ").join(reason.say(at) for reason in one.reasons),
            tr("、", " | ").join(sample[:24] for sample in one.samples),
        )
        for one in found.columns
    ]
    _aligned(rows)


def _aligned(rows: Sequence[tuple[str, ...]]) -> None:
    widths = [max(map(places, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (cell + " " * (width - places(cell)) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(padded).rstrip())
