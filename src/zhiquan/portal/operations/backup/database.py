"""The database in one file and back: SQLite by its online backup, PostgreSQL by its own ``pg_dump``.

Both copies are of one moment, whatever is written meanwhile.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

MEMBER = {"sqlite": "database/zhiquan.sqlite3", "postgresql": "database/zhiquan.pgdump"}
_PAGES = 4_096
Told = Callable[[int, int], None]


def dump_sqlite(source: Path, target: Path, told: Told | None = None) -> None:
    """Copy the database as it is at this moment, then look whether the copy is sound.

    A read transaction is held meanwhile: without it, each write of somebody else would begin the copy anew.
    ``Refusal`` ``backup.unsound`` when SQLite finds the copy faulty.
    """
    try:
        found = _copied(source, target, told)
    except sqlite3.DatabaseError as error:
        found = str(error)
    if found != "ok":
        text = Text(
            f"数据库文件有损坏（{found}），未作备份：请停机检查磁盘，用上一份备份恢复。",
            f"The database file is faulty ({found}); no backup was made: stop the site, check the disk, restore the"
            " last backup.",
        )
        raise Refusal("backup.unsound", text)


def _copied(source: Path, target: Path, told: Told | None) -> str:
    """Copy, and return what SQLite says of the copy."""
    with closing(_opened(source)) as held, closing(sqlite3.connect(target)) as copy:
        held.execute("BEGIN")
        held.execute("SELECT count(*) FROM sqlite_master").fetchone()

        def progress(_: int, remaining: int, total: int) -> None:
            if told:
                told(total - remaining, total)

        held.backup(copy, pages=_PAGES, progress=progress, sleep=0)
        copy.execute("PRAGMA journal_mode=DELETE")
        return str(copy.execute("PRAGMA quick_check(1)").fetchone()[0])


def _opened(source: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{source}?mode=ro", uri=True, isolation_level=None, timeout=20)


def dump_server(database: Mapping[str, Any], target: Path) -> None:
    """Have ``pg_dump`` write its custom format; ``Refusal`` ``backup.database`` with what it said."""
    _run("pg_dump", database, "--format=custom", "--compress=0", "--no-owner", "--no-privileges", f"--file={target}")


def load_server(database: Mapping[str, Any], source: Path) -> None:
    """Load into an empty database, all or nothing; ``Refusal`` ``backup.database`` with what ``pg_restore`` said."""
    how = ("--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges")
    _run("pg_restore", database, *how, str(source))


def refuse_filled(database: Mapping[str, Any]) -> None:
    """``Refusal`` ``restore.not-empty`` for a server's database that holds tables, ``backup.database`` when it is not
    reached.
    """
    import psycopg

    ours = "table_schema NOT IN ('pg_catalog', 'information_schema')"
    try:
        with psycopg.connect(**_parameters(database)) as held:
            row = held.execute(f"SELECT count(*) FROM information_schema.tables WHERE {ours}").fetchone()  # noqa: S608
    except psycopg.OperationalError as error:
        raise _failed(str(error)) from error
    if tables := row and row[0]:
        text = Text(
            f"目标数据库不是空的（有 {tables} 张表），未恢复：请新建一个空数据库，并在 ZHIQUAN_DATABASE_URL 中写明。",
            f"The database is not empty ({tables} tables); nothing was restored: create an empty one and name it in"
            " ZHIQUAN_DATABASE_URL.",
        )
        raise Refusal("restore.not-empty", text)


def _run(program: str, database: Mapping[str, Any], *arguments: str) -> None:
    """Run a program of the server; the password goes by the environment, where no list of processes shows it."""
    from psycopg.conninfo import make_conninfo

    given = _parameters(database)
    environment = os.environ | {"PGPASSWORD": str(given.pop("password", ""))}
    command = [_found(program), f"--dbname={make_conninfo(**given)}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)  # noqa: S603
    if done.returncode:
        raise _failed(" ".join(done.stderr.split())[-300:])


def _parameters(database: Mapping[str, Any]) -> dict[str, Any]:
    """Return Django's description of a database as libpq names it; what only Django and its driver know is left out."""
    from psycopg.pq import Conninfo

    known = {option.keyword.decode() for option in Conninfo.get_defaults()}
    names = {"NAME": "dbname", "HOST": "host", "PORT": "port", "USER": "user", "PASSWORD": "password"}
    given = {ours: database[theirs] for theirs, ours in names.items() if database.get(theirs)}
    return given | {key: value for key, value in database.get("OPTIONS", {}).items() if key in known}


def _found(program: str) -> str:
    """Return where a program of PostgreSQL lies: on the path, or the newest where Debian keeps them."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda path: int(path.parts[4]))
    if found := (str(kept[-1]) if kept else shutil.which(program)):
        return found
    text = Text(
        f"没有找到 {program}，请安装 PostgreSQL 客户端（Debian：postgresql-client）。",
        f"{program} was not found; install the client of PostgreSQL (Debian: postgresql-client).",
    )
    raise Refusal("backup.no-client", text)


def _failed(said: str) -> Refusal:
    text = Text(
        f"数据库操作失败，请核对 ZHIQUAN_DATABASE_URL 和数据库日志：{said}",
        f"The database did not do it; check ZHIQUAN_DATABASE_URL and the database's log: {said}",
    )
    return Refusal("backup.database", text)
