"""Django's SQLite backend, in which the threads of one process begin their writing transactions one after another.

SQLite has no queue for its one writer: who finds it taken sleeps and looks again, at last every tenth of a second, and
whoever looks at the right moment goes first. With a thread or two that is nothing; with eight in a process, somebody
waits for seconds while the writer stands idle. Here a thread waits for the one before it and is woken at once; only one
of each process is left to look again. It is no guard: who has waited as long as the connection's ``timeout`` asks
SQLite, as without it.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from typing import Any

from django.db.backends.sqlite3 import base

_TURNS: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
"""By the name of the database."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that holds the process's turn from the beginning of a transaction to its end."""

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.turn: threading.Lock | None = None

    def _start_transaction_under_autocommit(self) -> None:
        turn = _TURNS[str(self.settings_dict["NAME"])]
        if turn.acquire(timeout=self.settings_dict["OPTIONS"].get("timeout", 5)):
            self.turn = turn
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._give_back()
            raise

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self._give_back()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._give_back()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._give_back()

    def _give_back(self) -> None:
        turn, self.turn = self.turn, None
        if turn is not None:
            turn.release()
