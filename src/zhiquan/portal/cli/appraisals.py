"""``zhiquan appraisals``: prove and publish appraisals 考核, and show points and ranking."""

from __future__ import annotations

from datetime import datetime

import click

from zhiquan.portal.cli.proving import by_option, start_option, tell_faults
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, tr
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@click.group(help=tr("考核：检查、发布，看得分和位次。", "Appraisals: prove, publish, points and ranking."))
def appraisals() -> None:
    """Appraisals."""


@appraisals.command(help=tr("检查考核定义；不给代码时检查全部。", "Prove appraisals; all when no code is given."))
@click.argument("codes", nargs=-1)
@json_option
def check(codes: tuple[str, ...], *, as_json: bool) -> None:
    """Print every fault with its place; exit 3 when there is one."""
    django_ready()
    from django.conf import settings

    from zhiquan.scenes.reporting.appraisals.files import APPRAISALS

    tell_faults({code: _faults(code) for code in codes or APPRAISALS.paths(settings.DATA.region)}, as_json=as_json)


def _faults(code: str) -> list[Text]:
    from django.conf import settings

    from zhiquan.scenes.reporting.appraisals.files import APPRAISALS, prove
    from zhiquan.settings.now import today

    try:
        return list(prove(APPRAISALS.package(code, settings.DATA.region), today()))
    except Refusal as refusal:
        return [refusal.text]


@appraisals.command(help=tr("发布考核；已发布的相同版本不变。", "Publish appraisals; a version stays as it is."))
@click.argument("codes", nargs=-1, required=True)
@start_option
@by_option
def publish(codes: tuple[str, ...], start: datetime | None, by: str) -> None:
    """Publish the appraisals named."""
    django_ready()
    from django.conf import settings

    from zhiquan.office.rulebook import services
    from zhiquan.scenes.reporting.appraisals.files import APPRAISALS
    from zhiquan.settings.now import today

    for code in codes:
        read = APPRAISALS.package(code, settings.DATA.region)
        version = services.publish(read, by=by, in_force_from=start.date() if start else today())
        click.echo(f"{code} {version.version} {version.in_force_from}")


@appraisals.command(help=tr("现行考核的得分、位次和未完成项。", "Points, ranking and what is open."))
@json_option
def status(*, as_json: bool) -> None:
    """Print every appraisal in force with each sheet's points and place."""
    django_ready()
    from zhiquan.office.rulebook.selectors import all_active
    from zhiquan.scenes.reporting.appraisals.files import APPRAISAL, APPRAISALS
    from zhiquan.scenes.reporting.appraisals.selectors import HeldAppraisal, sheets
    from zhiquan.settings.now import today

    held = [HeldAppraisal(one, APPRAISALS.of(one), None) for one in all_active(today(), kind=APPRAISAL)]
    found = [
        {
            "code": one.appraisal.code,
            "who": sheet.who.key,
            "points": sheet.total.points,
            "place": sheet.place,
            "open": list(sheet.total.open),
        }
        for one in held
        for sheet in sheets(one).values()
    ]
    if as_json:
        emit_json(found)
        return
    for one in held:
        click.echo(f"{one.appraisal.title.say(language())} ({one.version.version})")
        for row in (row for row in found if row["code"] == one.appraisal.code):
            waiting = tr(f"，{len(row['open'])} 项未得分", f", {len(row['open'])} open") if row["open"] else ""
            click.echo(f"  {row['place'] or '—'} {row['who']} {row['points']}{waiting}")
    if not held:
        click.echo(tr("还没有发布考核。", "No appraisal was published yet."))
