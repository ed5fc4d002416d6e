"""Records prepared in other processes: the same, in the same order; faults come back; no helper outlives its master."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.records.making import record
from tests.records.search.mixed import mixed

from zhiquan.records.search.engines.tantivy import feeding
from zhiquan.records.search.engines.tantivy.preparing import prepare


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeding, "SLICE", 7)
    monkeypatch.setattr(feeding, "ALONE", 2)


@pytest.mark.parametrize("count", [0, 13, 14, 15, 100])
def test_what_helpers_prepare_is_what_is_prepared_alone(count: int) -> None:
    records = mixed(count, 4)
    assert list(feeding.prepared(records)) == prepare(records)
    assert list(feeding.prepared(records, helpers=0)) == prepare(records)


def test_a_fault_in_a_helper_is_raised_here() -> None:
    records = [record(serial=serial) for serial in range(40)]
    wrong = "no record"
    with pytest.raises(AttributeError):
        list(feeding.prepared([*records, wrong]))  # type: ignore[list-item]


def test_records_that_are_not_wanted_any_more_are_not_prepared() -> None:
    found = feeding.prepared(mixed(100, 4))
    for _ in range(30):
        next(found)
    found.close()  # type: ignore[attr-defined]


MASTER = """
import os, signal
from zhiquan.records.search.engines.tantivy import feeding
with feeding._helper() as helper:
    helper.ask([])
    helper.answer()
    print(feeding.multiprocessing.active_children()[0].pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_helper_ends_with_a_master_that_was_killed() -> None:
    done = subprocess.run([sys.executable, "-c", MASTER], check=False, capture_output=True, text=True)
    helper = int(done.stdout)
    for _ in range(100):
        if not _runs(helper):
            return
        time.sleep(0.1)
    os.kill(helper, 9)
    pytest.fail("the helper is still there")


def _runs(process: int) -> bool:
    path = Path(f"/proc/{process}/stat")
    return path.exists() and path.read_text().rpartition(")")[2].split()[0] != "Z"
