"""``zhiquan law``: read, search, compare and count the provisions of the book."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime

import click

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.cli.columns import WIDE, places, side_by_side, terminal_width
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.rules.law import OFFICIAL, Book, Change, Provision, value_text
from zhiquan.rules.law.families import family_name, family_of
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
    for line in (*_lines(found), *_others(found)):
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


@law.command(
    help=tr(
        "列出一段时间内开始或停止施行的规定，前后对照。",
        "List what comes into force or ends in a span of time, before and after.",
    )
)
@click.option("--from", "from_", type=DAY, required=True, help=tr("起始日", "First day"))
@click.option("--to", type=DAY, required=True, help=tr("截止日", "Last day"))
@click.option(
    "--content", is_flag=True, help=tr("只列内容有变化的，不列仅换条号的", "Only where more changes than the article")
)
@json_option
def changes(from_: datetime, to: datetime, *, content: bool, as_json: bool) -> None:
    """Print the changes of a span, side by side on a wide terminal."""
    found = tuple(c for c in book().changes(from_.date(), to.date()) if not (content and c.same_content))
    if as_json:
        emit_json(found)
        return
    width = terminal_width()
    for change in found:
        for line in _change(change, width):
            click.echo(line)
    click.echo(_summary(found) if found else tr("这段时间内没有变化。", "Nothing changes in this span."))


@law.command(help=tr("按门类统计规定：已核对、待核对。", "Count the provisions by family: verified, to check."))
@click.option("--within", help=tr("只看一个门类，如 patent", "Only one family, such as patent"))
@json_option
def families(within: str | None, *, as_json: bool) -> None:
    """Print how many provisions of each family were compared with their act."""
    rows = _families(within)
    if not rows:
        raise Refusal("law.no-family", Text(f"规则库中没有门类“{within}”。", f"The book has no family “{within}”."))
    total = {kind: sum(row[kind] for row in rows.values()) for kind in ("verified", "to_check")}
    if as_json:
        emit_json({"families": rows, "total": total})
        return
    click.echo(_row(tr("门类", "family"), "", tr("已核对", "verified"), tr("待核对", "to check")))
    for name, row in {**rows, tr("合计", "total"): total}.items():
        click.echo(_row(name, family_name(name).say(language()), str(row["verified"]), str(row["to_check"])))


def _families(within: str | None) -> dict[str, dict[str, int]]:
    """Count by the first word of the key; within one family by the first two."""
    counted = [p for p in book() if within in {None, family_of(p.key)}]
    depth = 1 if within is None else 2
    verified = Counter(family_of(p.key, depth) for p in counted if p.sure)
    to_check = Counter(family_of(p.key, depth) for p in counted if not p.sure)
    return {name: {"verified": verified[name], "to_check": to_check[name]} for name in sorted({*verified, *to_check})}


def _row(key: str, name: str, verified: str, to_check: str) -> str:
    label = "" if name == key else name
    padded = f"{key}{' ' * (30 - places(key))}{label}{' ' * (44 - places(label))}"
    return f"{padded}{' ' * (8 - places(verified))}{verified}{' ' * (10 - places(to_check))}{to_check}"


def worth(provision: Provision) -> str:
    """Return a provision's value in words of the reader's language."""
    return value_text(provision).say(language())


def _brief(p: Provision) -> str:
    return f"{p.key}  {p.scope}  {_span(p.valid_from, p.valid_to)}  {worth(p)}"


def _span(first: date, last: date | None) -> str:
    return f"{first} – {last or ''}".rstrip()


def _lines(p: Provision) -> list[str]:
    say = language()
    labelled: list[tuple[str, Text | None]] = [
        (tr("起算", "Runs from"), p.starts),
        (tr("批准", "Granted by"), p.approver),
        (tr("届满", "At its end"), p.on_expiry.text if p.on_expiry else None),
        (tr("说明", "Note"), p.note),
    ]
    lines = [
        f"{p.key}  {worth(p)}",
        f"{tr('施行', 'In force')}  {_span(p.valid_from, p.valid_to)}  {p.scope}",
        f"{tr('依据', 'Source')}  {p.source.text().say(say)}",
        f"{tr('核对', 'Checked')}  {_checked(p)}",
    ]
    if p.extends:
        lines.append(f"{tr('延长', 'Extends')}  {p.extends}")
    if p.excludes:
        lines.append(
            f"{tr('不计入', 'Not counted')}  {tr('、', ', ').join(span.label.say(say) for span in p.excludes)}"
        )
    return [*lines, *(f"{label}  {text.say(say)}" for label, text in labelled if text)]


def _others(p: Provision) -> Iterator[str]:
    """Yield the other versions of a provision, oldest first."""
    for other in book().versions(p.key, p.scope):
        if other is not p:
            span = _span(other.valid_from, other.valid_to)
            yield f"{tr('其他版本', 'Other version')}  {span}  {worth(other)}"


def _checked(p: Provision) -> str:
    if not p.sure:
        return tr("待核对", "to check")
    if p.verified_in is None:
        return tr("已与原文核对", "compared with the act")
    if p.verified_in == OFFICIAL:
        return tr("已与官方公布文本核对", "compared with the official publication")
    return tr(f"已与原文核对：{p.verified_in}", f"compared with the act: {p.verified_in}")


def _change(change: Change, width: int) -> Iterator[str]:
    same = tr("（内容不变）", " (same content)") if change.same_content else ""
    yield f"{change.on}  {change.key}  {change.scope}{same}"
    before, after = _side(tr("此前", "before"), change.before), _side(tr("此后", "after"), change.after)
    yield from side_by_side(before, after, width) if width >= WIDE else (f"  {line}" for line in (*before, *after))
    yield ""


def _side(label: str, provision: Provision | None) -> list[str]:
    if provision is None:
        return [f"{label}  {tr('无', 'none')}"]
    checked = "" if provision.sure else tr("（待核对）", " (to check)")
    return [f"{label}  {worth(provision)}", f"{provision.source.text().say(language())}{checked}"]


def _summary(found: tuple[Change, ...]) -> str:
    new = sum(change.before is None for change in found)
    ended = sum(change.after is None for change in found)
    same = sum(change.same_content for change in found)
    changed = len(found) - new - ended - same
    return tr(
        f"共{len(found)}项：内容变更{changed}项，仅换条文{same}项，新增{new}项，终止{ended}项。",
        f"{len(found)} in all: {changed} changed, {same} with another article only, {new} new, {ended} ended.",
    )
