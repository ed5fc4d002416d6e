"""``zhiquan index``: build or update the search index, say what is current, hold it to the lake."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import click

from zhiquan.portal.cli.importing import progress_bar
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, json_option, tr
from zhiquan.records.search import BuildReport, build_index, update_index, verify_index
from zhiquan.records.search import status as index_status
from zhiquan.settings.folders import data_folder


@click.group(help=tr("检索索引。", "The search index."))
def index() -> None:
    """Index."""


def _wait_option(command: Callable[..., Any]) -> Callable[..., Any]:
    text = tr("另一进程正在写入时最多等待的秒数", "Seconds to wait while another process is writing")
    return click.option("--wait", default=0.0, show_default=True, type=click.FloatRange(0), help=text)(command)


@index.command(help=tr("由数据湖重建索引并切换。", "Build the index from the lake and switch to it."))
@_wait_option
@json_option
def build(wait: float, *, as_json: bool) -> None:
    """Build a generation beside the current one and swap."""
    folders = data_folder()
    with progress_bar(tr("建立索引", "Indexing")) as progress:
        report = build_index(folders.lake, folders.index, progress=progress, wait=wait)
    _say(report, as_json=as_json)


@index.command(
    help=tr("只取数据湖中变化的记录，更新索引并切换。", "Take only what changed in the lake and switch to it.")
)
@_wait_option
@json_option
def update(wait: float, *, as_json: bool) -> None:
    """Go on from the current generation and swap; build where there is none to go on from."""
    folders = data_folder()
    with progress_bar(tr("更新索引", "Updating the index")) as progress:
        report = update_index(folders.lake, folders.index, progress=progress, wait=wait)
    _say(report, as_json=as_json)


def _say(report: BuildReport, *, as_json: bool) -> None:
    if as_json:
        emit_json(report)
        return
    if report.changed == 0:
        click.echo(
            tr("索引已是最新，数据湖版本 {0}。", "The index is up to date, lake version {0}.").format(
                report.lake_version
            )
        )
        return
    said = tr(
        "已索引 {0} 件，数据湖版本 {1}，用时 {2:.1f} 秒。", "{0} records indexed, lake version {1}, in {2:.1f} s."
    )
    click.echo(said.format(report.records, report.lake_version, report.seconds))
    if report.changed is not None:
        click.echo(tr("其中变化 {0} 件。", "{0} of them changed.").format(report.changed))


@index.command(help=tr("当前索引的状态。", "What is current."))
@json_option
def status(*, as_json: bool) -> None:
    """Print the current generation and whether the lake has moved on."""
    found = index_status(data_folder().lake, data_folder().index)
    if as_json:
        emit_json(found)
        return
    said = tr("索引 {0}：{1} 件，数据湖版本 {2}", "Index {0}: {1} records, lake version {2}")
    click.echo(said.format(found.generation, found.records, found.lake_version))
    if found.behind:
        newest = found.newest_lake_version
        said = tr(
            "数据湖已到版本 {0}，请运行 zhiquan index update。", "The lake is at version {0}; run zhiquan index update."
        )
        click.echo(said.format(newest))
    if not found.usable:
        click.echo(tr("索引由旧版程序建立，请重新建立。", "The index is of another version; build it again."))


@index.command(
    help=tr("抽词核对：索引命中数须等于逐条读取的结果。", "Compare hit counts with a reading of every record.")
)
@click.option("--terms", default=30, show_default=True, type=click.IntRange(1, 1000))
@click.option("--seed", default=0, show_default=True)
@json_option
def verify(terms: int, seed: int, *, as_json: bool) -> None:
    """Exit 3 when the index differs from the lake."""
    found = verify_index(data_folder().lake, data_folder().index, terms=terms, seed=seed)
    if as_json:
        emit_json(found)
    else:
        said = tr("核对 {0} 个词，{1} 件记录，差异 {2} 处。", "{0} terms over {1} records, {2} differences.")
        click.echo(said.format(found.terms, found.records, len(found.differences)))
        if found.records != found.indexed:
            said = tr("索引有 {0} 件，数据湖有 {1} 件。", "The index holds {0} records, the lake {1}.")
            click.echo(said.format(found.indexed, found.records))
        for item in found.differences:
            said = tr("  {0}：索引 {1}，数据湖 {2}", "  {0}: index {1}, lake {2}")
            click.echo(said.format(item.term, item.index, item.lake))
    if not found.sound:
        sys.exit(EXIT_FOUND_FAULTS)
