"""What may go wrong on the disk while a batch is staged, each as one sentence that says what to do."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_NO_SPACE = Text(
    "磁盘空间不足；已读的行保留，腾出空间后重新运行同一命令即继续。",
    "The disk is full; what was read is kept: make room and run the same command again to go on.",
)
_NOT_WRITABLE = Text(
    "数据文件夹不可写：{name}。请检查权限。", "The data folder cannot be written: {name}. Check the permissions."
)


@contextmanager
def on_disk() -> Iterator[None]:
    """Tell a full or closed disk; ``Refusal`` ``lake.no-space`` or ``lake.not-writable``."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Refusal("lake.no-space", _NO_SPACE) from error
        if error.errno in _CLOSED:
            raise Refusal("lake.not-writable", _NOT_WRITABLE.format(name=error.filename or "-")) from error
        raise
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_FULL:
            raise Refusal("lake.no-space", _NO_SPACE) from error
        raise
