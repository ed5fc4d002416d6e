"""``zhiquan matters``: prove the definitions, show, draw, compare and publish them."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import click

from zhiquan.portal.cli.matters_compare import compare
from zhiquan.portal.cli.matters_show import diagram, schema, show
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, django_ready, emit_json, json_option, language, tr

LAW = "law"
"""Under this name ``check`` tells what is wrong with the region's own provisions."""


@click.group(help=tr("事项定义：检查、查看、对照、发布。", "Matters: prove, show, compare, publish."))
def matters() -> None:
    """Matters."""


for command in (show, diagram, schema, compare):
    matters.add_command(command)


@matters.command(
    help=tr(
        "检查事项定义和情景；不给代码时检查全部。", "Prove definitions and their scenarios; all when no code is given."
    )
)
@click.argument("codes", nargs=-1)
@json_option
def check(codes: tuple[str, ...], *, as_json: bool) -> None:
    """Print every fault with its place; exit 3 when there is one."""
    django_ready()
    from zhiquan.hall.cases import shelf
    from zhiquan.office.rulebook.overlay import overlay

    if wrong := overlay(shelf.region()).faults:
        found: dict[str, list[dict[str, Any]]] = {LAW: [{"place": fault.place, "text": fault.text} for fault in wrong]}
    else:
        found = {code: _faults(code) for code in codes or shelf.codes()}
    if as_json:
        emit_json([{"code": code, "faults": faults} for code, faults in found.items()])
    else:
        for code, faults in found.items():
            click.echo(f"{code}: {_verdict(len(faults))}")
            for fault in faults:
                click.echo(f"  {fault['place']}: {fault['text'].say(language())}")
    if any(found.values()):
        sys.exit(EXIT_FOUND_FAULTS)


def _verdict(count: int) -> str:
    return tr(f"{count} 处错误", f"{count} fault(s)") if count else tr("通过", "proved")


def _faults(code: str) -> list[dict[str, Any]]:
    from zhiquan.hall.cases import proof, shelf
    from zhiquan.hall.matters.load import DefinitionRefusal
    from zhiquan.settings.now import today

    try:
        package = shelf.package(code)
        faults = proof.package_faults(package, today()) or proof.story_faults(shelf.read_matter(code))
    except DefinitionRefusal as refusal:
        faults = refusal.faults
    return [{"place": fault.place, "text": fault.text} for fault in faults]


@matters.command(
    help=tr("发布事项定义；已发布的相同版本不变。", "Publish definitions; a version already published stays as it is.")
)
@click.argument("codes", nargs=-1)
@click.option(
    "--from", "start", type=click.DateTime(["%Y-%m-%d"]), help=tr("启用日，默认今天", "In force from; today by default")
)
@click.option("--by", default="zhiquan", help=tr("发布人", "Who publishes"))
@click.option(
    "--replace-own",
    is_flag=True,
    help=tr("允许自带的替换本地区自己的", "Let a shipped one take the place of the region's own"),
)
@json_option
def publish(codes: tuple[str, ...], start: datetime | None, by: str, *, replace_own: bool, as_json: bool) -> None:
    """Publish all matters, or those named."""
    django_ready()
    from zhiquan.hall.cases import shelf
    from zhiquan.office.rulebook.services import publish as publish_package
    from zhiquan.office.rulebook.sources import REGION_ORIGIN
    from zhiquan.settings.now import SHANGHAI, today

    day = start.date() if start else today()
    versions = [
        publish_package(shelf.package(code), by=by, in_force_from=day, replace_own=replace_own)
        for code in codes or shelf.codes()
    ]
    fields = ("code", "version", "sha256", "in_force_from", "published_by", "origin", "beside")
    if as_json:
        emit_json(
            [
                {
                    **{name: getattr(version, name) for name in fields},
                    "published_at": version.published_at.astimezone(SHANGHAI),
                }
                for version in versions
            ]
        )
        return
    for version in versions:
        in_force = tr(f"{version.in_force_from} 起启用", f"in force from {version.in_force_from}")
        own = f" · {_own(version.beside)}" if version.origin == REGION_ORIGIN else ""
        click.echo(f"{version.code} {version.version} · {in_force} · {version.sha256[:12]}{own}")


def _own(beside: str) -> str:
    if beside:
        return tr(f"本地区自己的，替代自带的 {beside}", f"the region's own, in place of the shipped {beside}")
    return tr("本地区自己的", "the region's own")
