"""Generations of the index: complete before they are seen, swapped by the pointer, safe against a killed build."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.records.corpus.laking import put
from tests.records.making import number, record
from tests.records.search.mixed import Mixer

from zhiquan.records.corpus.model import MarkRecord, PatentRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.records.lock import only_writer
from zhiquan.records.search import build_index, hint, open_index, status, update_index, verify_index
from zhiquan.records.search.engines import ENGINES
from zhiquan.records.search.engines.tantivy import Tantivy, segments
from zhiquan.records.search.engines.tantivy.preparing import Prepared
from zhiquan.records.search.entry import Item
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text


def patents(*serials: int, **changes: object) -> list[PatentRecord]:
    return [replace(record("电池", serial=serial), **changes) for serial in serials]  # type: ignore[arg-type]


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """A lake of three records and its index."""
    lake, index = tmp_path / "lake", tmp_path / "index"
    put(Lake(lake), "a", patents=patents(1, 2, 3))
    build_index(lake, index)
    return lake, index


def more(lake: Path) -> None:
    put(Lake(lake), "b", patents=patents(4, 5))


def test_what_was_imported_is_found_only_after_the_build(folders: tuple[Path, Path]) -> None:
    lake, index = folders
    more(lake)
    assert open_index(index).search("电池").total == 3
    assert status(lake, index).behind
    report = build_index(lake, index)
    assert (report.records, report.lake_version) == (5, 2)
    assert open_index(index).search("电池").total == 5
    assert not status(lake, index).behind


def test_an_opened_index_answers_the_same_while_a_new_one_takes_its_place(
    folders: tuple[Path, Path],
) -> None:
    lake, index = folders
    old = open_index(index)
    more(lake)
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
from zhiquan.records import generations
from zhiquan.records.search import index
lake, folder, point, make = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], getattr(index, sys.argv[4])
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
if point == "writing":
    make(lake, folder, progress=die)
real = generations.durable
def durable(path, text):
    if path.name == point:
        die()
    real(path, text)
generations.durable = durable
make(lake, folder)
"""


OTHER_POINTS = (
    ("build_index", "generation.json"),
    ("build_index", "current"),
    ("update_index", "writing"),
    ("update_index", "generation.json"),
)


@pytest.mark.parametrize(
    ("make", "point"),
    [
        ("build_index", "writing"),
        ("update_index", "current"),
        *(pytest.param(*one, marks=pytest.mark.long) for one in OTHER_POINTS),
    ],
)
def test_a_killed_build_leaves_the_old_index_and_the_next_one_succeeds(
    tmp_path: Path, folders: tuple[Path, Path], point: str, make: str
) -> None:
    lake, index = folders
    put(Lake(lake), "b", patents=patents(4))
    killed = subprocess.run([sys.executable, "-c", KILLED, str(lake), str(index), point, make], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert open_index(index).search("电池").total == 3
    assert update_index(lake, index).records == 4
    assert open_index(index).search("电池").total == 4
    assert verify_index(lake, index).sound


def test_an_update_takes_only_what_changed(folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    lake, index = folders
    put(Lake(lake), "more", patents=patents(*range(10, 30)))
    build_index(lake, index)
    before = index / status(lake, index).generation
    changed = [replace(record("隔膜", serial=2)), record("灯", serial=40)]
    put(Lake(lake), "b", patents=changed)
    taken: list[str] = []
    real = segments.prepare

    def noted(records: Sequence[Item]) -> list[Prepared]:
        done = real(records)
        taken.extend(value for one in done for field, value in one.texts if field == "key")
        return done

    monkeypatch.setattr(segments, "prepare", noted)
    report = update_index(lake, index)
    assert (report.records, report.changed) == (24, 2)
    assert sorted(taken) == sorted(one.key for one in changed)
    found = open_index(index)
    assert found.search("隔膜").total == 1
    assert found.search("电池").total == 22
    assert {path.name for path in before.iterdir()} & {path.name for path in (index / report.generation).iterdir()}
    assert verify_index(lake, index).sound
    assert update_index(lake, index).changed == 0
    assert status(lake, index).generation == report.generation


def test_marks_and_indications_come_and_go_with_their_tables(tmp_path: Path) -> None:
    lake, index = tmp_path / "lake", tmp_path / "index"
    mixer = Mixer(5)
    first = put(Lake(lake), "a", patents=patents(*range(1, 9)), marks=[mixer.mark(serial) for serial in (1, 2)])
    build_index(lake, index)
    put(Lake(lake), "b", marks=[mixer.mark(3)], indications=[mixer.indication(1)])
    assert update_index(lake, index).changed == 2
    assert [open_index(index).search(f"WH={what}").total for what in ("专利", "商标", "地理标志")] == [8, 3, 1]
    found = open_index(index).find("3")
    assert found is None
    assert isinstance(open_index(index).right("tm.CN.3"), MarkRecord)
    Lake(lake).rollback(first)
    assert update_index(lake, index).changed == 2
    assert [open_index(index).search(f"WH={what}").total for what in ("商标", "地理标志")] == [2, 0]
    assert verify_index(lake, index).sound


def test_a_publication_that_turns_out_to_be_a_right_leaves_its_own_place(tmp_path: Path) -> None:
    lake, index = tmp_path / "lake", tmp_path / "index"
    alone = replace(
        record("隔膜", serial=1, source="list"), record="CN104000001A", key="pub.CN104000001A", application="",
        publication="CN104000001A",
    )  # fmt: skip
    put(Lake(lake), "a", patents=patents(*range(10, 16)))
    put(Lake(lake), "l", patents=[alone])
    build_index(lake, index)
    assert open_index(index).find("CN104000001A").key == "pub.CN104000001A"
    put(Lake(lake), "b", patents=[replace(record("隔膜", serial=1), publication="CN104000001A")])
    update_index(lake, index)
    found = open_index(index)
    assert found.find("CN 104000001 A").key == number(1)
    assert found.search("隔膜").total == 1
    assert verify_index(lake, index).sound


def test_both_publications_of_one_right_lead_to_it(tmp_path: Path) -> None:
    lake, index = tmp_path / "lake", tmp_path / "index"
    both = [
        replace(record("隔膜", serial=1), record=publication, publication=publication)
        for publication in ("CN104000001A", "CN104000001B")
    ]
    put(Lake(lake), "a", patents=both)
    build_index(lake, index)
    found = open_index(index)
    for one in both:
        right = found.find(one.publication)
        assert right is not None
        assert right.key == number(1)
    assert found.search("隔膜").total == 1


def test_most_of_it_changed_is_built_anew(folders: tuple[Path, Path]) -> None:
    lake, index = folders
    put(Lake(lake), "b", patents=patents(1, 2, 3, title="灯"))
    assert update_index(lake, index).changed is None
    assert open_index(index).search("灯").total == 3


def test_where_there_is_none_to_go_on_from_an_update_builds(folders: tuple[Path, Path], tmp_path: Path) -> None:
    lake, _ = folders
    assert update_index(lake, tmp_path / "other").changed is None
    assert open_index(tmp_path / "other").search("电池").total == 3


def test_what_to_run_is_told_after_an_import(folders: tuple[Path, Path], tmp_path: Path) -> None:
    lake, index = folders
    assert hint(lake, index) is None
    more(lake)
    assert "zhiquan index update" in str(hint(lake, index))
    assert "zhiquan index build" in str(hint(lake, tmp_path / "none"))


def test_a_build_waits_for_another_as_long_as_it_was_told_to(folders: tuple[Path, Path]) -> None:
    lake, index = folders
    held, free = threading.Event(), threading.Event()

    def hold() -> None:
        with only_writer(index / ".lock", Text("索引", "index")):
            held.set()
            free.wait(10)

    other = threading.Thread(target=hold)
    other.start()
    assert held.wait(10)
    started = time.monotonic()
    with pytest.raises(Conflict):
        build_index(lake, index, wait=0.3)
    assert time.monotonic() - started >= 0.3
    threading.Timer(0.3, free.set).start()
    assert build_index(lake, index, wait=30).records == 3
    other.join()


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
    monkeypatch.setattr(Tantivy, "version", 0)
    build_index(lake, index)
    monkeypatch.undo()
    with pytest.raises(Refusal) as refusal:
        open_index(index)
    assert refusal.value.code == "search.old-index"
    assert not status(lake, index).usable
    assert update_index(lake, index).changed is None
    assert status(lake, index).usable


def test_verification_finds_a_record_that_the_index_lacks(
    folders: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    lake, index = folders
    assert verify_index(lake, index).sound
    build_index(lake, index, engine=_Losing())
    monkeypatch.setitem(ENGINES, "losing", _Losing())
    found = verify_index(lake, index)
    assert not found.sound
    assert (found.records, found.indexed) == (3, 2)
    assert found.differences


class _Losing(Tantivy):
    """An engine that loses the last record."""

    name = "losing"

    def write(self, folder, records, **more):  # type: ignore[no-untyped-def, override]
        return super().write(folder, list(records)[:-1], **more)


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
