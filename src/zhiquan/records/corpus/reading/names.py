"""Names inside archives: read only for people and for places, yet tricks are refused as signs of a made-up file."""

from __future__ import annotations

import re
import unicodedata

from zhiquan.records.corpus.reading.limits import LONGEST_NAME
from zhiquan.records.corpus.reading.refusing import hostile, shown

_DRIVE = re.compile(r"^[A-Za-z]:")
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of writing, by which ``exe`` is shown as ``txt``."""
_CLUTTER = ("__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini")


def checked(name: str, archive: str) -> str:
    """Return the name with forward slashes; ``Refusal`` on absolute paths, ``..``, drives and unreadable signs."""
    plain = name.replace("\\", "/")
    parts = plain.split("/")
    if plain.startswith("/") or _DRIVE.match(plain) or ".." in parts:
        said = shown(name)
        raise hostile(archive, f"内有指向包外的路径 {said}", f"holds a path that leads outside, {said}")
    if not plain.strip("/. ") or any(unicodedata.category(sign) == "Cc" or sign in _TURNING for sign in plain):
        raise hostile(archive, "内有不可读的文件名", "holds a name with unreadable signs")
    if len(plain) > LONGEST_NAME:
        raise hostile(archive, f"内有超过 {LONGEST_NAME} 字的文件名", f"holds a name beyond {LONGEST_NAME} characters")
    return plain


def is_clutter(name: str) -> bool:
    """Say whether a file is what desktops leave in archives (``__MACOSX``, ``Thumbs.db``), not content."""
    return any(part in _CLUTTER for part in name.split("/"))
