"""However long a file is, reading and staging it takes the same memory."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
SHORT, LONG = 20_000, 200_000
MORE = 64
"""Mebibytes that ten times the rows may take in addition: the table of records seen, and what the allocator keeps."""

CHILD = """
import os, resource, sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from tests.records.making import Rows
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.store import Lake

def staged(lake, tables, source, stamp):
    print(stamp["read"], resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, flush=True)
    os._exit(0)

Lake.put = staged
reader = Rows(int(sys.argv[3]), words="本发明公开了一种锂离子电池用隔膜，包括隔膜本体和涂层。" * 6)
import_file(Path(sys.argv[2]) / "made.txt", Path(sys.argv[2]) / "lake", vintage=date(2020, 1, 1), reader=reader)
"""


def staged(folder: Path, count: int) -> tuple[int, int]:
    """Stage made rows in a process of its own; returns the rows read and the most memory it took, in mebibytes."""
    folder.mkdir()
    (folder / "made.txt").write_text("made", "utf-8")
    child = subprocess.run(
        [sys.executable, "-c", CHILD, str(ROOT), str(folder), str(count)], check=True, capture_output=True, text=True
    )
    read, most = child.stdout.split()
    return int(read), int(most)


@pytest.mark.long
def test_ten_times_the_rows_take_no_more_memory(tmp_path: Path) -> None:
    (few, small), (many, large) = (staged(tmp_path / str(count), count) for count in (SHORT, LONG))
    assert (few, many) == (SHORT * 11 // 10, LONG * 11 // 10)
    assert large - small < MORE, f"{small} MiB for {few} rows, {large} MiB for {many}"
