"""``zhiquan mark``: marks compared, and a table looked through for similar ones. Leads, never verdicts."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from zhiquan.portal.cli.importing import progress_bar
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.marks import Comparison, Mark, MarkIndex, Match, asked, compare, read_marks, similar, worded
from zhiquan.records.marks.building import build_register
from zhiquan.records.marks.register import MarkRegister, open_register
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder

CAVEAT = Text(
    "以上为比对线索，不是近似结论，须由人判断。", "These are leads for a person to judge, no finding of similarity."
)
_SHOWN_MOST = 500


@click.group(help=tr("商标近似比对。", "Similarity of marks."))
def mark() -> None:
    """Compare marks."""


@mark.command(
    help=tr(
        "查找近似商标，按可能性排序并逐条说明理由。\n\n\b\n例：\n  zhiquan mark similar 雷神山 --class 5",
        "Find similar marks, ranked, each with its reasons.\n\n\b\nExample:\n  zhiquan mark similar 雷神山 --class 5",
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
    type=click.Path(path_type=Path),
    help=tr(
        "改为在商标表（CSV 或 xlsx）中查找，列：注册号、商标名称、类别，可有类似群、状态",
        "Look through a table (CSV or xlsx) instead, columns: number, text, class, perhaps groups, status",
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
def similar_(text: str, symbols: tuple[str, ...], table: Path | None, limit: int, *, as_json: bool) -> None:
    """Print the similar marks of the register, or of a table."""
    query = asked(text, symbols)
    marks = _table(table) if table else open_register(data_folder().index)
    found = similar(marks, query, limit=limit) if isinstance(marks, MarkIndex) else marks.similar(query, limit=limit)
    if as_json:
        emit_json({"read": len(marks), "without_words": marks.without_words, "matches": found, "caveat": CAVEAT})
        return
    click.echo("\n".join(_report(marks, found)))


def _table(path: Path) -> MarkIndex:
    with click.progressbar(
        read_marks(path), label=tr("读取", "Reading"), file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as marks:
        return MarkIndex.of(marks)


@mark.command(
    name="index", help=tr("用已导入的商标建立比对索引。", "Build the index of the marks that have been imported.")
)
@json_option
def index_(*, as_json: bool) -> None:
    """Build the register of marks from the lake."""
    folder = data_folder()
    with progress_bar(tr("建立比对索引", "Indexing marks")) as progress:
        told_to = None if progress is None else (lambda done: progress(done, None))
        built = build_register(folder.lake, folder.index, progress=told_to)
    if as_json:
        emit_json(built)
        return
    told = tr("{0} 件商标（其中 {1} 件无文字），用时 {2:.1f} 秒", "{0} marks ({1} without words) in {2:.1f} s")
    click.echo(told.format(built.marks, built.without_words, built.seconds))


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
    comparison = compare(Mark(one), Mark(other))
    if as_json:
        emit_json({"one": one, "other": other, "comparison": comparison, "caveat": CAVEAT})
        return
    click.echo("\n".join([f"{one} ↔ {other}  {_head(comparison)}", *_reasons(comparison), CAVEAT.say(language())]))


def _report(index: MarkIndex | MarkRegister, matches: tuple[Match, ...]) -> Iterator[str]:
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
