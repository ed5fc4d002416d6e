"""Updates of the index killed at random moments: readers always find one whole state, and the next one goes on."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from pathlib import Path

import pytest
from tests.records.corpus.laking import put
from tests.records.making import record
from tests.records.nursery import nursery

from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import build_index, open_index, status, update_index, verify_index

pytestmark = pytest.mark.long

MANY, CHANGED, KILLS = 3_000, 200, 100
CHILD = """
import sys
from pathlib import Path
from zhiquan.records.search import update_index
update_index(Path(sys.argv[1]), Path(sys.argv[2]))
"""


def test_a_hundred_killed_updates_leave_the_index_whole(tmp_path: Path) -> None:
    lake, index = tmp_path / "lake", tmp_path / "index"
    store = Lake(lake)
    put(store, "0", patents=[record("第0次", serial=serial) for serial in range(MANY)])
    build_index(lake, index)
    chance = random.Random(8)
    outcomes = {"killed": 0, "done": 0}
    shown = 0
    put(store, "1", patents=[replace(record("第1次", serial=serial)) for serial in range(CHANGED)])
    started = time.monotonic()
    with nursery(CHILD) as children:
        assert children.run(lake, index) == 0
        longest = 1.3 * (time.monotonic() - started)
        for turn in range(2, KILLS + 2):
            some = chance.sample(range(MANY), CHANGED)
            put(store, str(turn), patents=[replace(record(f"第{turn}次", serial=serial)) for serial in some])
            killed = children.run(lake, index, kill_after=chance.uniform(0, longest))
            outcomes["killed" if killed else "done"] += 1
            found = open_index(index)
            assert found.reader.count_all == MANY
            assert shown <= found.version <= turn + 1
            assert found.search(f"TI=第{found.version - 1}次").total == (CHANGED if found.version > 1 else MANY)
            shown = found.version
    assert all(outcomes.values()), outcomes
    assert update_index(lake, index).records == MANY
    assert not status(lake, index).behind
    assert verify_index(lake, index).sound
    assert len([path for path in index.iterdir() if path.is_dir()]) <= 3
