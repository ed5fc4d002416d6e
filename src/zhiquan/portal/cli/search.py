"""``zhiquan search``: the query language on the command line; ``similar`` and ``suggest`` beside it."""

from __future__ import annotations

from typing import get_args

import click

from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.search import Hit, Mode, Order, Piece, Results, Synonyms, open_index
from zhiquan.records.search.language.fields import HELP, NAMES, OPERATORS
from zhiquan.records.search.line import line
from zhiquan.settings.folders import data_folder


@click.command(
    help=tr(
        "检索专利、商标和地理标志。例：zhiquan search 'TI=(电池 AND 隔膜) AND IC=H01M AND AD=[2010 TO 2015]'",
        "Search patents, marks and geographical indications. "
        "Example: zhiquan search 'TI=(电池 AND 隔膜) AND IC=H01M AND AD=[2010 TO 2015]'",
    )
)
@click.argument("query", required=False)
@click.option("--size", default=20, show_default=True, type=click.IntRange(1, 200), help=tr("每页条数", "Hits a page"))
@click.option("--order", default="relevance", show_default=True, type=click.Choice(get_args(Order)))
@click.option("--after", help=tr("从这一翻页位置继续", "Continue after this place"))
@click.option(
    "--set",
    "sets",
    multiple=True,
    help=tr("先前的检索式，依次为 #1、#2……", "An earlier query; in order they are #1, #2 …"),
)
@click.option(
    "--smart",
    "mode",
    flag_value="smart",
    help=tr("不按检索式：含任一词即可，按词语相关排序", "No query: any of the words, ranked by words"),
)
@click.option("--within", default="", help=tr("只在此检索式的范围内", "Only within this query"))
@click.option("--synonyms", is_flag=True, help=tr("连同本地同义词", "With the region's synonyms"))
@click.option("--similar", help=tr("与此号码的权利相近者", "What is like the right of this number"))
@click.option("--suggest", help=tr("补全输入", "Complete what is typed"))
@click.option("--fields", is_flag=True, help=tr("列出检索字段", "List the fields"))
@json_option
def search(  # noqa: PLR0913 - one parameter for every option
    query: str | None,
    *,
    size: int,
    order: Order,
    after: str | None,
    sets: tuple[str, ...],
    mode: Mode | None,
    within: str,
    similar: str | None,
    suggest: str | None,
    synonyms: bool,
    fields: bool,
    as_json: bool,
) -> None:
    """Print one page of hits and the facets, or what is similar, or suggestions, or the fields."""
    if fields:
        _fields()
        return
    folders = data_folder()
    index = open_index(folders.index)
    if similar or suggest:
        found = index.similar(_key(similar), size) if similar else index.suggest(suggest or "", size)
        _list(found, as_json=as_json)
        return
    if not query:
        raise click.UsageError(tr("请写检索式。", "Write a query."))
    results = index.search(
        query,
        size=size,
        order=order,
        after=after,
        sets=sets,
        mode=mode or "exact",
        within=within,
        synonyms=Synonyms.read(folders.region if synonyms else None),
    )
    if as_json:
        emit_json(results)
        return
    _show(results)


def _key(number: str) -> str:
    """Return the key of a number as typed; what is no held number is taken for a key."""
    found = open_index(data_folder().index).find(number)
    return found.key if found else number


def _list(found: object, *, as_json: bool) -> None:
    if as_json:
        emit_json(found)
        return
    for one in found if isinstance(found, tuple) else ():
        if hasattr(one, "hit"):
            _hit(one.hit)
            click.echo(f"    = {tr('、', '; ').join((*one.words, *one.classes))}")
        else:
            click.echo(f"{one.text}  {one.count}  {one.query}")


def _fields() -> None:
    for field, names in NAMES.items():
        told = HELP[field]
        click.echo(f"{field:<5} {told.label.say(language())}  {told.example}  ({tr('、', ', ').join(names[1:])})")
    for told in OPERATORS:
        click.echo(f"{told.example}  {told.label.say(language())}")


def _show(results: Results) -> None:
    counted = tr("至少 {0} 件", "at least {0} hits") if results.capped else tr("共 {0} 件", "{0} hits")
    click.echo(tr("{0}，{1:.0f} 毫秒", "{0}, {1:.0f} ms").format(counted.format(results.total), results.took_ms))
    if results.mode == "smart":
        said = tr("按词语相关排序：{0}", "Ranked by words: {0}")
        click.echo(said.format(tr("、", ", ").join(results.words)))
    for one in results.widened:
        said = tr("“{0}”连同：{1}", "“{0}” with: {1}")
        click.echo(said.format(one.term, tr("、", ", ").join(one.others)))
    for hit in results.hits:
        _hit(hit)
    for facet in results.facets:
        if facet.buckets:
            values = (f"{bucket.label.say(language())} {bucket.count}" for bucket in facet.buckets[:8])
            click.echo(f"{facet.label.say(language())}: {tr('；', '; ').join(values)}")
    if results.next:
        click.echo(tr("下一页：--after {0}", "Next page: --after {0}").format(results.next))


def _hit(hit: Hit) -> None:
    told = line(hit.record)
    day = told["filing_date"] or told["publication_date"] or told["grant_date"]
    click.echo(f"{hit.key}  {day:<10}  {told['main_class']:<14} {_styled(hit.title)}")
    names = told["applicants"] or told["owners"]
    if names:
        click.echo(f"    {names}")


def _styled(pieces: tuple[Piece, ...]) -> str:
    return "".join(click.style(piece.text, bold=True, fg="yellow") if piece.marked else piece.text for piece in pieces)
