"""The bytes on disk: ``<folder>/<first two of the digest>/<digest>``, written whole or not at all."""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from zhiquan.records.durable import durable

_DIGEST = re.compile(r"[0-9a-f]{64}")


def digest_of(content: bytes) -> str:
    """Return the SHA-256 in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def path_of(folder: Path, digest: str) -> Path:
    """Return where the bytes of a digest lie; anything but a digest is a ``ValueError``, so no path can be smuggled."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a SHA-256 digest")
    return folder / digest[:2] / digest


def write(folder: Path, content: bytes) -> str:
    """Keep the bytes under their digest, which is returned; the same bytes are kept once, and are young again."""
    digest = digest_of(content)
    path = path_of(folder, digest)
    with _one_at_a_time(folder):
        if path.exists():
            os.utime(path)
            return digest
        durable(path, content, mode=0o600)
    return digest


def read(folder: Path, digest: str) -> bytes | None:
    """Return the bytes, or None when they are gone or are no longer what the digest says."""
    try:
        content = path_of(folder, digest).read_bytes()
    except FileNotFoundError:
        return None
    return content if digest_of(content) == digest else None


def remove(folder: Path, digest: str, *, before: datetime, needed: Callable[[str], bool]) -> bool:
    """Delete bytes that were written before a moment and that nobody needs; say whether they were deleted.

    Bytes are written before the row that names them: that is why young ones are left, whatever ``needed`` answers.
    """
    path = path_of(folder, digest)
    with _one_at_a_time(folder):
        if not path.exists() or path.stat().st_mtime >= before.timestamp() or needed(digest):
            return False
        path.unlink()
    return True


def written_before(bucket: Path, moment: datetime) -> Iterator[str]:
    """Yield the digests of the bytes in one folder of digests that were written before a moment."""
    for path in bucket.glob("*"):
        if _DIGEST.fullmatch(path.name) and path.stat().st_mtime < moment.timestamp():
            yield path.name


@contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Hold the folder locked, so that nothing is deleted while it is being written again."""
    folder.mkdir(parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)
