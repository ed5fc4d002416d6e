"""Bringing a table in: keep the upload, confirm its mapping, hand it to the worker."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from zhiquan.hall.files.models import Scan
from zhiquan.hall.files.scanning import judge
from zhiquan.hall.files.services import INFECTED, LIMIT, clean_name
from zhiquan.office.access.selectors import Actor
from zhiquan.portal.imports.models import ImportJob, State
from zhiquan.portal.imports.selectors import get_job_for, require_importer
from zhiquan.records.corpus.loaders.own_table.beginning import beginning
from zhiquan.records.corpus.loaders.own_table.folder import save_mapping
from zhiquan.records.corpus.loaders.own_table.loader import own_loader
from zhiquan.records.corpus.loaders.own_table.mapping import as_data, from_data
from zhiquan.records.corpus.reading.streams import Readable
from zhiquan.rules.refusal import Conflict, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now, today

_BLOCK = 1 << 20


def upload(actor: Actor, name: str, stream: Readable) -> ImportJob:
    """Keep a table that can be read; ``Refusal`` when it is too large, or no table with headings. Nothing is kept then.

    It is looked at before anything of it is kept, and has the mapping of tables with the same headings if one was
    saved. It is told by its content, never by its name, and may be as large as any file that is handed in; larger ones
    are imported on the server.
    """
    user = require_importer(actor)
    with tempfile.TemporaryDirectory(prefix="zhiquan-upload-") as folder:
        kept = Path(folder) / clean_name(name)
        size = _written(stream, kept)
        _require_passed(kept)
        beginning(kept)
        known = own_loader(kept, settings.DATA.mappings)
        mapping = as_data(known.mapping) if known else None
        with transaction.atomic():
            job = ImportJob.objects.create(
                name=kept.name, size=size, vintage=today(), mapping=mapping, uploaded_by_id=user, at=now()
            )
            shutil.rmtree(job.folder, ignore_errors=True)  # left by an earlier database: nobody's
            job.folder.mkdir(parents=True)
            shutil.move(kept, job.path)
    return job


def confirm(
    actor: Actor, job_id: int, data: Mapping[str, Any], *, source: str, vintage: date, division: str
) -> ImportJob:
    """Keep what the columns mean and what all rows share; ``Refusal`` when the table cannot be read by it."""
    job = _open(actor, job_id)
    job.mapping = as_data(from_data(data))
    job.source, job.vintage, job.division = source.strip()[:80], vintage, checked_division(actor, division)
    if vintage > today():
        raise Refusal("imports.future", _FUTURE)
    job.save(update_fields=["mapping", "source", "vintage", "division"])
    return job


def submit(actor: Actor, job_id: int, *, keep: bool) -> ImportJob:
    """Hand a confirmed table to the worker; ``keep`` also saves its mapping for tables with the same headings."""
    job = _open(actor, job_id)
    mapping = from_data(job.mapping)
    if keep:
        save_mapping(settings.DATA.mappings, mapping)
    if not ImportJob.objects.filter(pk=job.pk, state=State.DRAFT).update(state=State.QUEUED):
        raise Conflict("imports.taken", _TAKEN)
    job.refresh_from_db()
    return job


def checked_division(actor: Actor, division: str) -> str:
    """Return a division code that the actor answers for, or none."""
    code = division.strip()
    if not code:
        return ""
    if not re.fullmatch(r"[1-9][0-9]{5}", code) or not actor.covers(code):
        raise Refusal("imports.division", _DIVISION.format(code=code[:20]))
    return code


def _open(actor: Actor, job_id: int) -> ImportJob:
    job = get_job_for(actor, job_id)
    if job.state != State.DRAFT:
        raise Conflict("imports.taken", _TAKEN)
    require_kept(job)
    return job


def require_kept(job: ImportJob) -> None:
    """Refuse a table that has been removed because its time was over."""
    if not job.path.exists():
        raise Refusal("imports.swept", _SWEPT.format(name=job.name))


def _require_passed(path: Path) -> None:
    """Have a table scanned as every upload is; it goes on only when it has passed."""
    verdict = judge(path.read_bytes())
    if verdict.scan is Scan.INFECTED:
        raise Refusal("files.infected", INFECTED.format(name=path.name, found=verdict.found))
    if verdict.scan is Scan.WAITING:
        raise Refusal("imports.not-scanned", _NOT_SCANNED.format(name=path.name))


def _written(stream: Readable, path: Path) -> int:
    size = 0
    with path.open("wb") as sink:
        while block := stream.read(_BLOCK):
            size += len(block)
            if size > LIMIT:
                raise Refusal("imports.too-large", _TOO_LARGE.format(name=path.name, limit=LIMIT >> 20))
            sink.write(block)
    if not size:
        raise Refusal("imports.empty", _EMPTY.format(name=path.name))
    return size


_TOO_LARGE = Text(
    "“{name}”超过 {limit} MB，请在服务器上用 zhiquan import 导入，或拆分后上传。",
    "“{name}” is larger than {limit} MB; import it on the server with zhiquan import, or split it.",
)
_EMPTY = Text("“{name}”是空的，请重新选择。", "“{name}” is empty; choose it again.")
_TAKEN = Text("这个表格已经交付导入，不能再改。", "This table was handed over already and can no longer be changed.")
_NOT_SCANNED = Text(
    "病毒扫描服务没有应答，“{name}”未接收；请稍后再传，或告知管理员。",
    "The virus scanner does not answer, so “{name}” was not taken; try again later, or tell the administrator.",
)
_SWEPT = Text(
    "“{name}”已超过保存期限被清除，请重新上传。",
    "“{name}” was kept for its time and has been removed; upload it again.",
)
_FUTURE = Text("数据截止日不能晚于今天。", "The day as of which the data speak cannot be after today.")
_DIVISION = Text(
    "“{code}”不是您负责的行政区划代码（六位数字）。",
    "“{code}” is no code of a division that you answer for (six digits).",
)
