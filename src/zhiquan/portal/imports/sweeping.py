"""What the tick does about uploads: their bytes go when their time is over, the row with its report stays."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from django.conf import settings

from zhiquan.portal.imports.models import ImportJob, State
from zhiquan.settings.now import now

_WAITS = (State.QUEUED, State.RUNNING)


def sweep() -> int:
    """Remove the folders of uploads older than ``UPLOAD_DAYS`` that the worker does not need any more, and those that
    belong to no upload; returns how many. What was imported stands in the lake with its raw rows.
    """
    folders = {path.name: path for path in Path(settings.DATA.uploads).glob("*") if path.is_dir()}
    if not folders:
        return 0
    over = now() - timedelta(days=settings.UPLOAD_DAYS)
    needed = ImportJob.objects.filter(state__in=_WAITS) | ImportJob.objects.filter(at__gte=over)
    kept = {str(pk) for pk in needed.values_list("pk", flat=True)}
    gone = [path for name, path in folders.items() if name not in kept and path.stat().st_mtime < over.timestamp()]
    for path in gone:
        shutil.rmtree(path)
    return len(gone)
