"""When the database is asked by too many at once: told as such, to be sent again, and no fault of the program."""

from __future__ import annotations

import sqlite3

from django.db import OperationalError

from zhiquan.rules.text import Text

AGAIN_AFTER = 5
"""Seconds after which to send the same once more."""
BUSY = Text(
    "系统正忙，这一次没有办成；请稍等几秒，看清办到哪一步，再提交一次。",
    "The system is busy and this was not finished; wait a few seconds, see how far it came, and send it once more.",
)
_PRIMARY_CODE = 0xFF
_WAITED_TOO_LONG = frozenset({"40001", "40P01", "55P03"})
"""SQLSTATEs of PostgreSQL: serialization failure, deadlock, lock not available."""


def is_busy(error: BaseException) -> bool:
    """Whether an error of the database says only that somebody else held what was needed for too long."""
    cause = error.__cause__
    if not isinstance(error, OperationalError) or cause is None:
        return False
    if isinstance(cause, sqlite3.OperationalError):
        return getattr(cause, "sqlite_errorcode", 0) & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
    return getattr(cause, "sqlstate", None) in _WAITED_TOO_LONG
