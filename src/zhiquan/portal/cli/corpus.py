"""``zhiquan corpus``: what the lake holds."""

from __future__ import annotations

import click

from zhiquan.portal.cli.shell import emit_json, json_option, tr
from zhiquan.records.corpus.loaders import loaders
from zhiquan.records.corpus.store import Lake
from zhiquan.settings.folders import data_folder


@click.group(help=tr("数据湖。", "The lake of records."))
def corpus() -> None:
    """Corpus."""


@corpus.command(help=tr("已导入的批次。", "The batches imported."))
@json_option
def batches(*, as_json: bool) -> None:
    """Print the versions of the table of records, newest first."""
    commits = list(Lake(data_folder().lake).commits())
    if as_json:
        emit_json([{"version": commit.version, **commit.stamp} for commit in commits])
        return
    if not commits:
        click.echo(tr("还没有导入数据。", "Nothing has been imported yet."))
    for commit in commits:
        stamp = commit.stamp
        accepted = tr("接受 {0}，拒绝 {1}", "{0} accepted, {1} refused").format(stamp["accepted"], stamp["refused"])
        click.echo(f"{commit.version:>5}  {stamp['vintage']}  {stamp['source']}  {stamp['file']}  {accepted}")


@corpus.command(help=tr("可导入的格式。", "The formats that can be imported."))
def formats() -> None:
    """Print the loaders."""
    for loader in loaders():
        click.echo(f"{loader.key:<12} {tr(loader.label.zh, loader.label.en)}")
