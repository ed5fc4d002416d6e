"""Reaching files: by the person who stored them, or through the object they belong to."""

from __future__ import annotations

import io
from typing import BinaryIO

from django.conf import settings
from django.utils.http import content_disposition_header

from zhiquan.hall.files import disk
from zhiquan.hall.files.kinds import Kind
from zhiquan.hall.files.models import StoredFile
from zhiquan.hall.files.ports import file_owners
from zhiquan.hall.files.services import require_passed
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text


def get_file_for(actor: Actor, file_id: int) -> StoredFile:
    """Return a file that the actor stored or that belongs to something the actor may see; otherwise ``NotFound``."""
    file = StoredFile.objects.filter(pk=file_id).first()
    if file is None or not _may_read(actor, file):
        raise NotFound("files.not-found", _NOT_FOUND)
    return file


def _may_read(actor: Actor, file: StoredFile) -> bool:
    if actor.user_id is not None and file.uploaded_by_id == actor.user_id:
        return True
    return any(owner(actor, file.pk) for _, owner in file_owners)


def open_file(file: StoredFile) -> BinaryIO:
    """Return the bytes as a stream; refused in quarantine, or when they are missing or no longer match the digest."""
    require_passed(file)
    content = disk.read(settings.DATA.files, file.digest)
    if content is None:
        raise Refusal("files.damaged", _DAMAGED.format(name=file.name))
    return io.BytesIO(content)


def download_headers(file: StoredFile) -> dict[str, str]:
    """Return the headers under which a stored file may leave."""
    return saved_headers(file.name, Kind(file.kind), file.size)


def saved_headers(name: str, kind: Kind, size: int) -> dict[str, str]:
    """Return the headers of a file that leaves: saved, never shown in the page, never guessed, never cached."""
    return {
        "Content-Type": kind.media_type,
        "Content-Length": str(size),
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "Cache-Control": "private, no-store",
    }


_NOT_FOUND = Text(
    "没有这个文件，或者您无权查看。",
    "There is no such file, or it is not for you to see.",
)
_DAMAGED = Text(
    "文件“{name}”在存储中缺失或已损坏，请管理员从备份恢复。",
    "The file “{name}” is missing from the store or damaged; have the administrator restore it from the backup.",
)
