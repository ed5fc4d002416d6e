"""The worker's part: uploads that wait go into the lake, one after the other, and the index follows.

Only the worker imports this module: it writes the lake.
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict
from typing import Any

from django.conf import settings

from zhiquan.definitions.shelf import law_book
from zhiquan.portal.imports.models import ImportJob, State
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.loaders.own_table.loader import mapped_loader
from zhiquan.records.corpus.loaders.own_table.mapping import from_data
from zhiquan.records.corpus.reckoned import reckon
from zhiquan.records.corpus.report import BatchRefused, ImportReport
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search.index import update_index
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

MOST_ATTEMPTS = 5
"""So often an import that ended with its worker is taken up again; then it is the table that ends the worker."""
log = logging.getLogger(__name__)
_TOLD_EVERY = 1.0
"""Seconds between two notes of how far an import is."""


def run_waiting() -> int:
    """Import every upload that waits, those that a worker before this one did not end first; returns how many ended.

    An import that was cut short goes on where it was. While another program imports they wait for the next round.
    """
    ended = 0
    for job in ImportJob.objects.filter(state__in=(State.RUNNING, State.QUEUED)).order_by("-state", "pk"):
        try:
            ended += _run(job)
        except Conflict as busy:
            log.info("%s: %s", busy.code, busy.text.en)
            break
    return ended


def _run(job: ImportJob) -> int:
    if job.attempts >= MOST_ATTEMPTS:
        return _end(job, State.FAILED, error=Refusal("imports.given-up", _GIVEN_UP))
    ImportJob.objects.filter(pk=job.pk).update(state=State.RUNNING, attempts=job.attempts + 1)
    try:
        report = _imported(job)
    except Conflict:
        ImportJob.objects.filter(pk=job.pk).update(attempts=job.attempts)
        raise
    except BatchRefused as refusal:
        return _end(job, State.REFUSED, report=_plain(refusal.report), error=refusal)
    except Refusal as refusal:
        return _end(job, State.FAILED, error=refusal)
    except Exception:  # one table shall never end the worker, and with it the site
        log.exception("upload %s", job.pk)
        return _end(job, State.FAILED, error=Refusal("imports.broken", _BROKEN))
    ended = _end(job, State.DONE, report=_plain(report))
    try:
        reckon(Lake(settings.DATA.lake), law_book(settings.DATA.region))
        update_index(settings.DATA.lake, settings.DATA.index)
    except Refusal as refusal:  # another build runs, or it is an old one: the records are in all the same
        log.warning("%s: %s", refusal.code, refusal.text.en)
    return ended


def _imported(job: ImportJob) -> ImportReport:
    last = 0.0

    def progress(done: int, expected: int | None) -> None:
        nonlocal last
        if time.monotonic() - last >= _TOLD_EVERY:
            last = time.monotonic()
            ImportJob.objects.filter(pk=job.pk).update(rows_read=done, rows_expected=expected)

    reader = mapped_loader(from_data(job.mapping))
    return import_file(
        job.path,
        settings.DATA.lake,
        source=job.source or None,
        vintage=job.vintage,
        division=job.division,
        progress=progress,
        reader=reader,
        region=settings.DATA.region,
    )


def _end(job: ImportJob, state: State, *, report: dict[str, Any] | None = None, error: Refusal | None = None) -> int:
    told = {"zh": error.text.zh, "en": error.text.en} if error else None
    ImportJob.objects.filter(pk=job.pk).update(
        state=state, report=report, error=told, ended_at=now(), rows_read=(report or {}).get("read", 0)
    )
    return 1


def _plain(report: ImportReport) -> dict[str, Any]:
    return asdict(report)


_GIVEN_UP = Text(
    "导入多次中断，已停止；请管理员查看日志，或在服务器上用 zhiquan import 导入。",
    "The import was cut short again and again and was given up; have the administrator look at the log, or import it"
    " on the server with zhiquan import.",
)
_BROKEN = Text(
    "导入时程序出错，没有写入任何数据；请管理员查看日志。",
    "The program failed while importing; nothing was written. Have the administrator look at the log.",
)
