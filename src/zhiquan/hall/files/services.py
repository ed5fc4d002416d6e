"""Taking files in."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import BinaryIO

from django.conf import settings

from zhiquan.hall.files import disk
from zhiquan.hall.files.kinds import Kind, kind_of
from zhiquan.hall.files.models import StoredFile
from zhiquan.office.access.selectors import Actor
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

LIMIT = 20 << 20
"""Bytes that one file may have."""
NAME_LIMIT = 120


def store(actor: Actor, name: str, data: bytes | BinaryIO, *, kinds: Iterable[Kind] = Kind) -> StoredFile:
    """Keep a file; refused when it is empty, too large, or not of the kinds (told by content, not by name).

    What people hand in is narrowed to ``PAPERS``; a pack of another office is a zip.

    A refused file is written nowhere. The bytes are on disk before the row exists, so a row never points to nothing.
    """
    content = data if isinstance(data, bytes) else data.read(LIMIT + 1)
    title = clean_name(name)
    if not content:
        raise Refusal("files.empty", _EMPTY.format(name=title))
    if len(content) > LIMIT:
        raise Refusal("files.too-large", _TOO_LARGE.format(name=title, limit=LIMIT >> 20))
    kind = kind_of(content)
    taken = set(kinds)
    if kind is None or kind not in taken:
        wanted = "、".join(sorted(taken))
        raise Refusal("files.kind", _KIND.format(name=title, wanted=Text(wanted, wanted.replace("、", ", "))))
    return StoredFile.objects.create(
        digest=disk.write(settings.DATA.files, content),
        name=_with_extension(title, kind),
        kind=kind.value,
        size=len(content),
        uploaded_by_id=actor.user_id,
        at=now(),
    )


def clean_name(name: str) -> str:
    """Return a harmless file name: no folders, no control or direction characters, at most 120 characters."""
    base = PurePosixPath(name.replace("\\", "/")).name
    kept = "".join(c for c in unicodedata.normalize("NFC", base) if unicodedata.category(c)[0] != "C")
    return kept.strip(" .")[-NAME_LIMIT:] or "file"


def _with_extension(name: str, kind: Kind) -> str:
    """Let the name end as the content is, so that nobody opens something else than the name says."""
    path = PurePosixPath(name)
    same = {path.suffix.lower().lstrip(".")} & {kind.value, *({"jpeg"} if kind is Kind.JPG else ())}
    return name if same else f"{name[: NAME_LIMIT - 5]}.{kind.value}"


_EMPTY = Text("文件“{name}”是空的，请重新选择。", "The file “{name}” is empty; choose it again.")
_TOO_LARGE = Text(
    "文件“{name}”超过 {limit} MB，请压缩或拆分后上传。",
    "The file “{name}” is larger than {limit} MB; make it smaller or split it.",
)
_KIND = Text(
    "文件“{name}”的内容不是可以接收的类型，请另存为 {wanted} 之一后上传（不含宏）。",
    "The content of “{name}” is of no kind that is accepted; save it as one of {wanted}, without macros.",
)
