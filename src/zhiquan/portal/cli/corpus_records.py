"""One thing in the lake: what all sources say of it and why, and what people put right."""

from __future__ import annotations

import getpass
from dataclasses import fields
from datetime import datetime, time
from typing import Any

import click

from zhiquan.portal.cli.shell import emit_json, json_option, tr
from zhiquan.records.corpus.keys import key_as_typed, office_of, publication_key
from zhiquan.records.corpus.merged import Merged, merged_one
from zhiquan.records.corpus.overlays import ROLES, corrections, table_of
from zhiquan.records.corpus.overlays import correct as write_correction
from zhiquan.records.corpus.overlays import withdraw as write_withdrawal
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.identifiers import Broken
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder
from zhiquan.settings.now import SHANGHAI, today

_OWN = ("record", "batch", "raw_hash")


@click.command(
    help=tr(
        "一项权利（按申请号、公开号、商标或地理标志的键）：各来源合并后的记录，及每一字段取自何处。",
        "One right: the record merged from all sources, and where each field comes from.",
    )
)
@click.argument("key")
@click.option("--version", type=int, help=tr("数据湖的版本", "A version of the lake"))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help=tr("当日结束时的状态", "As it was at the end of a day"))
@json_option
def show(key: str, version: int | None, on: datetime | None, *, as_json: bool) -> None:
    """Print the merged record of a key with the source of each field."""
    lake = Lake(data_folder().lake)
    if on:
        version = lake.version_on(datetime.combine(on.date(), time.max, SHANGHAI))
    key = _key(key)
    table = table_of(key)
    found = merged_one(lake, table, key, version)
    if found is None:
        raise NotFound("corpus.no-key", Text(f"数据湖里没有 {key}。", f"The lake has nothing about {key}."))
    if as_json:
        emit_json(
            {
                "table": table,
                "record": {one.name: getattr(found.record, one.name) for one in fields(found.record)},
                "sources": found.sources,
                "publications": found.publications,
                "reasons": found.reasons,
                "corrections": corrections(lake, found.key),
            }
        )
        return
    _print(found)


def _key(typed: str) -> str:
    """Return the key a person means: a number in any writing, or a key as it is."""
    if table_of(typed) != "patents":
        return typed
    right = key_as_typed(typed)
    if not isinstance(right, Broken):
        return right
    publication = publication_key(office_of(typed), typed)
    return typed if isinstance(publication, Broken) else f"pub.{publication}"


def _print(found: Merged[Any]) -> None:
    click.secho(found.key, bold=True)
    for name, source in found.reasons.items():
        click.echo(f"  {name:<18} {_said(getattr(found.record, name))}  [{source}]")
    for name, one in found.corrections.items():
        by = tr("更正 {0}：{1}，{2}，{3}（编号 {4}）", "{0} corrected: {1}, {2}, {3} (number {4})")
        click.echo("  " + by.format(name, one.reason, one.by, one.vintage.isoformat(), one.record))


def _said(value: Any) -> str:
    if isinstance(value, tuple):
        return "; ".join(_said(one) for one in value)
    return str(getattr(value, "name", getattr(value, "nice_class", value)))


_BY = click.option("--by", default=getpass.getuser, show_default=tr("登录名", "login name"), help=tr("何人", "By whom"))
_REASON = click.option("--reason", required=True, help=tr("理由（依据）", "Why, and on what ground"))


@click.command(
    help=tr(
        "更正一个字段：原有数据不变，合并后的记录取更正值，附理由、何人、何日；多个值用分号隔开。角色：{0}。",
        "Put one field right: the data stay as they are, the merged record takes the value, with reason, person and"
        " day; several values between semicolons. Roles: {0}.",
    ).format(", ".join(ROLES))
)
@click.argument("key")
@click.argument("field")
@click.argument("value")
@_REASON
@_BY
@json_option
def correct(key: str, field: str, value: str, reason: str, by: str, *, as_json: bool) -> None:
    """Write a correction."""
    lake = Lake(data_folder().lake)
    one = write_correction(lake, _key(key), field, value, reason=reason, by=by, on=today())
    _done(one, as_json=as_json)


@click.command(help=tr("撤回一项更正（按编号）。", "Withdraw a correction by its number."))
@click.argument("number")
@_REASON
@_BY
@json_option
def withdraw(number: str, reason: str, by: str, *, as_json: bool) -> None:
    """Withdraw a correction; it stays on record."""
    _done(write_withdrawal(Lake(data_folder().lake), number, reason=reason, by=by, on=today()), as_json=as_json)


def _done(one: Any, *, as_json: bool) -> None:
    if as_json:
        emit_json(one)
        return
    done = tr("已记入，编号 {0}；运行 zhiquan index build 后检索即按此。", "Written as {0}; run zhiquan index build.")
    click.echo(done.format(one.record))
