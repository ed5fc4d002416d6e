"""An import cut short goes on at its last mark and ends as if nothing had happened."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.records.making import Rows, number

from zhiquan.records.corpus.importing import import_file, reading, staging
from zhiquan.records.corpus.importing.staging import Staging
from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.report import ImportReport
from zhiquan.records.corpus.store import Lake

ROOT = Path(__file__).parents[3]
VINTAGE = date(2020, 1, 1)
MARKED, SLICE = 100, 30
COUNT = 900
"""Patents of the file; with their pledges and faults 1,002 rows."""


class Faulty(Rows):
    """Made rows with a refused one, a repeated one and a doubt here and there; dies at ``end`` where one is given."""

    def __init__(self, end: int | None = None) -> None:
        super().__init__(COUNT)
        self.end = end
        self.given = 0

    def rows(self, path: Path) -> Iterator[RawRow]:
        for row in self._all():
            if self.given == self.end:
                os.kill(os.getpid(), signal.SIGKILL)
            self.given += 1
            yield row

    def _all(self) -> Iterator[RawRow]:
        for serial in range(COUNT):
            for row in self.told(serial):
                doubtful = serial % 50 == 1 and row.table == "patents"
                yield replace(row, fields={**row.fields, "main_class": "?"}) if doubtful else row
            if serial % 150 == 2:
                yield from self.told(serial)
                yield RawRow(f"rows!{serial} bad", {"application": "?"}, {"申请号": "?"})


CHILD = """
import sys
from datetime import date
from pathlib import Path
sys.path.insert(0, sys.argv[4])
from tests.records.corpus.test_import_resumed import MARKED, SLICE, Faulty
from zhiquan.records.corpus.importing import import_file, reading, staging
reading.MARKED, staging.SLICE = MARKED, SLICE
import_file(Path(sys.argv[1]), Path(sys.argv[2]), vintage=date(2020, 1, 1), reader=Faulty(int(sys.argv[3])))
"""


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MARKED", MARKED)
    monkeypatch.setattr(staging, "SLICE", SLICE)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "made.txt"
    path.write_text("made", "utf-8")
    return path


def take(file: Path, lake: Path, reader: Rows | None = None) -> ImportReport:
    return import_file(file, lake, vintage=VINTAGE, reader=reader or Faulty())


def kill_at(row: int, file: Path, lake: Path) -> None:
    killed = subprocess.run([sys.executable, "-c", CHILD, str(file), str(lake), str(row), str(ROOT)], check=False)
    assert killed.returncode == -signal.SIGKILL


def outcome(report: ImportReport) -> ImportReport:
    return replace(report, seconds=0, continued=0)


def held(lake: Path) -> dict[str, set[str]]:
    return {table: {record.record for record in Lake(lake).records(table)} for table in ("patents", "events")}


@pytest.mark.parametrize("row", [5, 100, *(pytest.param(row, marks=pytest.mark.long) for row in (437, 1_001))])
def test_a_killed_import_goes_on_and_ends_as_if_nothing_had_happened(file: Path, tmp_path: Path, row: int) -> None:
    whole = take(file, tmp_path / "whole")
    lake = tmp_path / "lake"
    kill_at(row, file, lake)
    assert Lake(lake).version() is None
    report = take(file, lake)
    assert report.continued == row // MARKED * MARKED
    assert outcome(report) == outcome(whole)
    assert (report.read, report.refused) == (1_002, 12)
    assert held(lake) == held(tmp_path / "whole")
    lists = [(folder / "reports" / f"{report.batch}.jsonl").read_text("utf-8") for folder in (lake, tmp_path / "whole")]
    assert lists[0] == lists[1]
    assert not any((lake / ".staging").iterdir())


def test_a_second_kill_costs_no_more_than_the_first(file: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    kill_at(350, file, lake)
    kill_at(750, file, lake)
    report = take(file, lake)
    assert (report.continued, report.read, report.accepted) == (700, 1_002, 990)
    assert len(held(lake)["patents"]) == COUNT


def test_what_was_written_after_the_mark_is_cut_off(file: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    kill_at(350, file, lake)
    (folder,) = (lake / ".staging").iterdir()
    for name in ("patents.0.arrows", "refused.jsonl"):
        with (folder / name).open("ab") as stream:
            stream.write(b"torn")
    assert take(file, lake).accepted == 990
    assert len(held(lake)["patents"]) == COUNT


@pytest.mark.parametrize("damage", ["gone", "short", "mark"])
def test_staged_files_that_are_not_whole_are_not_continued(file: Path, tmp_path: Path, damage: str) -> None:
    lake = tmp_path / "lake"
    kill_at(350, file, lake)
    (folder,) = (lake / ".staging").iterdir()
    stream = folder / "patents.0.arrows"
    if damage == "gone":
        stream.unlink()
    elif damage == "short":
        stream.write_bytes(stream.read_bytes()[:100])
    else:
        (folder / "mark.json").write_text("{", "utf-8")
    report = take(file, lake)
    assert (report.continued, report.accepted) == (0, 990)


def test_another_file_in_between_does_not_cost_the_staged_rows(file: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    kill_at(350, file, lake)
    other = tmp_path / "other.txt"
    other.write_text("other", "utf-8")
    assert take(other, lake, Rows(3)).accepted == 4
    assert take(file, lake).continued == 300


def test_of_many_cut_short_only_the_youngest_wait(tmp_path: Path) -> None:
    folder = tmp_path / ".staging"
    for turn in range(staging.LEFT_OVER + 2):
        Staging(folder / f"b{turn}").close()
        os.utime(folder / f"b{turn}", (turn, turn))
    staging.clear(folder, "b4")
    assert sorted(path.name for path in folder.iterdir()) == ["b1", "b2", "b3"]


def test_a_batch_that_is_refused_leaves_nothing_staged(file: Path, tmp_path: Path) -> None:
    class Bad(Rows):
        def rows(self, path: Path) -> Iterator[RawRow]:
            yield from (RawRow(str(n), {"application": number(n)}, {}) for n in range(5))

    from zhiquan.records.corpus.report import BatchRefused

    with pytest.raises(BatchRefused):
        take(file, tmp_path / "lake", Bad(0))
    assert list((tmp_path / "lake" / ".staging").iterdir()) == []
    assert Lake(tmp_path / "lake").version() is None
