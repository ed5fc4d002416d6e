"""``zhiquan law``: read, search and compare the provisions of the book."""

from __future__ import annotations

from datetime import date, datetime

import click

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.rules.law import Book, Bracket, Change, Provision
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder
from zhiquan.settings.now import today

DAY = click.DateTime(["%Y-%m-%d"])


def book() -> Book:
    """Return the installation's book: the shipped provisions with the region's own."""
    return law_book(data_folder().region)


@click.group(
    help=tr("查阅规则库：期限、费用、条文及其施行日期。", "Read the book of provisions: limits, fees, their dates.")
)
def law() -> None:
    """Read the book."""


@law.command(help=tr("查看一项规定在某日的内容。", "Show one provision as it is in force on a day."))
@click.argument("key")
@click.option("--on", type=DAY, help=tr("哪一天，默认今天", "On which day; default today"))
@click.option("--scope", default="CN", show_default=True, help=tr("行政区划代码或 CN", "Division code or CN"))
@json_option
def show(key: str, on: datetime | None, scope: str, *, as_json: bool) -> None:
    """Print one provision."""
    found = book().at(key, on.date() if on else today(), scope)
    if as_json:
        emit_json(found)
        return
    for line in _lines(found):
        click.echo(line)


@law.command(help=tr("按关键词查找规定。", "Search the provisions for a word."))
@click.argument("word")
@json_option
def search(word: str, *, as_json: bool) -> None:
    """Print the provisions that contain a word."""
    found = book().find(word)
    if as_json:
        emit_json(found)
        return
    if not found:
        raise Refusal(
            "law.not-found",
            Text(f"规则库中没有包含“{word}”的规定，请换一个词。", f"No provision contains “{word}”; try another word."),
        )
    for provision in found:
        click.echo(_brief(provision))


@law.command(help=tr("列出一段时间内开始或停止施行的规定。", "List what comes into force or ends in a span of time."))
@click.option("--from", "from_", type=DAY, required=True, help=tr("起始日", "First day"))
@click.option("--to", type=DAY, required=True, help=tr("截止日", "Last day"))
@json_option
def changes(from_: datetime, to: datetime, *, as_json: bool) -> None:
    """Print the changes of a span."""
    found = book().changes(from_.date(), to.date())
    if as_json:
        emit_json(found)
        return
    for change in found:
        click.echo(_change(change))
    if not found:
        click.echo(tr("这段时间内没有变化。", "Nothing changes in this span."))


def worth(provision: Provision) -> str:
    """Return a provision's value in words of the reader's language."""
    say = language()
    match provision.value:
        case int() if provision.unit in {"cny", "percent"}:
            return f"{provision.value} {provision.unit}"
        case int():
            return provision.limit.text().say(say)
        case rows:
            return tr("；", "; ").join(
                f"{row.first}–{row.last}: {row.amount} {provision.unit}" if isinstance(row, Bracket) else row.say(say)
                for row in rows
            )


def _brief(p: Provision) -> str:
    return f"{p.key}  {p.scope}  {_span(p.valid_from, p.valid_to)}  {worth(p)}"


def _span(first: date, last: date | None) -> str:
    return f"{first} – {last or ''}".rstrip()


def _lines(p: Provision) -> list[str]:
    say = language()
    checked = tr("已与原文核对", "compared with the act") if p.sure else tr("待核对", "to check")
    lines = [
        f"{p.key}  {worth(p)}",
        f"{tr('施行', 'In force')}  {_span(p.valid_from, p.valid_to)}  {p.scope}",
        f"{tr('依据', 'Source')}  {p.source.text().say(say)}",
        f"{tr('核对', 'Checked')}  {checked}",
    ]
    return [*lines, f"{tr('说明', 'Note')}  {p.note.say(say)}"] if p.note else lines


def _change(change: Change) -> str:
    before = worth(change.before) if change.before else tr("无", "none")
    after = worth(change.after) if change.after else tr("无", "none")
    return f"{change.on}  {change.key}  {change.scope}  {before} → {after}"
