"""Requests that arrive at the same moment, on a SQLite file; first that they do collide without the guard."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.hall.cases.race import THREADS

ROOT = Path(__file__).parents[3]


def race(folder: Path, *arguments: str) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hall.cases.race", *arguments],
        cwd=ROOT,
        env={**os.environ, "ZHIQUAN_DATA": str(folder), "PYTHONPATH": str(ROOT)},
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
    assert told["same_draft"] == ["ZYDJ-2026-000001"] * THREADS
    assert told["different_drafts"] == [f"ZYDJ-2026-{n:06d}" for n in range(2, THREADS + 2)]
    assert told["different_keys"] == ["2", *["Conflict"] * (THREADS - 1)]
    assert told["one_key"] == ["2"] * THREADS
    assert told["events"] == 2
    assert told["intact"]
