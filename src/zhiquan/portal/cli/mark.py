"""``zhiquan mark``: marks compared, and a table looked through for similar ones. Leads, never verdicts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.marks import Comparison, MarkIndex, MarkRecord, Match, compare, read_marks, similar, worded
from zhiquan.rules.identifiers import Broken, parse_nice_symbol
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

CAVEAT = Text(
    "以上为比对线索，不是近似结论，须由人判断。", "These are leads for a person to judge, no finding of similarity."
)
_SHOWN_MOST = 500
_GROUP = 4


@click.group(help=tr("商标近似比对。", "Similarity of marks."))
def mark() -> None:
    """Compare marks."""


@mark.command(
    help=tr(
        "在商标表中查找近似商标，按可能性排序并逐条说明理由。\n\n\b\n例：\n"
        "  zhiquan mark similar 雷神山 --class 5 --in marks.csv",
        "Find similar marks in a table, ranked, each with its reasons.\n\n\b\nExample:\n"
        "  zhiquan mark similar 雷神山 --class 5 --in marks.csv",
    ),
    name="similar",
)
@click.argument("text")
@click.option(
    "--class",
    "symbols",
    multiple=True,
    help=tr(
        "类别（如 5）或类似群（如 0501），可多次给出", "Class (like 5) or similar group (like 0501); may be repeated"
    ),
)
@click.option(
    "--in",
    "table",
    required=True,
    type=click.Path(path_type=Path),
    help=tr(
        "商标表（CSV 或 xlsx），列：注册号、商标名称、类别，可有类似群、状态",
        "Table of marks (CSV or xlsx), columns: number, text, class, perhaps groups, status",
    ),
)
@click.option(
    "--limit",
    default=50,
    show_default=True,
    type=click.IntRange(1, _SHOWN_MOST),
    help=tr("最多列出条数", "Most results"),
)
@json_option
def similar_(text: str, symbols: tuple[str, ...], table: Path, limit: int, *, as_json: bool) -> None:
    """Print the similar marks of a table."""
    query = _record(text, symbols)
    with click.progressbar(
        read_marks(table), label=tr("读取", "Reading"), file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as marks:
        index = MarkIndex(marks)
    matches = similar(index, query, limit=limit)
    if as_json:
        emit_json({"read": len(index), "without_words": index.without_words, "matches": matches, "caveat": CAVEAT})
        return
    click.echo("\n".join(_report(index, matches)))


@mark.command(
    name="compare",
    help=tr(
        "比对两个商标的文字。\n\n\b\n例：\n  zhiquan mark compare 茅台 矛台",
        "Compare the words of two marks.\n\n\b\nExample:\n  zhiquan mark compare 茅台 矛台",
    ),
)
@click.argument("one")
@click.argument("other")
@json_option
def compare_(one: str, other: str, *, as_json: bool) -> None:
    """Print what two marks have in common."""
    for text in (one, other):
        worded(text)
    comparison = compare(MarkRecord(one), MarkRecord(other))
    if as_json:
        emit_json({"one": one, "other": other, "comparison": comparison, "caveat": CAVEAT})
        return
    click.echo("\n".join([f"{one} ↔ {other}  {_head(comparison)}", *_reasons(comparison), CAVEAT.say(language())]))


def _record(text: str, symbols: Iterable[str]) -> MarkRecord:
    classes: set[int] = set()
    groups: set[str] = set()
    for given in symbols:
        symbol = parse_nice_symbol(given)
        if isinstance(symbol, Broken):
            raise Refusal("marks.class", symbol.text)
        classes.add(int(symbol.path[0]))
        if len(symbol.path[-1]) == _GROUP:
            groups.add(symbol.path[-1])
    return MarkRecord(text, frozenset(classes), frozenset(groups))


def _report(index: MarkIndex, matches: tuple[Match, ...]) -> Iterator[str]:
    read = Text("读入 {n} 件商标", "{n} marks read").format(n=len(index))
    without = Text("，其中 {n} 件无文字、未比对", ", {n} of them without words and not compared")
    words = without.format(n=index.without_words) if index.without_words else Text("", "")
    found = Text("；列出近似线索 {n} 件", "; {n} leads listed").format(n=len(matches))
    yield "".join(one.say(language()) for one in (read, words, found))
    for match in matches:
        there = match.mark
        classes = tr("、", ", ").join(str(number) for number in sorted(there.classes))
        shown = tr(f"第 {classes} 类", f"class {classes}") if classes else tr("类别未知", "class unknown")
        yield "  ".join(filter(None, (there.text, there.number, shown, there.status, _head(match.comparison))))
        yield from _reasons(match.comparison)
    if matches:
        yield CAVEAT.say(language())


def _head(comparison: Comparison) -> str:
    return f"{comparison.bucket.label.say(language())} ({comparison.score})"


def _reasons(comparison: Comparison) -> Iterator[str]:
    for signal in comparison.signals:
        yield f"    {signal.strength:>3}  {signal.text.say(language())}"
    if comparison.signals:
        yield f"         {tr('商品：', 'Goods: ')}{comparison.goods_text.say(language())}"
