"""``zhiquan figures``: compute the office's figures, show a table, open one figure down to its rows."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, plain, tr

if TYPE_CHECKING:
    from zhiquan.scenes.reporting.services import Outcome


@click.group(help=tr("统计数据：计算、查看、打开明细。", "Figures: compute, show, open to the rows behind."))
def figures() -> None:
    """Figures."""


@figures.command(
    help=tr("由登记簿重新计算全部指标；没有变化时不计算。", "Compute all figures; nothing is done without news.")
)
@click.option("--again", is_flag=True, help=tr("没有变化也重新计算", "Compute even when nothing has changed"))
@json_option
def compute(*, again: bool, as_json: bool) -> None:
    """Export the facts and compute one run per view."""
    django_ready()
    from zhiquan.scenes.reporting.runs import stand_of
    from zhiquan.scenes.reporting.services import refresh

    outcomes = refresh(again=again)
    if as_json:
        emit_json([{"view": o.run.view, **plain(stand_of(o.run)), **_counts(o)} for o in outcomes])
        return
    for o in outcomes:
        done = tr("已计算", "computed") if o.new else tr("无变化", "unchanged")
        counts = tr(f"明细 {o.rows} 条，数据 {o.values} 项", f"{o.rows} rows, {o.values} figures")
        click.echo(f"{o.run.view}: {done} · {counts} · v{o.run.lake_version}")


@figures.command(
    help=tr("显示一项指标一年的表；不给指标时列出全部指标。", "Show an indicator's table of a year, or list all.")
)
@click.argument("indicator", required=False)
@click.option("--year", type=int, help=tr("年份，默认最近一年", "Year; the latest by default"))
@click.option("--within", help=tr("只看某一区划及其下级（六位代码）", "Only a division and all below it"))
@json_option
def show(indicator: str | None, year: int | None, within: str | None, *, as_json: bool) -> None:
    """Print a table: divisions by months, with the year to date in the last column."""
    django_ready()
    from zhiquan.scenes.reporting import selectors

    views = selectors.indicators()
    if indicator is None:
        if as_json:
            emit_json(views)
        for view in () if as_json else views:
            click.echo(f"{view.code}\t{view.label.say(language())} ({view.unit.say(language())})")
        return
    latest = max((view.years[0] for view in views if view.code == indicator), default=0)
    table = selectors.figure_table(indicator, year or latest, within=within)
    if as_json:
        emit_json(table)
        return
    click.echo(f"{table.indicator.label.say(language())} ({table.indicator.unit.say(language())}) {table.year}")
    click.echo("\t".join([tr("区划", "Division"), *(period.code for period in table.periods)]))
    for row in table.rows:
        cells = ("-" if cell is None else str(cell.shown) for cell in row.cells)
        click.echo("\t".join([row.name.say(language()), *cells]))


@figures.command(
    "open", help=tr("打开一项数据：定义、数据版本、明细。", "Open a figure: definition, data version, rows.")
)
@click.argument("indicator")
@click.argument("division")
@click.argument("period")
@click.option("--public", is_flag=True, help=tr("按公众可见的内容显示", "As the public sees it"))
@click.option("--csv", "as_csv", is_flag=True, help=tr("以 CSV 输出明细", "Print the rows as CSV"))
@json_option
def open_(indicator: str, division: str, period: str, *, public: bool, as_csv: bool, as_json: bool) -> None:
    """Print one figure; PERIOD reads 2026-03 (the month) or 2026-03-ytd (January to March)."""
    django_ready()
    from django.conf import settings

    from zhiquan.office.access.roles import Role
    from zhiquan.office.access.selectors import NOBODY, Actor
    from zhiquan.scenes.reporting.listing import to_csv
    from zhiquan.scenes.reporting.selectors import open_figure

    operator = Actor(None, "zhiquan", frozenset({Role.STATISTICS}), (settings.DIVISION,))
    figure = open_figure(indicator, division, period, NOBODY if public else operator, limit=None)
    if as_json:
        emit_json(figure)
        return
    if as_csv:
        click.echo(to_csv(figure, language()), nl=False)
        return
    unit = figure.unit.shown.say(language())
    place = figure.division_name.say(language())
    click.echo(
        f"{place} · {figure.period.label.say(language())} · {figure.label.say(language())}: {figure.shown} {unit}"
    )
    click.echo(figure.basis.say(language()))
    parts = [tr(f"明细 {figure.counted} 条", f"{figure.counted} rows")]
    if figure.left_out:
        parts.append(tr(f"另有 {figure.left_out} 条不计入", f"{figure.left_out} more are not counted"))
    click.echo(" · ".join([*parts, f"v{figure.stand.lake_version}"]))
    for row in figure.rows:
        click.echo("  " + "  ".join(_said(value) for value in row.values.values() if value is not None))


@figures.command(help=tr("录入公布数：CSV 文件，或者已导入的年鉴、人口数据。", "Take in published figures."))
@click.argument("file", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--statistics", is_flag=True, help=tr("取自已导入的统计数据", "From imported statistics"))
@json_option
def official(file: Path | None, *, statistics: bool, as_json: bool) -> None:
    """Record published figures of a file, of imported statistics, or of both."""
    django_ready()
    from zhiquan.scenes.reporting import official as services
    from zhiquan.settings.now import now

    if file is None and not statistics:
        text = tr("请给出 CSV 文件，或者加上 --statistics。", "Give a CSV file, or --statistics.")
        raise click.UsageError(text)
    count = services.from_lake(None, now()) if statistics else 0
    if file is not None:
        count += services.record(services.read_file(file.read_text("utf-8-sig")), None, now())
    if as_json:
        emit_json({"new": count})
    else:
        click.echo(tr(f"新录入公布数 {count} 项。", f"{count} published figures are new."))


def _counts(outcome: Outcome) -> dict[str, Any]:
    return {"new": outcome.new, "rows": outcome.rows, "values": outcome.values}


def _said(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else str(value)
