"""``check`` and ``publish`` for definitions that are one file each: plans of the year, appraisals."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from zhiquan.portal.cli.proving import by_option, start_option, tell_faults
from zhiquan.portal.cli.shell import django_ready, json_option, tr
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from zhiquan.office.rulebook.ports import Package
    from zhiquan.scenes.reporting.declared import Declared

    Prove = Callable[[Package, date], tuple[Text, ...]]
    Load = Callable[[], tuple[Declared[Any], Prove]]


def check_command(load: Load) -> click.Command:
    """Return the command that prints every fault with its place; exit 3 when there is one."""

    @click.command("check", help=tr("检查定义；不给代码时检查全部。", "Prove definitions; all when no code is given."))
    @click.argument("codes", nargs=-1)
    @json_option
    def check(codes: tuple[str, ...], *, as_json: bool) -> None:
        django_ready()
        from django.conf import settings

        declared, prove = load()
        found = codes or declared.paths(settings.DATA.region)
        tell_faults({code: _faults(declared, prove, code) for code in found}, as_json=as_json)

    return check


def _faults(declared: Declared[Any], prove: Prove, code: str) -> list[Text]:
    from django.conf import settings

    from zhiquan.settings.now import today

    try:
        return list(prove(declared.package(code, settings.DATA.region), today()))
    except Refusal as refusal:
        return [refusal.text]


def publish_command(load: Load) -> click.Command:
    """Return the command that publishes the definitions named."""

    @click.command("publish", help=tr("发布；已发布的相同版本不变。", "Publish; a version published stays as it is."))
    @click.argument("codes", nargs=-1, required=True)
    @start_option
    @by_option
    def publish(codes: tuple[str, ...], start: datetime | None, by: str) -> None:
        django_ready()
        from django.conf import settings

        from zhiquan.office.rulebook import services
        from zhiquan.settings.now import today

        declared, _ = load()
        for code in codes:
            read = declared.package(code, settings.DATA.region)
            version = services.publish(read, by=by, in_force_from=start.date() if start else today())
            click.echo(f"{code} {version.version} {version.in_force_from}")

    return publish
