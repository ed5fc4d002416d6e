"""Generations of the index: complete before they are seen, swapped by the pointer, safe against a killed build."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.records.making import row, workbook

from zhiquan.records.corpus.importing import import_file
from zhiquan.records.lock import only_writer
from zhiquan.records.search import build_index, open_index, status, verify_index
from zhiquan.records.search import index as index_module
from zhiquan.records.search.engines.tantivy.writer import write
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text

VINTAGE = date(2020, 1, 1)


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A lake of three records and its index."""
    lake, index = tmp_path / "lake", tmp_path / "index"
    import_file(workbook(tmp_path / "a.xlsx", [row(serial) for serial in (1, 2, 3)]), lake, vintage=VINTAGE)
    build_index(lake, index)
    return lake, index


def more(tmp_path: Path, lake: Path) -> None:
    import_file(workbook(tmp_path / "b.xlsx", [row(serial) for serial in (4, 5)]), lake, vintage=VINTAGE)


def test_what_was_imported_is_found_only_after_the_build(folders: tuple[Path, Path], tmp_path: Path) -> None:
    lake, index = folders
    more(tmp_path, lake)
    assert open_index(index).search("电池").total == 3
    assert status(lake, index).behind
    report = build_index(lake, index)
    assert (report.records, report.lake_version) == (5, 2)
    assert open_index(index).search("电池").total == 5
    assert not status(lake, index).behind


def test_an_opened_index_answers_the_same_while_a_new_one_takes_its_place(
    folders: tuple[Path, Path], tmp_path: Path
) -> None:
    lake, index = folders
    old = open_index(index)
    more(tmp_path, lake)
    build_index(lake, index)
    build_index(lake, index)
    assert old.search("电池").total == 3


def test_the_index_is_opened_once_until_the_pointer_moves(folders: tuple[Path, Path]) -> None:
    lake, index = folders
    first = open_index(index)
    assert open_index(index) is first
    build_index(lake, index)
    assert open_index(index) is not first


def test_old_generations_are_swept_but_for_the_one_before(folders: tuple[Path, Path]) -> None:
    lake, index = folders
    names = [build_index(lake, index).generation for _ in range(5)]
    left = {path.name for path in index.iterdir() if path.is_dir()}
    assert {names[-1], names[-2]} <= left
    assert len(left) <= 3


KILLED = """
import os, signal, sys
from pathlib import Path
from zhiquan.records.search import index
lake, folder, point = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if point == "writing":
    index.build_index(lake, folder, progress=die)
real = index._durable
def durable(path, text):
    if path.name == point:
        die()
    real(path, text)
index._durable = durable
index.build_index(lake, folder)
"""


@pytest.mark.parametrize("point", ["writing", "generation.json", "current"])
def test_a_killed_build_leaves_the_old_index_and_the_next_one_succeeds(
    folders: tuple[Path, Path], tmp_path: Path, point: str
) -> None:
    lake, index = folders
    more(tmp_path, lake)
    killed = subprocess.run([sys.executable, "-c", KILLED, str(lake), str(index), point], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert open_index(index).search("电池").total == 3
    assert build_index(lake, index).records == 5
    assert open_index(index).search("电池").total == 5
    assert verify_index(lake, index).sound


def test_two_builds_at_once_are_refused(folders: tuple[Path, Path]) -> None:
    lake, index = folders
    with only_writer(index / ".lock", Text("索引", "index")), pytest.raises(Conflict) as refusal:
        build_index(lake, index)
    assert refusal.value.code == "records.busy"


def test_without_import_or_index_the_way_on_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound) as refusal:
        build_index(tmp_path / "lake", tmp_path / "index")
    assert "zhiquan import" in refusal.value.text.zh
    with pytest.raises(NotFound) as refusal:
        open_index(tmp_path / "index")
    assert "zhiquan index build" in refusal.value.text.zh


def test_an_index_of_another_version_is_not_read(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    lake, index = folders
    monkeypatch.setattr(index_module, "VERSION", 0)
    build_index(lake, index)
    monkeypatch.undo()
    with pytest.raises(Refusal) as refusal:
        open_index(index)
    assert refusal.value.code == "search.old-index"
    assert not status(lake, index).usable


def test_verification_finds_a_record_that_the_index_lacks(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, index = folders
    assert verify_index(lake, index).sound
    monkeypatch.setattr(index_module, "write", lambda folder, records: write(folder, list(records)[:-1]))
    build_index(lake, index)
    found = verify_index(lake, index)
    assert not found.sound
    assert (found.records, found.indexed) == (3, 2)
    assert found.differences


@pytest.mark.parametrize("harm", ["pointer", "meta", "segment"])
def test_a_damaged_index_is_told_and_can_be_built_again(folders: tuple[Path, Path], harm: str) -> None:
    lake, index = folders
    name = build_index(lake, index).generation
    if harm == "pointer":
        (index / "current").write_text("gone", encoding="utf-8")
    elif harm == "meta":
        (index / name / "meta.json").write_text("{", encoding="utf-8")
    else:
        for path in (index / name).glob("*.idx"):
            path.write_bytes(b"")
    with pytest.raises(Refusal) as refusal:
        open_index(index)
    assert refusal.value.code == "search.damaged-index"
    build_index(lake, index)
    assert open_index(index).search("电池").total == 3
