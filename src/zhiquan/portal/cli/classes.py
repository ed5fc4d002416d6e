"""``zhiquan class``: class symbols with their titles, what lies above and below, and the industries they fall under."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.corpus.classification import ClassEntry, Classification, Tree, classification, matcher
from zhiquan.records.corpus.concordance import Hit, Matcher
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder

_UNCERTAIN = Text("待定：来源未给出分组层级", "open: no source tells how deep the groups lie")
_TOPIC = Text("还须符合主题", "the topic must fit as well")


@click.group(
    "class",
    help=tr("分类表：名称、上下位、检索、产业对照。", "Classifications: titles, hierarchy, search, industries."),
)
def classes() -> None:
    """Classifications."""


@classes.command(
    help=tr("查看分类号：名称、上位、下位、附注、所属产业。", "Show a symbol: title, above, below, notes, industries.")
)
@click.argument("symbol")
@json_option
def show(symbol: str, *, as_json: bool) -> None:
    """Print one entry."""
    lake = Lake(data_folder().lake)
    tree, canonical = _place(symbol, lake)
    entry = tree.entry(canonical)
    if entry is None:
        raise _unknown(symbol)
    hits = matcher(lake).match(entry.symbol) if tree.scheme == "ipc" else ()
    remarks = [record.remark for record in lake.about("classes", "key", [entry.key]) if record.remark]
    if as_json:
        emit_json(_document(tree, entry, remarks, hits))
    else:
        click.echo("\n".join(_lines(tree, entry, remarks, hits)))


@classes.command(help=tr("在分类名称中检索，多个词须同时出现。", "Search in titles; several words must all be there."))
@click.argument("words", nargs=-1, required=True)
@click.option("--scheme", help=tr("只查此分类体系（ipc、nice …）", "Only this scheme (ipc, nice …)"))
@click.option(
    "--size", default=20, type=click.IntRange(1, 1_000), help=tr("每个体系最多条数", "At most so many of each scheme")
)
@json_option
def find(words: tuple[str, ...], scheme: str | None, size: int, *, as_json: bool) -> None:
    """Print the entries whose titles hold the words."""
    known = classification(Lake(data_folder().lake))
    found = [entry for tree in _trees(known, scheme) for entry in tree.find(" ".join(words), size)]
    if as_json:
        emit_json([_entry(entry) for entry in found])
    elif found:
        click.echo("\n".join(f"{entry.symbol:<14} {entry.title.say(language())}" for entry in found))
    else:
        click.echo(tr("没有符合的分类。", "No class fits."))


@classes.command(help=tr("分类号属于哪些产业或技术领域。", "The industries or technologies that symbols fall under."))
@click.argument("symbols", nargs=-1, required=True)
@click.option(
    "--table",
    help=tr("只用此对照表（sei、digital、green、new-three、wipo-fields）", "Only this table (sei, digital …)"),
)
@json_option
def industries(symbols: tuple[str, ...], table: str | None, *, as_json: bool) -> None:
    """Print the surest hit for each industry."""
    known: Matcher = matcher(Lake(data_folder().lake))
    hits = known.match_any(symbols, table)
    if as_json:
        emit_json(hits)
    elif hits:
        click.echo("\n".join(_hit(hit) for hit in hits))
    else:
        click.echo(tr("不属于任何已导入的对照表。", "No imported concordance takes these."))


def _place(symbol: str, lake: Lake) -> tuple[Tree, str]:
    known = classification(lake)
    if not known.schemes:
        text = Text(
            "还没有导入分类表，请先运行 zhiquan import。", "No classification is imported yet; run zhiquan import."
        )
        raise NotFound("class.none", text)
    found = known.place(symbol)
    if found is None:
        raise _unknown(symbol)
    return found


def _unknown(symbol: str) -> NotFound:
    text = Text("已导入的分类表里没有“{s}”。", "The imported classifications have no “{s}”.")
    return NotFound("class.unknown", text.format(s=symbol))


def _trees(known: Classification, scheme: str | None) -> Iterator[Tree]:
    for name in known.schemes:
        tree = known.tree(name)
        if tree and scheme in (None, name):
            yield tree


def _entry(entry: ClassEntry) -> dict[str, Any]:
    return {"scheme": entry.scheme, "symbol": entry.symbol, "level": entry.level, "title": entry.title}


def _document(tree: Tree, entry: ClassEntry, remarks: list[str], hits: tuple[Hit, ...]) -> dict[str, Any]:
    return {
        **_entry(entry),
        "above": [_entry(one) for one in tree.ancestors(entry.symbol)],
        "below": [_entry(one) for one in tree.children(entry.symbol)],
        "remarks": remarks,
        "industries": hits,
    }


def _lines(tree: Tree, entry: ClassEntry, remarks: list[str], hits: tuple[Hit, ...]) -> Iterator[str]:
    say = language()
    for depth, above in enumerate(tree.ancestors(entry.symbol)):
        yield f"{'  ' * depth}{above.symbol}  {above.title.say(say)}"
    depth = len(tree.ancestors(entry.symbol))
    yield click.style(f"{'  ' * depth}{entry.symbol}  {entry.title.say(say)}", bold=True)
    for child in tree.children(entry.symbol):
        yield f"{'  ' * (depth + 1)}{child.symbol}  {child.title.say(say)}"
    if remarks:
        yield f"\n{tr('附注', 'Notes')}"
        yield from remarks
    if hits:
        yield f"\n{tr('产业对照', 'Industries')}"
        yield from (_hit(hit) for hit in hits)


def _hit(hit: Hit) -> str:
    say = language()
    notes = [note.say(say) for note, holds in ((_UNCERTAIN, hit.uncertain), (_TOPIC, hit.needs_topic)) if holds]
    title = f"{hit.table} {hit.code}  {hit.title.say(say)}".rstrip()
    return f"{title}  [{hit.symbol}]" + (f"  ({tr('；', '; ').join(notes)})" if notes else "")
