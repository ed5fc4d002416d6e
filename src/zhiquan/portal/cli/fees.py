"""``zhiquan fee``: what a right costs, year by year."""

from __future__ import annotations

from datetime import date, datetime

import click

from zhiquan.definitions.shelf import calendar
from zhiquan.portal.cli.law import DAY, book
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import AnnuityRow, Claims, History, OpenLicence, Paid, annuity_table, qualified
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.folders import data_folder
from zhiquan.settings.now import today

_PAID = {
    Paid.OPEN: Text("", ""),
    Paid.IN_TIME: Text("已缴", "paid"),
    Paid.LATE: Text("已补缴", "paid late"),
    Paid.LAPSED: Text("未缴，权利终止", "not paid: the right ended"),
    Paid.ENDED: Text("权利已终止", "ended before"),
}


@click.group(help=tr("费用计算。", "Fees."))
def fee() -> None:
    """Compute fees."""


@fee.command(
    help=tr(
        "列出年费：年度、缴费期限、补缴期限、全额、减缴、滞纳金、应缴（元），逐行注明依据。\n\n\b\n例：\n"
        "  zhiquan fee annuity --kind invention --filed 2012-03-30 --granted 2015-06-10 \\\n"
        "    --reduction 70 --open-licence 2024-01-01 --paid 11:2022-07-08",
        "List annuities: year, due, grace, full amount, reduction, surcharge, to pay (CNY), each with its source."
        "\n\n\b\nExample:\n  zhiquan fee annuity --kind invention --filed 2012-03-30 --granted 2015-06-10 \\\n"
        "    --reduction 70 --open-licence 2024-01-01 --paid 11:2022-07-08",
    )
)
@click.option(
    "--kind", type=click.Choice([str(kind) for kind in PatentKind]), required=True, help=tr("专利种类", "Kind")
)
@click.option("--filed", type=DAY, required=True, help=tr("申请日", "Filing date"))
@click.option(
    "--granted", type=DAY, help=tr("授权日，给出后从授权当年起列", "Date of grant; the list then begins with its year")
)
@click.option(
    "--reduction",
    type=click.Choice(["85", "70"]),
    help=tr("费减备案：单独85，共同70", "Qualified owner: 85 alone, 70 jointly"),
)
@click.option(
    "--requested", type=DAY, help=tr("费减请求日；不填视为均已及时请求", "Day of the request; in time if empty")
)
@click.option(
    "--open-licence",
    "licences",
    multiple=True,
    help=tr("开放许可实施 起日[..止日]，可重复", "Open licence used from[..to]; repeatable"),
)
@click.option(
    "--paid",
    "paid",
    multiple=True,
    help=tr("缴费 YEAR:DATE，未缴写 YEAR:，可重复", "Payment YEAR:DATE, or YEAR: if never; repeatable"),
)
@json_option
def annuity(  # noqa: PLR0913 - one argument per option
    kind: str,
    filed: datetime,
    *,
    granted: datetime | None,
    reduction: str | None,
    requested: datetime | None,
    licences: tuple[str, ...],
    paid: tuple[str, ...],
    as_json: bool,
) -> None:
    """Print the annuities of one right."""
    rules = book()
    claims = Claims(
        qualified=qualified(int(reduction), rules, today()) if reduction else None,
        requested_on=requested.date() if requested else None,
        licences=tuple(map(_licence, licences)),
    )
    history = History(granted.date() if granted else None, claims, dict(map(_payment, paid)))
    rows = annuity_table(PatentKind(kind), filed.date(), rules, calendar(data_folder().region), history)
    if as_json:
        emit_json(rows)
        return
    for row in rows:
        click.echo(_line(row))
        click.echo(f"    {_why(row)}")


def _line(row: AnnuityRow) -> str:
    """Return the figures of one year; the payment's state is the last column."""
    percent, state = f"-{row.reduction.percent}%" if row.reduction.percent else "", _PAID[row.paid].say(language())
    figures = f"{row.full:>7} {percent:>5} {row.amount:>8.2f} {row.surcharge:>8.2f} {row.total:>8.2f}"
    return f"{row.year:>2}  {row.due_on}  {row.grace_until}  {figures}  {state}".rstrip()


def _why(row: AnnuityRow) -> str:
    """Return the reason of the reduction and the sources of the line."""
    sources = dict.fromkeys(provision.source.text().say(language()) for provision in row.provisions)
    late = tr(f"逾期{row.days_late}日；", f"{row.days_late} days late; ") if row.days_late else ""
    separator = tr("；", "; ")
    return f"{late}{row.reduction.reason.say(language())}  {tr('依据', 'Source')}  {separator.join(sources)}"


def _licence(text: str) -> OpenLicence:
    since, _, to = text.partition("..")
    try:
        return OpenLicence(date.fromisoformat(since), date.fromisoformat(to) if to else None)
    except ValueError as fault:
        raise Refusal(
            "fee.licence",
            Text(
                f"“{text}”不是开放许可期间，请写作 2024-01-01 或 2024-01-01..2025-06-30。",
                f"“{text}” is no time of an open licence; write 2024-01-01 or 2024-01-01..2025-06-30.",
            ),
        ) from fault


def _payment(text: str) -> tuple[int, date | None]:
    year, _, on = text.partition(":")
    try:
        return int(year), date.fromisoformat(on) if on else None
    except ValueError as fault:
        raise Refusal(
            "fee.payment",
            Text(
                f"“{text}”不是缴费记录，请写作 11:2022-07-08（未缴写 11:）。",
                f"“{text}” is no payment; write 11:2022-07-08 (11: if never paid).",
            ),
        ) from fault
