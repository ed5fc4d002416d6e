"""How reports of imports are printed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

from zhiquan.portal.cli.shell import language, tr
from zhiquan.records.corpus.importing.several import Fate, Outcome
from zhiquan.records.corpus.report import ImportReport, Reason, TableReport
from zhiquan.records.search import hint
from zhiquan.settings.folders import data_folder

_STANDINGS = {
    "valid": ("校验位正确", "check character right"),
    "unchecked": ("无校验位", "no check character given"),
}
_TABLES = {
    "patents": ("专利", "patents"),
    "marks": ("商标", "marks"),
    "indications": ("地理标志", "indications"),
    "events": ("法律事件", "events"),
    "citations": ("引证", "citations"),
    "families": ("同族", "families"),
    "organisations": ("组织", "organisations"),
    "classes": ("分类", "classes"),
    "concordances": ("对照", "concordances"),
    "divisions": ("区划", "divisions"),
    "statistics": ("统计", "statistics"),
    "aside": ("非记录行", "no records"),
}


def show_report(report: ImportReport, *, dry_run: bool) -> None:
    """Print what became of one file, table by table, with the reasons and where the refused rows are."""
    click.echo(f"{report.file} → {report.source}")
    counts = tr("读取 {0} 行，接受 {1} 行，拒绝 {2} 行", "{0} rows read, {1} accepted, {2} refused")
    click.echo(counts.format(report.read, report.accepted, report.refused))
    if report.continued:
        taken_up = tr("接着上次中断处继续：已读 {0} 行。", "Taken up where it was cut short: {0} rows were read.")
        click.echo(taken_up.format(report.continued))
    if len(report.tables) > 1:
        for table in report.tables:
            click.echo(f"  {tr(*_TABLES[table.table])}: {_counts(table)}")
    standings = (f"{tr(*_STANDINGS[key])} {count}" for key, count in sorted(report.by_standing.items()))
    if report.by_standing:
        click.echo(tr("申请号：", "Numbers: ") + tr("，", ", ").join(standings))
    _reasons(tr("拒绝原因", "Refused because"), report.by_reason)
    _reasons(tr("已接受但存疑", "Accepted with a doubt"), report.doubts)
    if report.by_reason and not dry_run:
        place = data_folder().lake / "reports" / f"{report.batch}.jsonl"
        click.echo(tr("被拒绝的行：", "Refused rows: ") + str(place))
    click.echo(_outcome(report, dry_run=dry_run))


def show_summary(outcomes: Sequence[Outcome]) -> None:
    """Print one line for each file, and the sum."""
    click.echo(tr("    读取     接受     拒绝", "    read accepted  refused"))
    for outcome in outcomes:
        report, said = outcome.report, outcome.fate.label.say(language())
        counts = f"{report.read:>8} {report.accepted:>8} {report.refused:>8}" if report else " " * 26
        why = f": {outcome.refusal.text.say(language())}" if outcome.refusal else ""
        click.echo(f"{counts}  {said}  {outcome.path.name}{why}")
    reports = [outcome.report for outcome in outcomes if outcome.report]
    total = tr(
        "{0} 个文件：读取 {1} 行，接受 {2} 行，拒绝 {3} 行；{4} 个未导入",
        "{0} files: {1} rows read, {2} accepted, {3} refused; {4} not imported",
    )
    outside = sum(outcome.fate in (Fate.REFUSED, Fate.UNREADABLE, Fate.PASSED_OVER) for outcome in outcomes)
    click.echo(
        total.format(
            len(outcomes),
            sum(report.read for report in reports),
            sum(report.accepted for report in reports),
            sum(report.refused for report in reports),
            outside,
        )
    )


def as_document(outcome: Outcome) -> dict[str, Any]:
    """Return what became of one file as JSON values."""
    return {
        "path": outcome.path,
        "fate": outcome.fate,
        "report": outcome.report,
        "refusal": outcome.refusal and {"code": outcome.refusal.code, "text": outcome.refusal.text},
    }


def _counts(table: TableReport) -> str:
    told = tr("读取 {0}，接受 {1}，拒绝 {2}", "{0} read, {1} accepted, {2} refused")
    return told.format(table.read, table.accepted, table.refused)


def _outcome(report: ImportReport, *, dry_run: bool) -> str:
    if report.already:
        return tr(
            "同一文件早已导入（版本 {0}），未作改动。",
            "The same file is there already (version {0}); nothing was changed.",
        ).format(report.version)
    if dry_run or report.version is None:
        return tr("未写入任何数据。", "Nothing was written.")
    done = tr("已写入版本 {0}，用时 {1:.1f} 秒。", "Written as version {0} in {1:.1f} s.")
    then = hint(data_folder().lake, data_folder().index)
    return done.format(report.version, report.seconds) + (f" {then.say(language())}" if then else "")


def _reasons(heading: str, reasons: tuple[Reason, ...]) -> None:
    if reasons:
        click.echo(f"{heading}:")
    for reason in reasons:
        examples = tr("、", "; ").join(reason.examples)
        said = reason.text.say(language())
        click.echo(f"  {reason.count:>6}  {said} [{reason.rule}]  {tr('例：', 'e.g. ')}{examples}")
