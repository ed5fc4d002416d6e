"""``zhiquan appraisals``: prove and publish appraisals 考核, and show points and ranking."""

from __future__ import annotations

from typing import Any

import click

from zhiquan.portal.cli.declared import check_command, publish_command
from zhiquan.portal.cli.shell import django_ready, emit_json, json_option, language, tr


@click.group(help=tr("考核：检查、发布，看得分和位次。", "Appraisals: prove, publish, points and ranking."))
def appraisals() -> None:
    """Appraisals."""


def _declared() -> tuple[Any, Any]:
    from zhiquan.scenes.reporting.appraisals.files import APPRAISALS, prove

    return APPRAISALS, prove


appraisals.add_command(check_command(_declared))
appraisals.add_command(publish_command(_declared))


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
    found: list[dict[str, Any]] = [
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
