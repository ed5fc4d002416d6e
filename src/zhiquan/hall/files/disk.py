"""The bytes on disk: ``<folder>/<first two of the digest>/<digest>``, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from pathlib import Path

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
    """Keep the bytes under their digest, which is returned; the same bytes are kept once."""
    digest = digest_of(content)
    path = path_of(folder, digest)
    if path.exists():
        return digest
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=".draft-")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(draft).replace(path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return digest


def read(folder: Path, digest: str) -> bytes | None:
    """Return the bytes, or None when they are gone or are no longer what the digest says."""
    try:
        content = path_of(folder, digest).read_bytes()
    except FileNotFoundError:
        return None
    return content if digest_of(content) == digest else None
