"""``zhiquan clock``: when a limit runs out and why, when to remind, how many working days lie between two days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import click

from zhiquan.definitions.shelf import calendar
from zhiquan.portal.cli.law import DAY, book
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.rules.law import Extension, Ledger, Limit, Order, Pause, Unit, due, explain, rungs
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder

_UNITS = {"wd": Unit.WORKING_DAY, "d": Unit.CALENDAR_DAY, "h": Unit.HOUR, "hm": Unit.HALF_MONTH, "m": Unit.MONTH}
UNITS = {**_UNITS, "y": Unit.YEAR}
MOMENT = click.DateTime(["%Y-%m-%d", "%Y-%m-%dT%H:%M"])
_NAME = Text("期限", "The limit")
_REASON = Text("暂停", "pause")
_GIVEN = Text("命令中给出", "given in the command")


@click.group(
    help=tr(
        "期限推算。\n\n\b\n例：\n  zhiquan clock due --start 2026-03-06 --limit 5wd\n"
        "  zhiquan clock due --before 2026-03-30 --limit 5hm\n"
        "  zhiquan clock explain --start 2026-01-19 --limit adjudication.decision --pause 2026-03-02..2026-03-22\n"
        "  zhiquan clock due --start 2026-03-06T16:30 --limit 24h\n"
        "  zhiquan clock working-days --from 2026-02-13 --to 2026-02-28",
        "Limits of time.\n\n\b\nExamples:\n  zhiquan clock due --start 2026-03-06 --limit 5wd\n"
        "  zhiquan clock due --before 2026-03-30 --limit 5hm\n"
        "  zhiquan clock explain --start 2026-01-19 --limit adjudication.decision --pause 2026-03-02..2026-03-22\n"
        "  zhiquan clock due --start 2026-03-06T16:30 --limit 24h\n"
        "  zhiquan clock working-days --from 2026-02-13 --to 2026-02-28",
    )
)
def clock() -> None:
    """Reckon limits."""


def ledger_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that describe one clock, and ``--json``; the command takes them as ``told`` and ``as_json``."""

    def with_ledger(*, as_json: bool, **told: Any) -> None:
        command(_ledger(**told), as_json=as_json)

    options = (
        click.option(
            "--start", type=MOMENT, help=tr("起算日或时刻（当日不计）", "Day or moment of the start (not counted)")
        ),
        click.option("--before", type=DAY, help=tr("从该日往前推算", "Count back from this day")),
        click.option(
            "--limit",
            "limits",
            required=True,
            help=tr(
                "期限（5wd、10d、24h、1hm、3m、2y）或规定名", "Limit (5wd, 10d, 24h, 1hm, 3m, 2y) or provision's key"
            ),
        ),
        click.option(
            "--pause",
            "pauses",
            multiple=True,
            help=tr(
                "暂停 起日..恢复日，未恢复时省略恢复日，可重复",
                "Pause from..resumed; leave out the second while it lasts",
            ),
        ),
        click.option(
            "--extend",
            "extensions",
            multiple=True,
            help=tr("延长，如 1m，可重复；可写 1m@批准日", "Extension, like 1m or 1m@day of approval; repeatable"),
        ),
        click.option(
            "--exclude-first",
            is_flag=True,
            help=tr("先扣除不计入的时间再延长", "Leave out what is not counted before extending"),
        ),
        click.option(
            "--no-roll", is_flag=True, help=tr("届满日遇休息日不顺延", "Do not move the last day to a working day")
        ),
        json_option,
    )
    wrapped: Callable[..., Any] = with_ledger
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped


@clock.command("due", help=tr("推算到期日并说明理由。", "Reckon the last day and explain it."))
@ledger_options
def due_(ledger: Ledger, *, as_json: bool) -> None:
    """Print the last day and its explanation."""
    days = calendar(data_folder().region)
    found, steps = due(ledger, days), explain(ledger, days)
    if as_json:
        emit_json({"due": found, "ledger": ledger, "explanation": steps})
        return
    last = f"{found.at:%Y-%m-%d %H:%M}" if found.at else str(found.on)
    click.echo(last if found.on else tr("暂停中，尚未确定", "paused, not known yet"))
    for step in steps:
        click.echo(step.say(language()))


@clock.command(
    "explain",
    help=tr("逐句说明期限如何推算，可向当事人宣读。", "Explain a limit sentence by sentence, to be read to a party."),
)
@ledger_options
def explain_(ledger: Ledger, *, as_json: bool) -> None:
    """Print the explanation only."""
    steps = explain(ledger, calendar(data_folder().region))
    if as_json:
        emit_json(steps)
        return
    for step in steps:
        click.echo(step.say(language()))


@clock.command("rungs", help=tr("列出提醒日。", "List the days of the reminders."))
@ledger_options
def rungs_(ledger: Ledger, *, as_json: bool) -> None:
    """Print the reminders, earliest first."""
    found = rungs(ledger, calendar(data_folder().region))
    if as_json:
        emit_json(found)
        return
    for rung in found:
        before = rung.before.text()
        click.echo(f"{rung.on}  {tr('到期前', 'before the last day: ')}{before.say(language())}")
    if not found:
        click.echo(
            tr("没有提醒日：到期日未定，或都早于起算日。", "No reminders: no last day yet, or all before the start.")
        )


@clock.command(
    "working-days",
    help=tr(
        "两日之间的工作日（不含首日，含末日）。",
        "Working days between two days (the first not counted, the last counted).",
    ),
)
@click.option("--from", "from_", type=DAY, required=True, help=tr("首日", "First day"))
@click.option("--to", type=DAY, required=True, help=tr("末日", "Last day"))
@json_option
def working_days(from_: datetime, to: datetime, *, as_json: bool) -> None:
    """Print how many working days there are."""
    days, first, last = calendar(data_folder().region), from_.date(), to.date()
    number, announced = days.working_days(first, last), days.announced(min(first, last), max(first, last))
    if as_json:
        emit_json({"from": first, "to": last, "working_days": number, "provisional": not announced})
        return
    click.echo(str(number))
    if not announced:
        click.echo(
            tr(
                "所涉年份的放假安排尚未公布，暂按周末推算。",
                "A year it touches is not announced; only weekends are left out.",
            )
        )


def _ledger(  # noqa: PLR0913 - one argument per option
    *,
    start: datetime | None,
    before: datetime | None,
    limits: str,
    pauses: tuple[str, ...],
    extensions: tuple[str, ...],
    exclude_first: bool,
    no_roll: bool,
) -> Ledger:
    given = before or start
    if given is None or (before and start):
        raise Refusal(
            "clock.start", Text("请给出 --start 或 --before 其中一项。", "Give one of --start and --before, not both.")
        )
    if "." in limits:
        ledger = Ledger.under(book().at(limits, given.date()), _NAME, given.date())
    else:
        ledger = Ledger(_NAME, given.date(), _limit(limits), tr("命令给出", "given in the command"))
    return replace(
        ledger,
        started=given if ledger.limit.unit is Unit.HOUR and (given.hour or given.minute) else given.date(),
        pauses=tuple(map(_pause, pauses)),
        extensions=tuple(_extension(text, given.date()) for text in extensions),
        roll=ledger.roll and not no_roll,
        backward=before is not None,
        order=Order.EXCLUDE_FIRST if exclude_first else Order.EXTEND_FIRST,
    )


def _extension(text: str, start: date) -> Extension:
    limit, _, granted = text.partition("@")
    try:
        on = date.fromisoformat(granted) if granted else start
    except ValueError as fault:
        raise Refusal(
            "clock.extension",
            Text(f"“{text}”不是延长，请写作 1m@2026-05-06。", f"“{text}” is no extension; write 1m@2026-05-06."),
        ) from fault
    return Extension(_limit(limit), on, _GIVEN)


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
