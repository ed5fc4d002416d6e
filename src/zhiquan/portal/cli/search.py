"""``zhiquan search``: the query language on the command line."""

from __future__ import annotations

from typing import get_args

import click

from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.search import Hit, Order, Piece, Results, open_index
from zhiquan.settings.folders import data_folder


@click.command(
    help=tr(
        "检索专利。例：zhiquan search 'TI=(电池 AND 隔膜) AND IC=H01M AND AD=[2010 TO 2015]'",
        "Search patents. Example: zhiquan search 'TI=(电池 AND 隔膜) AND IC=H01M AND AD=[2010 TO 2015]'",
    )
)
@click.argument("query")
@click.option("--size", default=20, show_default=True, type=click.IntRange(1, 200), help=tr("每页条数", "Hits a page"))
@click.option("--order", default="relevance", show_default=True, type=click.Choice(get_args(Order)))
@click.option("--after", help=tr("从这一翻页位置继续", "Continue after this place"))
@click.option(
    "--set",
    "sets",
    multiple=True,
    help=tr("先前的检索式，依次为 #1、#2……", "An earlier query; in order they are #1, #2 …"),
)
@json_option
def search(query: str, size: int, order: Order, after: str | None, sets: tuple[str, ...], *, as_json: bool) -> None:
    """Print one page of hits and the facets."""
    results = open_index(data_folder().index).search(query, size=size, order=order, after=after, sets=sets)
    if as_json:
        emit_json(results)
        return
    _show(results)


def _show(results: Results) -> None:
    counted = tr("至少 {0} 件", "at least {0} hits") if results.capped else tr("共 {0} 件", "{0} hits")
    click.echo(tr("{0}，{1:.0f} 毫秒", "{0}, {1:.0f} ms").format(counted.format(results.total), results.took_ms))
    for hit in results.hits:
        _hit(hit)
    for facet in results.facets:
        values = (f"{bucket.label.say(language())} {bucket.count}" for bucket in facet.buckets[:8])
        click.echo(f"{facet.label.say(language())}: {tr('；', '; ').join(values)}")
    if results.next:
        click.echo(tr("下一页：--after {0}", "Next page: --after {0}").format(results.next))


def _hit(hit: Hit) -> None:
    record = hit.record
    click.echo(f"{hit.key}  {record.filing_date}  {record.main_class:<14} {_styled(hit.title)}")
    click.echo(f"    {tr('、', '; ').join(record.applicants)}")


def _styled(pieces: tuple[Piece, ...]) -> str:
    return "".join(click.style(piece.text, bold=True, fg="yellow") if piece.marked else piece.text for piece in pieces)
