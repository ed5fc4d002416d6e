"""``zhiquan clock``: when a limit runs out, and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import click

from zhiquan.definitions.shelf import calendar
from zhiquan.portal.cli.law import DAY, book
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.rules.law import Extension, Ledger, Limit, Pause, Unit, due, explain
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder

_UNITS = {"wd": Unit.WORKING_DAY, "d": Unit.CALENDAR_DAY, "h": Unit.HOUR, "hm": Unit.HALF_MONTH, "m": Unit.MONTH}
UNITS = {**_UNITS, "y": Unit.YEAR}
_NAME = Text("期限", "The limit")
_REASON = Text("暂停", "pause")


@click.group(help=tr("期限推算。", "Limits of time."))
def clock() -> None:
    """Reckon limits."""


@clock.command(
    "due",
    help=tr(
        "推算到期日并说明理由。期限写作 5wd、10d、3m、2y，或规则库中的规定名。",
        "Reckon the last day and explain it. A limit is written 5wd, 10d, 3m, 2y, or as a provision's key.",
    ),
)
@click.option("--start", type=DAY, required=True, help=tr("起算日（当日不计）", "Day of the start (not counted)"))
@click.option("--limit", "limits", required=True, help=tr("期限或规定名", "Limit or provision's key"))
@click.option(
    "--pause",
    "pauses",
    multiple=True,
    help=tr(
        "暂停 起日..恢复日，未恢复时省略恢复日，可重复", "Pause from..resumed; leave out the second while it lasts"
    ),
)
@click.option("--extend", "extensions", multiple=True, help=tr("延长，如 1m，可重复", "Extension, like 1m; repeatable"))
@click.option("--no-roll", is_flag=True, help=tr("届满日遇休息日不顺延", "Do not move the last day to a working day"))
@json_option
def due_(
    start: datetime,
    limits: str,
    pauses: tuple[str, ...],
    extensions: tuple[str, ...],
    *,
    no_roll: bool,
    as_json: bool,
) -> None:
    """Print the last day and its explanation."""
    ledger = _ledger(limits, start.date(), tuple(map(_pause, pauses)), tuple(map(_limit, extensions)), no_roll=no_roll)
    days = calendar(data_folder().region)
    found, steps = due(ledger, days), explain(ledger, days)
    if as_json:
        emit_json({"due": found, "ledger": ledger, "explanation": steps})
        return
    click.echo(str(found.on) if found.on else tr("暂停中，尚未确定", "paused, not known yet"))
    for step in steps:
        click.echo(step.say(language()))


def _ledger(
    text: str, start: date, pauses: tuple[Pause, ...], extensions: tuple[Limit, ...], *, no_roll: bool
) -> Ledger:
    if "." in text:
        ledger = Ledger.under(book().at(text, start), _NAME, start)
    else:
        ledger = Ledger(_NAME, start, _limit(text), tr("命令给出", "given in the command"))
    granted = tuple(Extension(limit, start, Text("命令中给出", "given in the command")) for limit in extensions)
    return replace(ledger, pauses=pauses, extensions=granted, roll=ledger.roll and not no_roll)


def _limit(text: str) -> Limit:
    amount = text.rstrip("wdhmy")
    unit = UNITS.get(text[len(amount) :])
    if unit is None or not (amount.isascii() and amount.isdigit()):
        raise Refusal(
            "clock.limit",
            Text(
                f"“{text}”不是期限，请写作 5wd（工作日）、10d（日）、24h、1hm（半月）、3m（月）或 2y（年）。",
                f"“{text}” is no limit; write 5wd (working days), 10d, 24h, 1hm (half-month), 3m or 2y.",
            ),
        )
    return Limit(int(amount), unit)


def _pause(text: str) -> Pause:
    since, _, until = text.partition("..")
    try:
        return Pause(date.fromisoformat(since), date.fromisoformat(until) if until else None, _REASON)
    except ValueError as fault:
        raise Refusal(
            "clock.pause",
            Text(
                f"“{text}”不是暂停，请写作 2026-03-02..2026-03-10。",
                f"“{text}” is no pause; write 2026-03-02..2026-03-10.",
            ),
        ) from fault
