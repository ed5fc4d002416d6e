"""Requests that arrive at the same moment; first that they do collide without the guard.

On the database that the tests run on: a SQLite file, or a database of its own on the PostgreSQL server.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
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
    """Give the variables that name an empty database: a file in ``folder``, or one made on the server and dropped."""
    server = os.environ.get("ZHIQUAN_DATABASE_URL")
    if not server:
        yield {"ZHIQUAN_DATA": str(folder)}
        return
    name = f"race_{uuid.uuid4().hex}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield {"ZHIQUAN_DATA": str(folder), "ZHIQUAN_DATABASE_URL": f"{server.rpartition('/')[0]}/{name}"}
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


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
