"""``zhiquan fee``: what a right costs, year by year."""

from __future__ import annotations

from datetime import datetime

import click

from zhiquan.definitions.shelf import calendar
from zhiquan.portal.cli.law import DAY, book
from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.rules.identifiers import PatentKind
from zhiquan.rules.law import annuity_schedule
from zhiquan.settings.folders import data_folder


@click.group(help=tr("费用计算。", "Fees."))
def fee() -> None:
    """Compute fees."""


@fee.command(
    help=tr(
        "列出年费：年度、缴费期限、补缴期限、金额（全额，元）。", "List annuities: year, due, grace, full amount (CNY)."
    )
)
@click.option(
    "--kind", type=click.Choice([str(kind) for kind in PatentKind]), required=True, help=tr("专利种类", "Kind")
)
@click.option("--filed", type=DAY, required=True, help=tr("申请日", "Filing date"))
@click.option(
    "--granted", type=DAY, help=tr("授权日，给出后从授权当年起列", "Date of grant; the list then begins with its year")
)
@json_option
def annuity(kind: str, filed: datetime, granted: datetime | None, *, as_json: bool) -> None:
    """Print the annuities of one right."""
    lines = annuity_schedule(
        PatentKind(kind),
        filed.date(),
        book(),
        granted.date() if granted else None,
        calendar(data_folder().region),
    )
    if as_json:
        emit_json(lines)
        return
    for line in lines:
        click.echo(f"{line.year:>2}  {line.due_on}  {line.grace_until}  {line.amount:>7}")
    for source in dict.fromkeys(line.provision.source.text().say(language()) for line in lines):
        click.echo(f"{tr('依据', 'Source')}  {source}")
