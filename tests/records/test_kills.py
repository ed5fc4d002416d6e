"""A hundred kills at random moments: whatever is read afterwards is whole, the old state or the new one."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest
from tests.records.making import row, workbook

from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import build_index, open_index, verify_index

pytestmark = pytest.mark.long

VINTAGE = date(2020, 1, 1)
ROWS = 400

CHILD = """
import sys
from datetime import date
from pathlib import Path
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.search import build_index
file, lake, index = map(Path, sys.argv[1:4])
print("go", flush=True)
import_file(file, lake, source="s", vintage=date(2020, 1, 1))
build_index(lake, index)
"""


def test_a_hundred_kills_leave_lake_and_index_whole(tmp_path: Path) -> None:
    lake, index = tmp_path / "lake", tmp_path / "index"
    import_file(workbook(tmp_path / "0.xlsx", map(row, range(ROWS))), lake, source="s", vintage=VINTAGE)
    build_index(lake, index)
    chance = random.Random(3)
    outcomes = {"import lost": 0, "index behind": 0, "both done": 0}
    known = ROWS
    for turn in range(1, 101):
        start = turn * ROWS
        file = workbook(tmp_path / "next.xlsx", map(row, range(start, start + ROWS)))
        _run_and_kill([str(file), str(lake), str(index)], chance.uniform(0, 1.2))
        held = sum(1 for _ in Lake(lake).records())
        assert held in {known, known + ROWS}
        found = open_index(index).reader.count_all
        assert found % ROWS == 0
        assert found <= held
        outcomes["import lost" if held == known else "both done" if found == held else "index behind"] += 1
        known = held
    assert all(outcomes.values()), outcomes
    assert build_index(lake, index).records == known
    assert verify_index(lake, index).sound


def _run_and_kill(argv: list[str], after: float) -> None:
    child = subprocess.Popen([sys.executable, "-c", CHILD, *argv], stdout=subprocess.PIPE)
    assert child.stdout
    child.stdout.readline()
    time.sleep(after)
    child.kill()
    child.wait()
    child.stdout.close()
