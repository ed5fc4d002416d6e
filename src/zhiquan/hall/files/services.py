"""Taking files in: an upload is staged (received, typed, measured, digested, scanned), then attached to what needs it.

Attaching happens in the transaction of the act that takes the file up, so that a file belongs to something exactly when
that act was recorded. What nobody takes up is swept (``sweeping``).
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Collection, Iterable
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings
from django.db.models import Count, Sum

from zhiquan.hall.files import disk
from zhiquan.hall.files.kinds import PAPERS, Kind, kind_of
from zhiquan.hall.files.models import QUARANTINED, Scan, StoredFile
from zhiquan.hall.files.scanning import Verdict, judge
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

log = logging.getLogger(__name__)
LIMIT = 20 << 20
"""Bytes that one file may have."""
NAME_LIMIT = 120
STAGED_FILES, STAGED_BYTES = 200, 1 << 30
"""What one person may have staged at a time: nobody fills the disk with files that belong to nothing."""


def stage(actor: Actor, name: str, data: bytes | BinaryIO, *, kinds: Iterable[Kind] = PAPERS) -> StoredFile:
    """Receive an upload; it belongs to nothing yet and only its uploader knows of it.

    Refused and written nowhere when it is empty, too large, of no kind that is taken, or when too much is staged
    (``files.empty``, ``.too-large``, ``.kind``, ``.too-many``). Refused with its name and kept in quarantine when the
    scanner finds something (``files.infected``). Where the scanner gives no answer the file waits in quarantine.
    """
    title, content, kind = _examined(name, data, kinds)
    _require_room(actor, len(content))
    verdict = judge(content)
    file = _kept(actor, _with_extension(title, kind), content, kind, verdict)
    if verdict.scan is Scan.INFECTED:
        log.warning("file %s of user %s: %s found", file.pk, actor.user_id, verdict.found)
        raise Refusal("files.infected", INFECTED.format(name=file.name, found=verdict.found))
    return file


def store(
    actor: Actor, name: str, data: bytes | BinaryIO, *, kinds: Iterable[Kind] = Kind, limit: int = LIMIT
) -> StoredFile:
    """Keep a file that the office itself makes (a letter, a pack): it is not scanned, and belongs to its object.

    ``limit``: bytes it may have; a pack holds many files and may have more than one of them.
    """
    title, content, kind = _examined(name, data, kinds, limit)
    return _kept(actor, _with_extension(title, kind), content, kind, Verdict(Scan.OWN))


def attach(files: Collection[int], *, waiting: bool = False) -> None:
    """Take staged files up for good, inside the transaction of the act that needs them; again changes nothing.

    Refused when one is gone (``files.gone``), was found infected (``files.infected``), or still waits for its scan
    (``files.waiting``) unless ``waiting`` ones are taken, as a draft does.
    """
    rows = {file.pk: file for file in StoredFile.objects.select_for_update().filter(pk__in=files).order_by("pk")}
    if len(rows) < len(set(files)):
        raise Refusal("files.gone", _GONE)
    for file in rows.values():
        if not (waiting and file.scan == Scan.WAITING):
            require_passed(file)
    if staged := [file.pk for file in rows.values() if file.attached_at is None]:
        StoredFile.objects.filter(pk__in=staged).update(attached_at=now())


def release(files: Collection[int]) -> None:
    """Let files go that nothing needs any more: they are staged again, and swept unless attached anew."""
    StoredFile.objects.filter(pk__in=files).exclude(scan=Scan.OWN).update(attached_at=None)


def require_passed(file: StoredFile) -> None:
    """Refuse a file that lies in quarantine, with the reason and what to do."""
    if file.scan == Scan.INFECTED:
        raise Refusal("files.infected", INFECTED.format(name=file.name, found=file.found))
    if file.scan in QUARANTINED:
        raise Refusal("files.waiting", WAITING.format(name=file.name))


def folder_of(scan: str) -> str:
    """Return the name of the data folder's part in which bytes lie, by what their scan came to."""
    return "quarantine" if scan in QUARANTINED else "files"


def clean_name(name: str) -> str:
    """Return a harmless file name: no folders, no control or direction characters, at most 120 characters."""
    base = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in unicodedata.normalize("NFC", base) if unicodedata.category(c)[0] != "C")
    return kept.strip(" .")[-NAME_LIMIT:] or "file"


def _examined(name: str, data: bytes | BinaryIO, kinds: Iterable[Kind], limit: int = LIMIT) -> tuple[str, bytes, Kind]:
    """Read at most what may be taken, and refuse what may not; the kind is told by content, not by name."""
    content = data if isinstance(data, bytes) else data.read(limit + 1)
    title = clean_name(name)
    if not content:
        raise Refusal("files.empty", _EMPTY.format(name=title))
    if len(content) > limit:
        raise Refusal("files.too-large", _TOO_LARGE.format(name=title, limit=limit >> 20))
    kind, taken = kind_of(content), set(kinds)
    if kind is None or kind not in taken:
        wanted = "、".join(sorted(taken))
        raise Refusal("files.kind", _KIND.format(name=title, wanted=Text(wanted, wanted.replace("、", ", "))))
    return title, content, kind


def _require_room(actor: Actor, size: int) -> None:
    mine = StoredFile.objects.filter(uploaded_by_id=actor.user_id, attached_at__isnull=True)
    held = mine.aggregate(files=Count("pk"), bytes=Sum("size"))
    if held["files"] >= STAGED_FILES or (held["bytes"] or 0) + size > STAGED_BYTES:
        raise Refusal("files.too-many", _TOO_MANY.format(hours=settings.STAGED_HOURS))


def _kept(actor: Actor, name: str, content: bytes, kind: Kind, verdict: Verdict) -> StoredFile:
    """Write the bytes, then the row: a row never points to nothing."""
    at = now()
    return StoredFile.objects.create(
        digest=disk.write(getattr(settings.DATA, folder_of(verdict.scan)), content),
        name=name,
        kind=kind.value,
        size=len(content),
        uploaded_by_id=actor.user_id,
        at=at,
        scan=verdict.scan,
        found=verdict.found,
        attached_at=at if verdict.scan is Scan.OWN else None,
    )


def _with_extension(name: str, kind: Kind) -> str:
    """Let the name end as the content is, so that nobody opens something else than the name says."""
    path = PurePosixPath(name)
    same = {path.suffix.lower().lstrip(".")} & {kind.value, *({"jpeg"} if kind is Kind.JPG else ())}
    return name if same else f"{name[: NAME_LIMIT - 5]}.{kind.value}"


INFECTED = Text(
    "文件“{name}”被病毒扫描拦截（{found}），已隔离；请用杀毒软件检查您的电脑，另选文件上传。",
    "The scanner stopped the file “{name}” ({found}); it is in quarantine. Check your computer, choose another.",
)
WAITING = Text(
    "文件“{name}”正在等待病毒扫描，扫描通过后才能使用，请稍后再试。",
    "The file “{name}” waits for the virus scan and can be used once it has passed; try again later.",
)
_EMPTY = Text("文件“{name}”是空的，请重新选择。", "The file “{name}” is empty; choose it again.")
_TOO_LARGE = Text(
    "文件“{name}”超过 {limit} MB，请压缩或拆分后上传。",
    "The file “{name}” is larger than {limit} MB; make it smaller or split it.",
)
_KIND = Text(
    "文件“{name}”的内容不是可以接收的类型，请另存为 {wanted} 之一后上传（不含宏）。",
    "The content of “{name}” is of no kind that is accepted; save it as one of {wanted}, without macros.",
)
_TOO_MANY = Text(
    "您上传而未使用的文件过多，请先提交已有的办件，或在 {hours} 小时后再试。",
    "You have uploaded too many files without using them; hand in what you have, or try again in {hours} hours.",
)
_GONE = Text(
    "所附文件已超过暂存期限被清除，请重新上传。",
    "An attached file was not used in time and has been removed; upload it again.",
)
