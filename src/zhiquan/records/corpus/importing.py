"""A file → the lake: loader, gates, one atomic version, reports.

Rows stream through a staging file, so that memory stays bounded and the whole batch can still be refused. The lake's
commit carries batch, file, digest and counts: it alone decides whether a file is there already.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa

from zhiquan.records.corpus.gates import ACCEPT_SHARE, REFUSALS, REPEATED, Gate, Origin, Refused, too_many
from zhiquan.records.corpus.loaders import Loader, loader_for
from zhiquan.records.corpus.model import Record
from zhiquan.records.corpus.report import BatchRefused, ImportReport, RefusedRows, Tally, read_summary, write_summary
from zhiquan.records.corpus.store import Commit, Lake
from zhiquan.records.corpus.store.schema import PATENTS, to_batch
from zhiquan.records.lock import only_writer
from zhiquan.rules.text import Text

SLICE = 2_000
"""Rows held in memory at a time."""

Progress = Callable[[int, int | None], None]
"""Called with the rows read so far and, when the file says so, about how many there are."""


@dataclass(frozen=True, slots=True)
class _Job:
    path: Path
    loader: Loader
    origin: Origin
    sha256: str
    progress: Progress
    accept_share: float
    started: float


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
) -> ImportReport:
    """Import a file as one batch and return what happened.

    ``source`` names where the records come from (default ``<format>:<file stem>``): rows with the same number and
    source are replaced. ``vintage`` is the day as of which the file speaks. The same file with the same source,
    vintage and division is recognised and changes nothing. ``dry_run`` reads and judges but writes nothing at all.
    ``Refusal`` for a file that cannot be read, ``BatchRefused`` when more than ``accept_share`` of its rows are
    refused.
    """
    started = time.perf_counter()
    loader = loader_for(path)
    sha256 = _digest(path)
    name = source or f"{loader.key}:{path.stem}"
    batch = hashlib.sha256(f"{sha256}\x00{name}\x00{vintage.isoformat()}\x00{division}".encode()).hexdigest()[:16]
    origin = Origin(name, batch, division, vintage)
    job = _Job(path, loader, origin, sha256, progress or (lambda _done, _total: None), accept_share, started)
    if dry_run:
        return _dry(job, Lake(lake))
    with only_writer(lake / ".lock", Text("数据湖", "the lake")):
        return _into(job, Lake(lake))


def _dry(job: _Job, lake: Lake) -> ImportReport:
    if already := _known(job, lake):
        return already
    tally = Tally()
    for _ in _accepted(job, tally, RefusedRows(None)):
        pass
    return _judged(job, tally)


def _into(job: _Job, lake: Lake) -> ImportReport:
    if already := _known(job, lake):
        return already
    staging = lake.root / ".staging"
    staging.mkdir(parents=True, exist_ok=True)
    for left_over in staging.iterdir():
        left_over.unlink()
    staged = staging / f"{job.origin.batch}.arrow"
    try:
        return _commit(job, lake, staged)
    finally:
        staged.unlink(missing_ok=True)


def _commit(job: _Job, lake: Lake, staged: Path) -> ImportReport:
    tally = Tally()
    batch = job.origin.batch
    with (
        RefusedRows(lake.reports / f"{batch}.jsonl") as refused,
        pa.OSFile(str(staged), "wb") as sink,
        pa.ipc.new_file(sink, PATENTS) as writer,
    ):
        for records in _slices(_accepted(job, tally, refused)):
            writer.write_batch(to_batch("patents", records))
    try:
        report = _judged(job, tally)
    except BatchRefused as refusal:
        write_summary(lake.reports / f"{batch}.json", refusal.report)
        raise
    with pa.memory_map(str(staged)) as source:
        rows = pa.ipc.open_file(source)
        reader = pa.RecordBatchReader.from_batches(
            PATENTS, (rows.get_batch(index) for index in range(rows.num_record_batches))
        )
        version = lake.merge(reader, job.origin.source, _stamp(job, report))
    report = replace(report, version=version, seconds=time.perf_counter() - job.started)
    write_summary(lake.reports / f"{batch}.json", report)
    return report


def _accepted(job: _Job, tally: Tally, refused: RefusedRows) -> Iterator[Record]:
    gate, seen = Gate(job.origin), dict[str, str]()
    expected = job.loader.expected(job.path)
    for row in job.loader.rows(job.path):
        outcome = gate.check(row)
        if not isinstance(outcome, Refused):
            earlier = seen.setdefault(outcome.record, outcome.raw_hash)
            if earlier is not outcome.raw_hash:
                rule = REPEATED if earlier == outcome.raw_hash else "row.contradicted"
                outcome = Refused(rule, REFUSALS[rule], row)
        if isinstance(outcome, Refused):
            tally.refuse(outcome)
            refused.add(outcome)
        else:
            tally.accept(outcome)
            yield outcome
        if tally.read % 200 == 0:
            job.progress(tally.read, expected)
    job.progress(tally.read, expected)


def _slices(records: Iterable[Record]) -> Iterator[list[Record]]:
    held: list[Record] = []
    for record in records:
        held.append(record)
        if len(held) == SLICE:
            yield held
            held = []
    if held:
        yield held


def _judged(job: _Job, tally: Tally) -> ImportReport:
    report = ImportReport(
        batch=job.origin.batch,
        file=job.path.name,
        source=job.origin.source,
        read=tally.read,
        accepted=tally.read - tally.refused,
        refused=tally.refused,
        by_standing=dict(tally.standings),
        by_reason=tally.by_reason(),
        doubts=tally.by_doubt(),
        version=None,
        already=False,
        seconds=time.perf_counter() - job.started,
    )
    held_against = tally.refused - tally.repeated
    if too_many(tally.read, held_against, job.accept_share):
        raise BatchRefused(report, held_against / max(1, tally.read), job.accept_share)
    return report


def _known(job: _Job, lake: Lake) -> ImportReport | None:
    """Return the report of the same batch if the lake holds it."""
    for commit in lake.commits():
        if commit.stamp.get("batch") == job.origin.batch:
            report = read_summary(lake.reports / f"{job.origin.batch}.json") or _from_stamp(commit)
            seconds = time.perf_counter() - job.started
            return replace(report, version=commit.version, already=True, seconds=seconds)
    return None


def _stamp(job: _Job, report: ImportReport) -> dict[str, Any]:
    return {
        "batch": job.origin.batch,
        "file": job.path.name,
        "sha256": job.sha256,
        "source": job.origin.source,
        "vintage": job.origin.vintage.isoformat(),
        "division": job.origin.division,
        "read": report.read,
        "accepted": report.accepted,
        "refused": report.refused,
        "by_standing": dict(report.by_standing),
    }


def _from_stamp(commit: Commit) -> ImportReport:
    """Return a report from the commit alone: the program ended between commit and summary."""
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
        version=commit.version,
        already=True,
        seconds=0.0,
    )


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
