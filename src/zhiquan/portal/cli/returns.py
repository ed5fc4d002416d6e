"""``zhiquan returns``: prove, list and publish returns, and show how far their rounds have come."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from zhiquan.portal.cli.proving import by_option, start_option, tell_faults
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, tr
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

if TYPE_CHECKING:
    from zhiquan.office.returns.models import Round


@click.group(help=tr("填报表：检查、发布，看各期进度。", "Returns: prove, publish; how far rounds have come."))
def returns() -> None:
    """Returns."""


@returns.command(help=tr("检查填报表定义；不给代码时检查全部。", "Prove returns; all when no code is given."))
@click.argument("codes", nargs=-1)
@json_option
def check(codes: tuple[str, ...], *, as_json: bool) -> None:
    """Print every fault with its place; exit 3 when there is one."""
    django_ready()
    from zhiquan.hall.cases.shelf import region
    from zhiquan.office.returns.files import return_files

    found = {code: _faults(code) for code in codes or return_files(region())}
    tell_faults(found, as_json=as_json)


def _faults(code: str) -> list[Text]:
    from zhiquan.hall.cases.shelf import region
    from zhiquan.office.returns.files import package, prove
    from zhiquan.settings.now import today

    try:
        return list(prove(package(code, region()), today()))
    except Refusal as refusal:
        return [refusal.text]


@returns.command(help=tr("发布填报表；已发布的相同版本不变。", "Publish returns; a version published stays as it is."))
@click.argument("codes", nargs=-1)
@start_option
@by_option
def publish(codes: tuple[str, ...], start: datetime | None, by: str) -> None:
    """Publish all returns, or those named."""
    django_ready()
    from zhiquan.hall.cases.shelf import region
    from zhiquan.office.returns.files import package, return_files
    from zhiquan.office.rulebook import services
    from zhiquan.settings.now import today

    for code in codes or return_files(region()):
        version = services.publish(package(code, region()), by=by, in_force_from=start.date() if start else today())
        click.echo(f"{code} {version.version} {version.in_force_from}")


@returns.command(name="status", help=tr("各期填报的进度。", "How far each round has come."))
@json_option
def status(*, as_json: bool) -> None:
    """Print every round with what has arrived, what is late, and what it comes to."""
    django_ready()
    from zhiquan.office.returns.models import Round

    rounds = [_status(one) for one in Round.objects.select_related("definition").order_by("-opened_at", "-pk")]
    if as_json:
        emit_json(rounds)
        return
    for one in rounds:
        late = tr("，逾期：", ", late: ") + "、".join(one["late"]) if one["late"] else ""
        click.echo(f"{one['code']} {one['period']} {one['division']} {one['arrived']}/{one['expected']}{late}")
    if not rounds:
        click.echo(tr("还没有开始过填报。", "No round was opened yet."))


def _status(round_: Round) -> dict[str, Any]:
    from zhiquan.office.returns.selectors import round_totals
    from zhiquan.settings.now import today

    places = round_totals(round_)
    whole = next(place for place in places if place.sheet.parent_id is None)
    late = [
        place.sheet.division
        for place in places
        if place.sheet.parent_id and not place.sheet.is_handed_in and place.sheet.due < today()
    ]
    return {
        "code": round_.code,
        "period": round_.period,
        "division": round_.division,
        "arrived": whole.arrived,
        "expected": whole.expected,
        "late": late,
        "totals": dict(whole.totals),
        "locked": round_.locked_at,
        "signed": round_.signed_at,
    }
