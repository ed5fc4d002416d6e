"""``zhiquan entity``: organisations that may be the same, with reasons; and what a person decides about them."""

from __future__ import annotations

import getpass
from collections.abc import Iterator
from typing import Any

import click

from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.corpus.entities import (
    Candidate,
    Decision,
    Entry,
    Groups,
    Near,
    Verdict,
    candidates,
    decide,
    entries,
    find,
    gathered,
    read_decisions,
)
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder
from zhiquan.settings.now import now

_VERDICTS = {
    Verdict.SAME: Text("同一主体", "the same"),
    Verdict.DIFFERENT: Text("不同主体", "different"),
}


@click.group(help=tr("主体：可能相同的单位及理由，人工判定。", "Organisations: candidates with reasons, decisions."))
def entity() -> None:
    """Organisations."""


@entity.command(
    "find",
    help=tr("查找可能是同一单位的名称，附理由与分值。", "Find names that may be this organisation, with reasons."),
)
@click.argument("name")
@click.option("--code", default="", help=tr("统一社会信用代码", "Unified social credit code"))
@click.option("--size", default=20, type=click.IntRange(1, 1_000), help=tr("最多条数", "At most so many"))
@json_option
def find_(name: str, code: str, size: int, *, as_json: bool) -> None:
    """Print the candidates for a name, the likeliest first."""
    lake = Lake(data_folder().lake)
    groups = Groups(read_decisions(lake.root))
    found = find(name, gathered(entries(lake, Near(name, code))), code=code)[:size]
    if as_json:
        emit_json([_document(one, groups) for one in found])
    elif found:
        click.echo("\n".join(line for one in found for line in _lines(one, groups)))
    else:
        click.echo(tr("没有相近的名称。", "No name comes near."))


@entity.command(help=tr("列出全部待判定的候选对。", "List all pairs that nobody has decided yet."))
@click.option("--least", default=60, type=click.IntRange(1, 100), help=tr("最低分值", "Least score"))
@click.option("--size", default=100, type=click.IntRange(1, 100_000), help=tr("最多条数", "At most so many"))
@json_option
def pairs(least: int, size: int, *, as_json: bool) -> None:
    """Print undecided pairs, the likeliest first."""
    lake = Lake(data_folder().lake)
    groups = Groups(read_decisions(lake.root))
    known = list(gathered(entries(lake)))
    found = [
        one
        for one in candidates(lambda: known, least=least)
        if isinstance(one, Candidate) and not groups.settled(*one.pair)
    ]
    found.sort(key=lambda one: (-one.score, one.pair))
    if as_json:
        emit_json([{"one": _entry(one.one), **_document(one, groups)} for one in found[:size]])
        return
    for one in found[:size]:
        reasons = tr("；", "; ").join(reason.text.say(language()) for reason in one.reasons)
        click.echo(f"{one.score:>3}  {one.one.name}  |  {one.other.name}  {reasons}")
    if len(found) > size:
        click.echo(tr(f"另有 {len(found) - size} 对", f"{len(found) - size} more pairs"))


@entity.command(
    "decide",
    help=tr("判定两个主体是否相同；只增不改，后作的判定生效。", "Decide on two keys; only added to, the newest holds."),
)
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice([verdict.value for verdict in Verdict]))
@click.option("--reason", required=True, help=tr("理由", "Why"))
@click.option("--by", help=tr("判定人，默认当前系统用户", "Who decides; default: the system's user"))
@json_option
def decide_(one: str, other: str, verdict: str, reason: str, by: str | None, *, as_json: bool) -> None:
    """Add a decision."""
    lake = Lake(data_folder().lake)
    on = now().isoformat(timespec="seconds")
    made = decide(lake.root, Decision(one, other, Verdict(verdict), by or getpass.getuser(), on, reason))
    if as_json:
        emit_json(made)
    else:
        click.echo(
            tr(f"已判定：{one} 与 {other} 为", f"Decided: {one} and {other} are ")
            + _VERDICTS[made.verdict].say(language())
        )


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "key": entry.key,
        "name": entry.name,
        "names": entry.names,
        "names_en": entry.names_en,
        "code": entry.code,
        "division": entry.division,
        "sources": entry.sources,
        "count": entry.count,
    }


def _document(one: Candidate, groups: Groups) -> dict[str, Any]:
    return {
        "other": _entry(one.other),
        "group": groups.members(one.other.key),
        "score": one.score,
        "reasons": [{"rule": reason.rule, "text": reason.text, "weight": reason.weight} for reason in one.reasons],
    }


def _lines(one: Candidate, groups: Groups) -> Iterator[str]:
    say = language()
    rights = tr(f"，{one.other.count} 件", f", {one.other.count} records") if one.other.count else ""
    yield f"{one.score:>3}  {one.other.name}  ({one.other.key}{rights})"
    for reason in one.reasons:
        yield f"       {reason.text.say(say)}"
    if len(group := groups.members(one.other.key)) > 1:
        yield f"       {tr('已判定为同一主体：', 'Decided to be one: ')}{tr('、', ', ').join(group)}"
