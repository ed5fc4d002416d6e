"""``zhiquan import``: files of records into the lake, with a report of every refused row."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import click

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.cli.import_report import as_document, show_report, show_summary
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, emit_json, json_option, language, tr
from zhiquan.records.corpus.gates import ACCEPT_SHARE
from zhiquan.records.corpus.importing import Progress, Reader, import_file
from zhiquan.records.corpus.importing.several import Fate, files_of, import_each
from zhiquan.records.corpus.loaders.own_table.folder import mapping_named
from zhiquan.records.corpus.loaders.own_table.loader import mapped_loader, own_loader
from zhiquan.records.corpus.reckoned import reckon
from zhiquan.records.corpus.report import BatchRefused, ImportReport
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import Conflict
from zhiquan.settings.folders import DataFolder, data_folder
from zhiquan.settings.now import today


@click.command(
    name="import",
    help=tr(
        "导入数据文件；文件夹则逐个文件导入。中断后重新运行同一命令即从中断处继续。",
        "Import files; of a folder every file. An import cut short goes on when the same command is run again.",
    ),
)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE|FOLDER...")
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
    files: tuple[Path, ...],
    source: str | None,
    vintage: datetime | None,
    division: str,
    accept_share: float,
    mapping: str | None,
    *,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Import one file and print its report, or several and print a line for each."""
    folders = data_folder()
    day: date = vintage.date() if vintage else today()

    def take(path: Path) -> ImportReport:
        with progress_bar(path.name) as progress:
            return import_file(
                path,
                folders.lake,
                source=source,
                vintage=day,
                division=division,
                progress=progress,
                dry_run=dry_run,
                accept_share=accept_share,
                reader=_own(path, mapping),
                region=folders.region,
            )

    try:
        if len(files) == 1 and not files[0].is_dir():
            _one(files[0], take, as_json=as_json, dry_run=dry_run)
        else:
            _several(files_of(files), take, as_json=as_json)
    finally:  # of several files some may be in though others were refused
        if not dry_run:
            _reckon(folders)


def _reckon(folders: DataFolder) -> None:
    """Bring status and high value up to what was imported; while another program does, say how to do it later."""
    try:
        with progress_bar(tr("推算法律状态", "Reckoning status")) as progress:
            reckon(Lake(folders.lake), law_book(folders.region), progress=progress)
    except Conflict as busy:
        click.echo(busy.text.say(language()), err=True)
        click.echo(tr("之后请运行 zhiquan corpus statuses。", "Run zhiquan corpus statuses afterwards."), err=True)


def _one(path: Path, take: Callable[[Path], ImportReport], *, as_json: bool, dry_run: bool) -> None:
    def show(report: ImportReport) -> None:
        if as_json:
            emit_json(report)
        else:
            show_report(report, dry_run=dry_run)

    try:
        report = take(path)
    except BatchRefused as refusal:
        show(refusal.report)
        raise
    show(report)


def _several(files: list[Path], take: Callable[[Path], ImportReport], *, as_json: bool) -> None:
    outcomes = list(import_each(files, take))
    if as_json:
        emit_json({"files": [as_document(outcome) for outcome in outcomes]})
    else:
        show_summary(outcomes)
    fates = {outcome.fate for outcome in outcomes}
    if fates & {Fate.REFUSED, Fate.UNREADABLE} or fates == {Fate.PASSED_OVER}:
        sys.exit(EXIT_FOUND_FAULTS)


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
    started, before = time.perf_counter(), -1
    with click.progressbar(length=1, label=label, file=sys.stderr, show_pos=True, item_show_func=_shown) as bar:

        def progress(done: int, total: int | None) -> None:
            nonlocal before
            before = done if before < 0 else before  # what an earlier run had read
            bar.length = max(total or 0, done, 1)
            rate = (done - before) / max(time.perf_counter() - started, 1e-6)
            bar.update(done - bar.pos, rate)

        yield progress


def _shown(rate: float | None) -> str:
    return "" if rate is None else tr("每秒 {0:,.0f}", "{0:,.0f}/s").format(rate)
