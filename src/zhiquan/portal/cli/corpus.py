"""``zhiquan corpus``: what the lake holds, keeping it whole, and what people put right in it."""

from __future__ import annotations

import click

from zhiquan.portal.cli.corpus_keeping import compact, place, rollback, statuses, sweep, verify
from zhiquan.portal.cli.corpus_records import correct, show, withdraw
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.corpus.datasets import SHARE_NAMES, TABLE_NAMES, YEAR_NAMES, DataSet, refresh
from zhiquan.records.corpus.loaders import loaders
from zhiquan.records.corpus.store import Kind, Lake, Manifest
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder

_KINDS = {
    Kind.PUT: Text("导入", "import"),
    Kind.CORRECTION: Text("更正", "correction"),
    Kind.ROLLBACK: Text("退回", "rollback"),
    Kind.COMPACTION: Text("整理", "compaction"),
}


@click.group(help=tr("数据湖。", "The lake of records."))
def corpus() -> None:
    """Corpus."""


for _command in (show, correct, withdraw, verify, rollback, compact, sweep, statuses, place):
    corpus.add_command(_command)


@corpus.command(help=tr("当前有效的导入批次。", "The batches imported that are in force."))
@json_option
def batches(*, as_json: bool) -> None:
    """Print the batches in force, newest first."""
    found = Lake(data_folder().lake).batches()
    if as_json:
        emit_json([{"version": row.number, **row.stamp} for row in found])
        return
    if not found:
        click.echo(tr("还没有导入数据。", "Nothing has been imported yet."))
    for row in found:
        click.echo(_batch(row))


def _batch(row: Manifest) -> str:
    stamp = row.stamp
    accepted = tr("接受 {0}，拒绝 {1}", "{0} accepted, {1} refused")
    counts = accepted.format(stamp.get("accepted", 0), stamp.get("refused", 0))
    return f"{row.number:>5}  {stamp.get('vintage', '')}  {row.source}  {stamp.get('file', '')}  {counts}"


@corpus.command(
    help=tr(
        "全部版本：导入、更正、退回、整理，新的在前。", "Every version: imports, corrections, rollbacks, compactions."
    )
)
@json_option
def history(*, as_json: bool) -> None:
    """Print every row of the manifest, newest first."""
    lake = Lake(data_folder().lake)
    rows = lake.history()
    if as_json:
        emit_json(
            [
                {
                    "version": row.number,
                    "kind": row.kind,
                    "target": row.target or None,
                    "tables": row.tables,
                    "changes": {name: sum(n for n, _ in by.values()) for name, by in row.changes.items()},
                    "stamp": row.stamp,
                }
                for row in rows
            ]
        )
        return
    if not rows:
        click.echo(tr("还没有导入数据。", "Nothing has been imported yet."))
    for row in rows:
        said = _batch(row)[7:] if row.kind is Kind.PUT else _other(row)
        click.echo(f"{row.number:>5}  {_KINDS[row.kind].say(language())}  {said}")


def _other(row: Manifest) -> str:
    if row.kind is Kind.ROLLBACK:
        return tr("到版本 {0}", "to version {0}").format(row.target)
    return f"{row.stamp.get('key', '')} {row.stamp.get('field', '')} {row.stamp.get('by', '')}".strip()


@corpus.command(help=tr("数据集：来源、截止日、覆盖范围、质量。", "The data sets: source, vintage, coverage, quality."))
@json_option
def datasets(*, as_json: bool) -> None:
    """Print the registry of data sets, brought up to date."""
    found = refresh(Lake(data_folder().lake))
    if as_json:
        emit_json(found)
        return
    if not found.sets:
        click.echo(tr("还没有导入数据。", "Nothing has been imported yet."))
    for one in found.sets:
        _data_set(one)


def _data_set(one: DataSet) -> None:
    until = tr("截至 {0}，{1} 批", "as of {0}, batches: {1}").format(one.vintage, len(one.batches))
    click.secho(f"{one.source}  {until}", bold=True)
    for cover in one.tables:
        shares = (f"{SHARE_NAMES[key].say(language())} {share:.0%}" for key, share in (cover.shares or {}).items())
        years = (f"{YEAR_NAMES[key].say(language())} {a}–{b}" for key, (a, b) in (cover.years or {}).items())
        offices = (f"{name} {count}" for name, count in cover.offices)
        parts = [TABLE_NAMES[cover.table].say(language()), str(cover.rows), *offices, *years, *shares]
        click.echo("  " + "  ".join(parts))
    told = tr("  读取 {0}，接受 {1}，拒绝 {2}", "  {0} read, {1} accepted, {2} refused")
    click.echo(told.format(one.quality.read, one.quality.accepted, one.quality.refused))
    for reason in one.quality.reasons:
        click.echo(f"  {reason.count:>6}  {reason.text.say(language())} [{reason.rule}]")


@corpus.command(help=tr("可导入的格式。", "The formats that can be imported."))
def formats() -> None:
    """Print the loaders."""
    for loader in loaders():
        click.echo(f"{loader.key:<12} {tr(loader.label.zh, loader.label.en)}")
