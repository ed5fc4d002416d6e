"""A hundred kills at random moments: whatever is read afterwards is whole, the old state or the new one.

Each import brings three tables, rows that are new and rows that replace held ones, so that a kill may fall between two
tables, between two commits of one table, or into the build of the index.
"""

from __future__ import annotations

import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.records.nursery import Nursery, nursery

from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.store import Lake
from zhiquan.records.search import build_index, open_index, update_index, verify_index

VINTAGE = date(2020, 1, 1)
NEW, AGAIN = 200, 40
KILLS = 100
TABLES = ("patents", "families", "citations")

CHILD = """
import os, signal, sys
from datetime import date
from pathlib import Path
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.store import writing
from zhiquan.records.corpus.store.manifest import Kind, Manifest
from zhiquan.records.search import build_index, update_index

file, lake, index, mode = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), sys.argv[4]
written = []

def put_and_die(self, rows, put=writing._Table.put):
    done = put(self, rows)
    written.append(self._name)
    if mode == "broken":  # every table visible as soon as it is written
        manifests = writing.Manifests(self._place)
        tables = {**manifests.newest().tables, self._name: done.version}
        manifests.append(Manifest(0, Kind.PUT, tables, changes={self._name: done.changes}))
    if len(written) == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return done

if mode != "whole":
    writing._Table.put = put_and_die
import_file(file, lake, source="s", vintage=date(2020, 1, 1))
update_index(lake, index)
"""

HEADING = (
    "Jurisdiction,Kind,Display Key,Lens ID,Publication Date,Publication Year,Application Number,Title,Abstract,"
    "Applicants,Simple Family Members,Simple Family Size,NPL Citations"
)


def export(path: Path, turn: int) -> Path:
    """Write the rows of one turn: new ones, and those that ended the turn before with another title."""
    first = turn * NEW
    lines = [HEADING]
    for serial in range(max(0, first - AGAIN), first + NEW):
        number = 10_000_000 + serial
        lines.append(
            f"US,B2,US {number} B2,{serial},2016-01-05,2016,,A device of turn {turn},Made of turn {turn},"
            f"Example LLC,US {number} B2;;AU {number} A1,2,Doe: book {serial} of turn {turn}"
        )
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def state(root: Path, turn: int) -> int:
    """Return the last turn that the lake holds, ``turn`` or the one before; any mixture fails."""
    lake = Lake(root)
    titles = Counter(record.title.rpartition(" ")[2] for record in lake.records("patents"))
    last = turn if str(turn) in titles else turn - 1
    wanted = {str(one): NEW for one in range(last)} | {str(last): NEW + (AGAIN if last else 0)}
    for one in range(last):
        wanted[str(one)] += (AGAIN if one else 0) - AGAIN
    assert titles == wanted
    total = (last + 1) * NEW
    assert {name: sum(1 for _ in lake.columns(name, "record")) for name in ("patents", "families")} == {
        "patents": total,
        "families": total,
    }
    books = Counter(record.text.rpartition(" ")[2] for record in lake.records("citations"))
    assert books == {str(one): NEW + (AGAIN if one else 0) for one in range(last + 1)}
    return last


@pytest.fixture(scope="module")
def children() -> Iterator[Nursery]:
    with nursery(CHILD) as made:
        yield made


@pytest.fixture
def begun(tmp_path: Path) -> tuple[Path, Path]:
    """A lake with one import, and its index."""
    lake, index = tmp_path / "lake", tmp_path / "index"
    import_file(export(tmp_path / "0.csv", 0), lake, source="s", vintage=VINTAGE)
    build_index(lake, index)
    assert state(lake, 0) == 0
    return lake, index


def test_a_kill_between_two_tables_leaves_the_state_before(
    begun: tuple[Path, Path], tmp_path: Path, children: Nursery
) -> None:
    lake, index = begun
    file = export(tmp_path / "1.csv", 1)
    assert children.run(file, lake, index, "dies") == -signal.SIGKILL
    assert state(lake, 1) == 0
    assert Lake(lake).verify().sound
    assert not import_file(file, lake, source="s", vintage=VINTAGE).already
    assert state(lake, 1) == 1
    assert Lake(lake).verify().sound


def test_a_lake_that_shows_each_table_by_itself_fails_this_check(
    begun: tuple[Path, Path], tmp_path: Path, children: Nursery
) -> None:
    lake, index = begun
    assert children.run(export(tmp_path / "1.csv", 1), lake, index, "broken") == -signal.SIGKILL
    with pytest.raises(AssertionError):
        state(lake, 1)


@pytest.mark.long
def test_a_hundred_kills_leave_lake_and_index_whole(
    begun: tuple[Path, Path], tmp_path: Path, children: Nursery
) -> None:
    lake, index = begun
    chance = random.Random(3)
    started = time.perf_counter()
    assert children.run(export(tmp_path / "1.csv", 1), lake, index, "whole") == 0
    longest, held = time.perf_counter() - started, 1
    outcomes = {"import lost": 0, "index behind": 0, "both done": 0}
    for _ in range(KILLS):
        file = export(tmp_path / "next.csv", held + 1)
        children.run(file, lake, index, "whole", kill_after=chance.uniform(0, longest))
        now = state(lake, held + 1)
        found = open_index(index).reader.count_all
        assert found % NEW == 0
        assert found <= (now + 1) * NEW
        outcomes["import lost" if now == held else "both done" if found == (now + 1) * NEW else "index behind"] += 1
        held = now
    assert all(outcomes.values()), outcomes
    assert Lake(lake).verify().sound
    assert update_index(lake, index).records == (held + 1) * NEW
    assert verify_index(lake, index).sound
