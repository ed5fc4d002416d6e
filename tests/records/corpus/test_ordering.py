"""Order over more rows than are held at a time: every row once, in order, whatever the ranges are."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records.corpus.laking import put
from tests.records.making import number, record

from zhiquan.records.corpus.merged import merged
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store import ordering as module
from zhiquan.records.corpus.store.engine import Engine
from zhiquan.records.corpus.store.ordering import bounds, ordered


@given(st.lists(st.text("甲乙ab", max_size=3)), st.lists(st.text("甲乙ab", max_size=3)), st.integers(1, 4))
def test_every_row_comes_once_and_in_order(values: list[str], sample: list[str], size: int) -> None:
    batches = [
        pa.RecordBatch.from_pydict({"key": part, "told": [[{"name": one}] for one in part]})
        for part in (values[start : start + size] for start in range(0, len(values), size))
    ]
    with tempfile.TemporaryDirectory() as folder:
        found = ordered(batches, "key", sorted(set(sample)), Path(folder) / "ranges")
        rows = [row for batch in found for row in batch.to_pylist()]
    assert [row["key"] for row in rows] == sorted(values)
    assert all(row["told"] == [{"name": row["key"]}] for row in rows)


def test_ranges_are_as_many_as_the_rows_ask_for() -> None:
    sample = [f"{at:05}" for at in range(10_000)]
    assert bounds(sample, module.AT_ONCE) == []
    assert bounds([], 10**6) == []
    assert bounds(sample, module.AT_ONCE * 4) == ["02500", "05000", "07500"]
    assert len(bounds(sample, 120_000_000)) == module.MOST_RANGES - 1
    assert bounds(["x"] * 50, 10**6) == ["x"]


def test_a_lake_larger_than_one_range_is_written_in_order_and_merged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "AT_ONCE", 7)
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record("一", serial=serial * 37 % 100, source="a") for serial in range(100)])
    put(lake, "b", patents=[record("二", "摘要", serial=serial, source="b") for serial in range(50, 120)])
    assert [row["record"] for row in lake.columns("patents", "record", version=1)] == [
        *sorted(number(serial) for serial in range(100))
    ]
    found = {one.key: one.sources for one in merged(lake)}
    assert found == {number(serial): ("b", "a")[serial < 50 :][: 1 + (50 <= serial < 100)] for serial in range(120)}
    assert lake.verify().sound
    assert not any((tmp_path / ".reading").iterdir())


def test_what_a_dead_reader_left_is_removed_and_what_a_living_one_holds_is_not(tmp_path: Path) -> None:
    dead = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    left, held = tmp_path / f"{int(dead.stdout)}-x", tmp_path / f"{os.getppid()}-y"
    for folder in (left, held):
        folder.mkdir()
    with Engine(tmp_path) as engine:
        assert engine.run("SELECT 1") == [(1,)]
        assert not left.exists()
    assert [path.name for path in tmp_path.iterdir()] == [held.name]
