"""Files of no version go, and none that any version of the lake refers to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.records.corpus.laking import put
from tests.records.making import record

from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.sweeping import orphans, sweep
from zhiquan.rules.refusal import Conflict

LATER = datetime(2200, 1, 1, tzinfo=UTC)


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    """A lake with a replacement, a compaction and a rollback behind it, and a file that nobody tells of."""
    made = Lake(tmp_path)
    for turn in range(4):
        put(made, str(turn), patents=[record(f"第{turn}次", serial=serial) for serial in (turn, 9)])
    made.compact()
    made.rollback(2)
    (tmp_path / "patents" / "source=test" / "left.parquet").write_bytes(b"half")
    return made


def _titles(lake: Lake) -> list[list[str]]:
    numbers = sorted(row.number for row in lake.history())
    return [sorted(one.title for one in lake.records("patents", number)) for number in numbers]


def test_every_version_is_whole_after_a_sweep(lake: Lake) -> None:
    before = _titles(lake)
    found = orphans(lake, LATER)
    assert [one.path for one in found] == ["source=test/left.parquet"]
    assert sweep(lake, found, LATER) == found
    assert orphans(lake, LATER) == []
    assert _titles(lake) == before
    assert lake.verify().sound


def test_what_was_just_written_may_be_a_writers_at_work(lake: Lake) -> None:
    assert orphans(lake, datetime(2000, 1, 1, tzinfo=UTC)) == []


def test_only_what_was_listed_and_still_is_an_orphan_is_deleted(lake: Lake) -> None:
    (found,) = orphans(lake, LATER)
    held = next(iter(lake.history()[-1].files["patents"]))
    assert sweep(lake, [replace(found, path=held)], LATER) == []
    assert lake.verify().sound


def test_nothing_is_swept_while_the_lake_is_written(lake: Lake) -> None:
    with lake.writing(), pytest.raises(Conflict):
        sweep(lake, orphans(lake, LATER), LATER)


def test_an_empty_lake_has_no_orphans(tmp_path: Path) -> None:
    assert orphans(Lake(tmp_path), LATER) == []
