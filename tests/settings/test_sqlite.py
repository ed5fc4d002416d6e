"""Threads that write to SQLite stand in a queue; nobody depends on looking again at the right moment."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import OperationalError
from django.db.backends.sqlite3.base import DatabaseWrapper as Plain

from zhiquan.settings.sqlite import base
from zhiquan.settings.sqlite.base import DatabaseWrapper

WRITERS, TIMES = 4, 10


@pytest.fixture
def connect(tmp_path: Path, django_db_blocker: Any) -> Iterator[Callable[[], DatabaseWrapper]]:
    """Open connections to a file of the test that do not wait for SQLite at all."""
    opened: list[DatabaseWrapper] = []
    settings: dict[str, Any] = {
        **Plain({"NAME": ":memory:", "OPTIONS": {}}).settings_dict,
        "NAME": tmp_path / "queue.sqlite3", "AUTOCOMMIT": True, "CONN_HEALTH_CHECKS": False, "CONN_MAX_AGE": None,
        "TIME_ZONE": None,
        "OPTIONS": {
            "timeout": 5,
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA busy_timeout=0;",
        },
    }  # fmt: skip

    def connection() -> DatabaseWrapper:
        opened.append(DatabaseWrapper(settings, alias="default"))
        opened[-1].inc_thread_sharing()
        return opened[-1]

    with django_db_blocker.unblock():
        with connection().cursor() as cursor:
            cursor.execute("CREATE TABLE counted (number integer)")
            cursor.execute("INSERT INTO counted VALUES (0)")
        yield connection
        for one in opened:
            one.close()


def _count(connection: DatabaseWrapper) -> None:
    """Read and raise the number in a transaction, as ``transaction.atomic`` opens and ends one."""
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT number FROM counted")
            (number,) = cursor.fetchone()
            cursor.execute("UPDATE counted SET number = %s", [number + 1])
        connection.commit()
    except BaseException:
        connection.rollback()
        raise
    finally:
        connection.set_autocommit(True)


def _together(connect: Callable[[], DatabaseWrapper]) -> tuple[int, list[str]]:
    failed: list[str] = []
    start = threading.Barrier(WRITERS)

    def write() -> None:
        mine = connect()
        mine.ensure_connection()
        start.wait()
        for _ in range(TIMES):
            try:
                _count(mine)
            except OperationalError as error:
                failed.append(str(error))
        mine.close()

    threads = [threading.Thread(target=write) for _ in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with connect().cursor() as cursor:
        cursor.execute("SELECT number FROM counted")
        return cursor.fetchone()[0], failed


def test_threads_write_one_after_another_without_looking_again(connect: Any) -> None:
    assert _together(connect) == (WRITERS * TIMES, [])
    assert not any(turn.locked() for turn in base._TURNS.values())


def test_without_the_queue_some_find_the_database_locked(connect: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The positive control: the threads do meet."""
    nobody_waits = SimpleNamespace(acquire=lambda **_: True, release=lambda: None)
    monkeypatch.setattr(base, "_TURNS", defaultdict(lambda: nobody_waits))
    count, failed = _together(connect)
    assert failed
    assert set(failed) == {"database is locked"}
    assert count == WRITERS * TIMES - len(failed)


@pytest.mark.parametrize("ending", ["commit", "rollback", "close"])
def test_the_turn_is_given_back_however_a_transaction_ends(connect: Any, ending: str) -> None:
    connection = connect()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert connection.turn is not None
    getattr(connection, ending)()
    assert not any(turn.locked() for turn in base._TURNS.values())


def test_a_transaction_that_cannot_begin_keeps_nobody_waiting(connect: Any) -> None:
    other, mine = connect(), connect()
    with other.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")  # as another process would
    mine.ensure_connection()
    with pytest.raises(OperationalError):
        mine.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    assert mine.turn is None
