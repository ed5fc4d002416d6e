"""One writer at a time on this machine; the lock goes with the process, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text


@contextmanager
def only_writer(path: Path, what: Text) -> Iterator[None]:
    """Hold the lock file ``path``; ``Conflict`` ``records.busy`` when another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            busy = Text(
                "另一个进程正在写入{what}，请等它结束后再试。",
                "Another process is writing {what}; try again when it has finished.",
            )
            raise Conflict("records.busy", busy.format(what=what)) from None
        yield
    finally:
        os.close(handle)
