"""Requests that arrive at the same moment; first that they do collide without the guard.

On the database that the tests run on: a SQLite file, or a database of its own on the PostgreSQL server.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.hall.cases.race import THREADS

from zhiquan.settings.now import today

pytestmark = pytest.mark.own_database

ROOT = Path(__file__).parents[3]


@contextmanager
def empty_database(folder: Path) -> Iterator[dict[str, str]]:
    """Give the variables that name a database without rows: a file in ``folder``, or one on the server for a while."""
    server = os.environ.get("ZHIQUAN_DATABASE_URL")
    if not server:
        shutil.copy(_migrated_file(), folder)
        yield {"ZHIQUAN_DATA": str(folder)}
        return
    name = f"race_{uuid.uuid4().hex}"
    template = _migrated_on_server(server)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        try:
            yield {"ZHIQUAN_DATA": str(folder), "ZHIQUAN_DATABASE_URL": _at(server, name)}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@cache
def _migrated_file() -> Path:
    """Return a migrated file without rows, made once in a test process: to migrate takes longer than most races."""
    folder = Path(tempfile.mkdtemp(prefix="zhiquan-race-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _migrate({"ZHIQUAN_DATA": str(folder)})
    return folder / "zhiquan.sqlite3"


@cache
def _migrated_on_server(server: str) -> str:
    """Return the name of a migrated database without rows; it goes when the test process ends."""
    name = f"race_{uuid.uuid4().hex}"

    def drop() -> None:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    atexit.register(drop)
    with tempfile.TemporaryDirectory() as folder:
        _migrate({"ZHIQUAN_DATA": folder, "ZHIQUAN_DATABASE_URL": _at(server, name)})
    return name


def _at(server: str, name: str) -> str:
    return f"{server.rpartition('/')[0]}/{name}"


def _migrate(database: dict[str, str]) -> None:
    given = {**os.environ, **database, "DJANGO_SETTINGS_MODULE": "zhiquan.settings.test"}
    command = [sys.executable, "-m", "django", "migrate", "--verbosity=0", "--skip-checks"]
    subprocess.run(command, env={**given, "PYTHONPATH": f"{ROOT}/src"}, check=True)


def race(folder: Path, *arguments: str, module: str = "race") -> dict[str, Any]:
    with empty_database(folder) as database:
        return run_race(database, *arguments, module=module)


def run_race(database: dict[str, str], *arguments: str, module: str = "race") -> dict[str, Any]:
    whole = module if "." in module else f"tests.hall.cases.{module}"
    done = subprocess.run(
        [sys.executable, "-m", whole, *arguments],
        cwd=ROOT,
        env={**os.environ, **database, "PYTHONPATH": f"{ROOT}/src{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_without_its_transaction_a_draft_submitted_at_once_goes_wrong(tmp_path: Path) -> None:
    """The positive control: the threads do meet, and only the database's own constraint stands in the way."""
    told = race(tmp_path, "unguarded")["same_draft"]
    assert "IntegrityError" in told


def test_requests_at_the_same_moment_make_one_case_one_number_one_event(tmp_path: Path) -> None:
    told = race(tmp_path)
    series = f"ZYDJ-{today().year}"
    assert told["same_draft"] == [f"{series}-000001"] * THREADS
    assert told["different_drafts"] == [f"{series}-{n:06d}" for n in range(2, THREADS + 2)]
    assert told["different_keys"] == ["2", *["Conflict"] * (THREADS - 1)]
    assert told["one_key"] == ["2"] * THREADS
    assert told["events"] == 2
    assert told["intact"]
