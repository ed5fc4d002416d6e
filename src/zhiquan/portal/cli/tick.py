"""``zhiquan tick``: remind of time limits and let them expire, once or again and again."""

from __future__ import annotations

import logging
import sys
import time

import click

from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, django_ready, emit_json, json_option, language, tr
from zhiquan.rules.refusal import Conflict

log = logging.getLogger(__name__)


@click.command(
    help=tr(
        "期限提醒与届满办理：每件事只办一次，可随时重复执行。",
        "Remind of time limits and take the steps that follow an expiry, each once; run it as often as you like.",
    )
)
@click.option(
    "--every",
    type=click.IntRange(1, 86_400),
    help=tr("每隔多少秒执行一次；不给则只执行一次", "Run again after so many seconds; without it, once"),
)
@json_option
def tick(every: int | None, *, as_json: bool) -> None:
    """Run the tick; exit 3 when a case could not be served."""
    django_ready()
    from django.db import connection

    while True:
        if every is None:
            if _once(as_json=as_json, quiet=False):
                sys.exit(EXIT_FOUND_FAULTS)
            return
        try:
            _once(as_json=as_json, quiet=True)
        except Exception:  # the tick's end would be the site's: tell, and try again when it is time
            log.exception("tick")
        connection.close()
        time.sleep(every)


def _once(*, as_json: bool, quiet: bool) -> bool:
    """Count the clocks again where the calendar changed, then serve what is due; say whether a case failed.

    ``quiet``: where nothing was to be done, nothing is said.
    """
    from django.conf import settings

    from zhiquan.hall.cases.recounting import outdated, recount
    from zhiquan.hall.cases.ticking import tick as serve_all
    from zhiquan.portal.operations import marks
    from zhiquan.settings.now import now

    counted = recount() if outdated() else None
    report = serve_all()
    _seal_daily()
    broken = do_chores()
    marks.leave(settings.DATA, "tick", now())
    if quiet and not counted and not report.cases and not broken:
        return False
    if as_json:
        emit_json({"tick": report, "recount": counted})
        return bool(report.failed or broken)
    if counted:
        click.echo(tr(f"按新日历重新计算 {counted.cases} 件，", f"Counted {counted.cases} cases by the new calendar, ")
                   + tr(f"{counted.moved} 件到期日变动。", f"a last day moved in {counted.moved}."))  # fmt: skip
    click.echo(
        tr(
            f"办件 {report.cases} 件，提醒 {report.told} 次，届满办理 {report.expired} 次。",
            f"{report.cases} cases: {report.told} told, {report.expired} expired.",
        )
    )
    for number, why in report.refused:
        click.echo(f"  {number}: {why.say(language())}")
    for number in report.failed:
        click.echo(tr(f"  {number}：出错，见日志。", f"  {number}: failed, see the log."), err=True)
    for name in broken:
        click.echo(tr(f"  {name}：出错，见日志。", f"  {name}: failed, see the log."), err=True)
    return bool(report.failed or broken)


def do_chores() -> list[str]:
    """Do the chores of the rooms, one after the other; return those that failed, which keep no other from its turn."""
    from zhiquan.office.chores import chores

    broken = []
    for name, chore in chores:
        try:
            chore()
        except Exception:
            log.exception("%s", name)
            broken.append(name)
    return broken


def _seal_daily() -> None:
    """Seal the heads of all chains where the last seal is a day old; a process that is at it already is left to it."""
    from zhiquan.hall.ledger.services import seal_if_due
    from zhiquan.settings.now import now

    try:
        sealed = seal_if_due(now())
    except Conflict:
        return
    for number, seq in sealed.unsound if sealed else ():
        click.echo(tr(f"  {number}：第 {seq} 条记录不衔接，请核验台账。",
                      f"  {number}: event {seq} does not fit; verify the ledger."), err=True)  # fmt: skip
