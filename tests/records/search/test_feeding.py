"""Records indexed by several processes: found as if one had written them; faults come back; no helper outlives its
master."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.records.making import record
from tests.records.search.mixed import mixed

from zhiquan.records.search.engines.tantivy import writer
from zhiquan.records.search.engines.tantivy.reader import Reader
from zhiquan.records.search.engines.tantivy.segments import Writing, join
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.records.search.language import parse
from zhiquan.records.search.language.tree import Everything

HEAP = 20_000_000


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "SLICE", 7)
    monkeypatch.setattr(writer, "ALONE", 2)


def test_what_helpers_index_is_found_as_if_one_process_had_written_it(tmp_path: Path) -> None:
    records = mixed(100, 4)
    folders = [tmp_path / name for name in ("alone", "helped", "onward")]
    for folder in folders:
        folder.mkdir()
    alone, helped, onward = folders
    assert write(helped, records) == 100
    assert {path.name for path in helped.iterdir() if path.is_dir()} == set()
    assert write(onward, records[:60], base=helped, dropped=[one.key for one in records[:60]]) == 100
    writer.ALONE = 100
    assert write(alone, records) == 100
    readers = [Reader(folder) for folder in folders]
    assert readers[0].keys(Everything()) == {one.key for one in records}
    for query in ("*", "电池", "AD>=2015", "IC=H OR NC=05", "一种 NOT 电池"):
        one, *others = (reader.by_date(parse(query), None, 200, newest=True) for reader in readers)
        assert [other.records for other in others] == [one.records] * 2


def test_a_fault_in_a_helper_is_raised_here(tmp_path: Path) -> None:
    records = [record(serial=serial) for serial in range(40)]
    with pytest.raises(AttributeError):
        write(tmp_path, [*records, "no record"])  # type: ignore[list-item]


def test_parts_of_another_schema_or_that_lack_records_are_not_joined(tmp_path: Path) -> None:
    for name in ("whole", "part", "other"):
        (tmp_path / name).mkdir()
        made = Writing(tmp_path / name, HEAP)
        made.add([record(serial=serial) for serial in range(3)])
        made.close()
    assert join(tmp_path / "whole", [tmp_path / "part"]) == 6
    meta = tmp_path / "other" / "meta.json"
    told = json.loads(meta.read_text())
    meta.write_text(json.dumps(told | {"index_settings": {}}))
    with pytest.raises(ValueError, match="another schema"):
        join(tmp_path / "whole", [tmp_path / "other"])


MASTER = """
import os, signal, sys
from pathlib import Path
from zhiquan.records.search.engines.tantivy import feeding
with feeding._helper(Path(sys.argv[1])) as helper:
    helper.ask([])
    helper.answer()
    print(feeding.multiprocessing.active_children()[0].pid, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_helper_ends_with_a_master_that_was_killed(tmp_path: Path) -> None:
    command = [sys.executable, "-c", MASTER, str(tmp_path / "part")]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
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
