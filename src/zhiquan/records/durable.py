"""Small files that are either the old one or the new one, whenever the process or the machine ends."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

DRAFT = ".draft-"
"""How the name of a file begins that is still being written; what such a file holds counts for nothing."""


def durable(path: Path, content: str | bytes, *, mode: int = 0o666) -> None:
    """Write a file whole, in UTF-8, and bring it and its name to the disk; the folder is made where it is missing.

    ``mode`` is what a new file may be at most: the umask takes from it. The draft has a name of its own, so that two
    who write the same file at once leave the one or the other, never a mixture.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{DRAFT}{uuid.uuid4().hex}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    settle(path.parent)


def settle(folder: Path) -> None:
    """Bring the names in a folder to the disk: a file that was synced is found after a crash only by its name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
