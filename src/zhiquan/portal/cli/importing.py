"""``zhiquan import``: a file of records into the lake, with a report of every refused row."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from zhiquan.portal.cli.shell import emit_json, json_option, language, tr
from zhiquan.records.corpus.gates import ACCEPT_SHARE
from zhiquan.records.corpus.importing import Progress, Reader, import_file
from zhiquan.records.corpus.loaders.own_table.folder import mapping_named
from zhiquan.records.corpus.loaders.own_table.loader import mapped_loader, own_loader
from zhiquan.records.corpus.report import BatchRefused, ImportReport, Reason
from zhiquan.settings.folders import data_folder
from zhiquan.settings.now import today

_STANDINGS = {
    "valid": ("校验位正确", "check character right"),
    "unchecked": ("无校验位", "no check character given"),
}


@click.command(name="import", help=tr("导入专利数据文件。", "Import a file of patent records."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--source", help=tr("数据来源名，默认为格式加文件名", "Name of the source; default is format and file name")
)
@click.option(
    "--vintage",
    type=click.DateTime(["%Y-%m-%d"]),
    help=tr("数据截止日，默认今天", "Day as of which the data speak; default today"),
)
@click.option("--division", default="", help=tr("数据所属区划代码", "Code of the division that the data are of"))
@click.option(
    "--accept-share",
    type=click.FloatRange(0, 1),
    default=ACCEPT_SHARE,
    show_default=True,
    help=tr("允许被拒绝行的最大比例", "Largest share of refused rows"),
)
@click.option(
    "--mapping",
    help=tr("按此映射读取自有表格", "Read a table of one's own by this mapping"),
)
@click.option("--dry-run", is_flag=True, help=tr("只检查，不写入", "Check only, write nothing"))
@json_option
def import_(  # noqa: PLR0913 - one parameter for every option
    file: Path,
    source: str | None,
    vintage: datetime | None,
    division: str,
    accept_share: float,
    mapping: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import one file and print what happened."""
    day: date = vintage.date() if vintage else today()
    try:
        with progress_bar(tr("导入", "Importing")) as progress:
            report = import_file(
                file,
                data_folder().lake,
                source=source,
                vintage=day,
                division=division,
                progress=progress,
                dry_run=dry_run,
                accept_share=accept_share,
                reader=_own(file, mapping),
            )
    except BatchRefused as refusal:
        _show(refusal.report, as_json=as_json, dry_run=dry_run)
        raise
    _show(report, as_json=as_json, dry_run=dry_run)


def _own(file: Path, mapping: str | None) -> Reader | None:
    """Return the reader by the mapping named, else by the saved one whose headings the file has, if there is one."""
    if mapping:
        return mapped_loader(mapping_named(data_folder().mappings, mapping))
    found = own_loader(file, data_folder().mappings)
    if found:
        click.echo(tr("按映射“{0}”读取。", "Read by the mapping {0}.").format(found.key), err=True)
    return found


@contextmanager
def progress_bar(label: str) -> Iterator[Progress | None]:
    """Give a progress function that draws on a terminal, or nothing when the output goes elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label=label, file=sys.stderr) as bar:

        def progress(done: int, total: int | None) -> None:
            bar.length = max(total or 0, done, 1)
            bar.update(done - bar.pos)

        yield progress


def _show(report: ImportReport, *, as_json: bool, dry_run: bool) -> None:
    if as_json:
        emit_json(report)
        return
    click.echo(f"{report.file} → {report.source}")
    counts = tr("读取 {0} 行，接受 {1} 行，拒绝 {2} 行", "{0} rows read, {1} accepted, {2} refused")
    click.echo(counts.format(report.read, report.accepted, report.refused))
    standings = (f"{tr(*_STANDINGS[key])} {count}" for key, count in sorted(report.by_standing.items()))
    if report.by_standing:
        click.echo(tr("申请号：", "Numbers: ") + tr("，", ", ").join(standings))
    _reasons(tr("拒绝原因", "Refused because"), report.by_reason)
    _reasons(tr("已接受但存疑", "Accepted with a doubt"), report.doubts)
    if report.by_reason and not dry_run:
        place = data_folder().lake / "reports" / f"{report.batch}.jsonl"
        click.echo(tr("被拒绝的行：", "Refused rows: ") + str(place))
    click.echo(_outcome(report, dry_run=dry_run))


def _outcome(report: ImportReport, *, dry_run: bool) -> str:
    if report.already:
        return tr(
            "同一文件早已导入（版本 {0}），未作改动。",
            "The same file is there already (version {0}); nothing was changed.",
        ).format(report.version)
    if dry_run or report.version is None:
        return tr("未写入任何数据。", "Nothing was written.")
    done = tr(
        "已写入版本 {0}，用时 {1:.1f} 秒。运行 zhiquan index build 后即可检索。",
        "Written as version {0} in {1:.1f} s. Run zhiquan index build to search it.",
    )
    return done.format(report.version, report.seconds)


def _reasons(heading: str, reasons: tuple[Reason, ...]) -> None:
    if reasons:
        click.echo(f"{heading}:")
    for reason in reasons:
        examples = tr("、", "; ").join(reason.examples)
        said = reason.text.say(language())
        click.echo(f"  {reason.count:>6}  {said} [{reason.rule}]  {tr('例：', 'e.g. ')}{examples}")
