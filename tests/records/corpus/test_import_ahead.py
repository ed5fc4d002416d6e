"""A large file is read by a second process: the same rows, the same faults, and nothing lost when it dies."""

from __future__ import annotations

from collections.abc import Iterator
from multiprocessing import Pipe, active_children
from pathlib import Path

import pytest
from tests.records.making import row, workbook

from zhiquan.records.corpus.importing import ahead
from zhiquan.records.corpus.importing.ahead import read_ahead
from zhiquan.records.corpus.loaders import Loader, RawRow, loader_for, loaders
from zhiquan.records.corpus.report import BatchRefused, ImportReport
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.rules.text import Text

ROWS = 450


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return workbook(tmp_path / "list.xlsx", [row(serial) for serial in range(ROWS)])


@pytest.fixture
def helped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is large."""
    monkeypatch.setattr(ahead, "LARGE", 1)


def sent(thing: object) -> object:
    """Return what comes out at the other end of a pipe."""
    ours, theirs = Pipe()
    ours.send(thing)
    return theirs.recv()


def read(path: Path, skipped: int = 0) -> list[RawRow]:
    with read_ahead(loader_for(path), path, skipped) as slices:
        return [one for rows, _ in slices for one in rows]


def test_a_helper_reads_the_same_rows_in_the_same_order(table: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = read(table, 7)
    monkeypatch.setattr(ahead, "LARGE", 1)
    assert read(table, 7) == here
    assert len(here) == ROWS - 7


@pytest.mark.usefixtures("helped")
def test_a_fault_of_the_file_is_told_as_if_it_had_been_read_here(tmp_path: Path) -> None:
    cut = tmp_path / "cut.jsonl.gz"
    cut.write_bytes(b"\x1f\x8b\x08\x00broken")
    loader = next(one for one in loaders() if one.key == "lens")
    with pytest.raises(Refusal) as here:
        list(loader.rows(cut))
    with pytest.raises(Refusal) as there, read_ahead(loader, cut, 0) as slices:
        list(slices)
    assert (there.value.code, there.value.text) == (here.value.code, here.value.text)


@pytest.mark.usefixtures("helped")
def test_a_helper_that_is_killed_is_told_and_what_came_before_is_whole(tmp_path: Path) -> None:
    path = workbook(tmp_path / "long.xlsx", [row(serial) for serial in range(3_000)])
    with read_ahead(loader_for(path), path, 0) as slices:
        rows, _ = next(slices)
        for helper in active_children():
            helper.kill()
        with pytest.raises(Refusal) as told:
            list(slices)
    assert told.value.code == "import.reader-gone"
    assert [one.fields for one in rows] == [one.fields for one in read(path)[:100]]


@pytest.mark.usefixtures("helped")
def test_a_helper_ends_when_nobody_asks_any_more(table: Path) -> None:
    with read_ahead(loader_for(table), table, 0) as slices:
        next(slices)
    assert not active_children()


def test_loaders_and_refusals_go_whole_from_one_process_to_another() -> None:
    for loader in loaders():
        assert sent(loader) == loader
    report = ImportReport("b", "f", "s", 2, 1, 1, {}, (), (), (), None, already=False, seconds=0.0)
    for error in (NotFound("a.b", Text("甲", "A")), BatchRefused(report, 0.5, 0.1)):
        again = sent(error)
        assert type(again) is type(error)
        assert (again.args, vars(again)) == (error.args, vars(error))


def test_a_small_file_and_a_table_of_ones_own_need_no_helper(table: Path) -> None:
    class Own:
        key = "own-table"

        def rows(self, path: Path) -> Iterator[RawRow]:
            yield RawRow("1", {"title": path.name}, {})

        def expected(self, path: Path) -> int | None:
            del path
            return 1

    with read_ahead(Own(), table, 0) as slices:
        assert [one.fields for rows, _ in slices for one in rows] == [{"title": "list.xlsx"}]
        assert not active_children()
    assert isinstance(loader_for(table), Loader)
