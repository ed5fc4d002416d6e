"""A file → the lake: loader, gates, one atomic batch over all its tables, reports.

Rows stream through staged files, so that memory stays bounded, the whole batch can still be refused, and an import cut
short goes on where it was when the same command is run again. The lake's manifest carries batch, file, digest and
counts: it alone decides whether a file is there already.

Repeats. A record (one publication, one right, one event) is taken once in a batch. The same thing told again word for
word, whatever its place in the file, is left out and not held against the batch; told again differently it is refused
(``row.contradicted``) and counts. In 119,000 rows of PATENTSCOPE lists 7 % repeat a number: all of them word for word,
except the two documents of one invention (application and grant) that share a number and differ in their date, which
therefore is part of the record's name where no kind code is told (``gates.patents``).
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

from zhiquan.records.corpus.datasets import refresh
from zhiquan.records.corpus.gates import ACCEPT_SHARE, too_many
from zhiquan.records.corpus.importing.faults import on_disk
from zhiquan.records.corpus.importing.job import Job, Reader, digest_of, origin_of, state_of, still_the_same
from zhiquan.records.corpus.importing.pace import Progress
from zhiquan.records.corpus.importing.reading import read_rows
from zhiquan.records.corpus.importing.staging import Staging, clear
from zhiquan.records.corpus.loaders import loader_for
from zhiquan.records.corpus.report import BatchRefused, ImportReport, Tally, read_summary, write_summary
from zhiquan.records.corpus.report.tally import together
from zhiquan.records.corpus.store import Commit, Lake
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

__all__ = ["Progress", "Reader", "import_file"]


def import_file(  # noqa: PLR0913 - every option is one of the command's
    path: Path,
    lake: Path,
    *,
    source: str | None = None,
    vintage: date,
    division: str = "",
    progress: Progress | None = None,
    dry_run: bool = False,
    accept_share: float = ACCEPT_SHARE,
    reader: Reader | None = None,
    region: Path | None = None,
) -> ImportReport:
    """Import a file (or an archive of files) as one batch and return what happened.

    ``source`` names where the records come from (default ``<format>:<file stem>``): rows with the same record and
    source are replaced. ``vintage`` is the day as of which the file speaks. The same file with the same source,
    vintage and division is recognised and changes nothing. ``dry_run`` reads and judges but writes nothing at all.
    ``reader`` reads the file instead of the loader that its content asks for; ``region`` holds the table of divisions
    by which addresses are read. ``Refusal`` for a file that cannot be read, ``Conflict`` ``records.busy`` while
    another import runs, ``BatchRefused`` when more than ``accept_share`` of its rows are refused.
    """
    started = time.perf_counter()
    reading: Reader = reader or loader_for(path)
    state, sha256 = state_of(path), digest_of(path)
    origin = origin_of(sha256, path, reading, source=source, vintage=vintage, division=division, region=region)
    job = Job(path, reading, origin, sha256, progress or (lambda _done, _total: None), accept_share, state)
    if dry_run:
        report = _dry(job, Lake(lake))
    else:
        with on_disk(), only_writer(lake / ".lock", Text("数据湖", "the lake")):
            report = _into(job, Lake(lake))
    return replace(report, seconds=time.perf_counter() - started)


def _dry(job: Job, lake: Lake) -> ImportReport:
    if already := _known(job, lake):
        return already
    tally, _ = read_rows(job, None)
    still_the_same(job)
    return _judged(job, _report(job, tally, 0), tally)


def _into(job: Job, lake: Lake) -> ImportReport:
    folder = lake.root / ".staging"
    if already := _known(job, lake):
        clear(folder, job.batch)
        return already
    clear(folder)
    staging = Staging(folder / job.batch)
    try:
        tally, before = read_rows(job, staging)
    finally:
        staging.close()
    report = _report(job, tally, before)
    try:
        still_the_same(job)
        staging.hand_out(lake.reports / f"{job.batch}.jsonl")
        write_summary(lake.reports / f"{job.batch}.json", report)
        _judged(job, report, tally)
    except Refusal:
        staging.remove()
        raise
    version = lake.put(staging.readers(), job.origin.source, job.stamp(report))
    report = replace(report, version=version)
    write_summary(lake.reports / f"{job.batch}.json", report)
    staging.remove()
    refresh(lake)
    return report


def _report(job: Job, tally: Tally, before: int) -> ImportReport:
    tables = tally.tables()
    standings: dict[str, int] = {}
    for table in tables:
        for standing, count in table.by_standing.items():
            standings[standing] = standings.get(standing, 0) + count
    return ImportReport(
        batch=job.batch,
        file=job.path.name,
        source=job.origin.source,
        read=tally.read,
        accepted=tally.read - tally.refused,
        refused=tally.refused,
        by_standing=standings,
        by_reason=together(table.by_reason for table in tables),
        doubts=together(table.doubts for table in tables),
        tables=tables,
        version=None,
        already=False,
        seconds=0.0,
        continued=before,
    )


def _judged(job: Job, report: ImportReport, tally: Tally) -> ImportReport:
    if too_many(tally.read, tally.held_against, job.accept_share):
        raise BatchRefused(report, tally.held_against / max(1, tally.read), job.accept_share)
    return report


def _known(job: Job, lake: Lake) -> ImportReport | None:
    """Return the report of the same batch if the lake holds it."""
    for commit in lake.commits():
        if commit.stamp.get("batch") == job.batch:
            report = read_summary(lake.reports / f"{job.batch}.json") or _from_stamp(commit)
            return replace(report, version=commit.version, already=True)
    return None


def _from_stamp(commit: Commit) -> ImportReport:
    """Return a report from the manifest alone: the reports were taken away."""
    stamp = commit.stamp
    return ImportReport(
        batch=stamp["batch"],
        file=stamp["file"],
        source=stamp["source"],
        read=stamp["read"],
        accepted=stamp["accepted"],
        refused=stamp["refused"],
        by_standing=stamp["by_standing"],
        by_reason=(),
        doubts=(),
        tables=(),
        version=commit.version,
        already=True,
        seconds=0.0,
    )
