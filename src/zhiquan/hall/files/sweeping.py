"""What the tick does about files: scan those that wait, remove those that nothing took up."""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from zhiquan.hall.files import disk
from zhiquan.hall.files.models import QUARANTINED, Scan, StoredFile
from zhiquan.hall.files.scanning import Scanner, judge, scanner
from zhiquan.settings.now import now

log = logging.getLogger(__name__)
BATCH = 500
BUCKETS = 256
YOUNG = timedelta(hours=1)
"""Bytes younger than this are left: the row that names them may be about to be written."""


def rescan() -> int:
    """Scan the files that wait; returns how many of them passed. Ends at once while the scanner does not answer.

    A file for which alone there is no answer (too large for the scanner, say) goes on waiting, and the others do not
    wait with it.
    """
    asked = scanner()
    if asked is None and settings.SCAN_REQUIRED:
        return 0
    passed = 0
    for file in StoredFile.objects.filter(scan=Scan.WAITING).order_by("pk")[:BATCH]:
        content = disk.read(settings.DATA.quarantine, file.digest)
        if content is None:
            log.error("file %s waits for its scan and its bytes are gone or damaged", file.pk)
            continue
        verdict = judge(content)
        if verdict.scan is Scan.WAITING:
            log.warning("the scanner gave no answer about file %s: %s", file.pk, verdict.found)
            if asked is None or not _answers(asked):
                break
            continue
        if verdict.scan is Scan.INFECTED:
            log.warning("file %s of user %s: %s found", file.pk, file.uploaded_by_id, verdict.found)
        else:
            disk.write(settings.DATA.files, content)
            passed += 1
        StoredFile.objects.filter(pk=file.pk, scan=Scan.WAITING).update(scan=verdict.scan, found=verdict.found)
    return passed


def _answers(asked: Scanner) -> bool:
    """Whether the scanner says anything at all: it is asked about a few harmless bytes."""
    try:
        asked.find(b"zhiquan")
    except OSError:
        return False
    return True


def sweep() -> int:
    """Remove staged files whose time is over, and bytes that no row names; returns how many files went.

    A file that something still points to without having attached it is left, and told in the log.
    """
    over, gone = now() - timedelta(hours=settings.STAGED_HOURS), 0
    staged = StoredFile.objects.filter(attached_at__isnull=True, at__lt=over).order_by("pk")
    for pk in list(staged.values_list("pk", flat=True)[:BATCH]):
        try:
            with transaction.atomic():
                file = staged.select_for_update().filter(pk=pk).first()  # anew: an act may have taken it up
                gone += bool(file and file.delete()[0])
        except ProtectedError:
            log.exception("file %s is in use although nothing attached it", pk)
    moment = now()
    remove_unnamed((moment.hour * 60 + moment.minute) % BUCKETS)
    return gone


def remove_unnamed(bucket: int) -> int:
    """Remove the bytes in one of the folders of digests that no row names; returns how many. A day sees all folders."""
    before, gone = now() - YOUNG, 0
    for folder, quarantined in ((settings.DATA.files, False), (settings.DATA.quarantine, True)):
        for digest in disk.written_before(folder / f"{bucket:02x}", before):
            gone += disk.remove(folder, digest, before=before, needed=partial(_named, quarantined))
    return gone


def _named(quarantined: bool, digest: str) -> bool:  # noqa: FBT001 - bound by partial
    rows = StoredFile.objects.filter(digest=digest)
    return (rows.filter(scan__in=QUARANTINED) if quarantined else rows.exclude(scan__in=QUARANTINED)).exists()
