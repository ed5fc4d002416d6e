"""Verifying the lake: every kind of damage is named, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.corpus.laking import mark, put, reader
from tests.records.making import record

from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store import writing as writing_module


@pytest.fixture
def lake(tmp_path: Path) -> Lake:
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record("一", serial=serial) for serial in range(30)], marks=[mark(source="test")])
    put(lake, "b", patents=[record("二", serial=serial) for serial in range(20, 40)])
    put(lake, "c", patents=[record("三", serial=serial, source="other") for serial in range(5)])
    return lake


def rules(lake: Lake) -> list[tuple[str, str]]:
    return [(fault.rule, fault.table) for fault in lake.verify().faults]


def newest_file(lake: Lake, table: str = "patents") -> Path:
    folder = lake.root / table
    live = {Path(uri).name for uri in lake.opened(table).file_uris()}
    return next(path for path in sorted(folder.rglob("*.parquet")) if path.name in live)


def test_a_sound_lake_has_no_faults(lake: Lake) -> None:
    found = lake.verify()
    assert found.sound
    assert found.rows == {"patents": 45, "marks": 1}
    assert (found.version, found.versions) == (3, 3)
    assert found.files == sum(1 for table in ("patents", "marks") for _ in (lake.root / table).rglob("*.parquet"))
    assert found.size > 0


def test_an_empty_lake_is_sound(tmp_path: Path) -> None:
    assert Lake(tmp_path).verify().sound


def test_a_missing_file_is_named(lake: Lake) -> None:
    gone = newest_file(lake)
    gone.unlink()
    (fault,) = lake.verify().faults
    assert (fault.rule, fault.table) == ("lake.file-missing", "patents")
    assert fault.where.endswith(gone.name)


def test_a_file_missing_from_an_earlier_version_is_named_too(lake: Lake) -> None:
    live = {Path(uri).name for uri in lake.opened("patents").file_uris()}
    earlier = {Path(uri).name for uri in lake.opened("patents", 1).file_uris()} - live
    gone = next(path for path in (lake.root / "patents").rglob("*.parquet") if path.name in earlier)
    gone.unlink()
    assert rules(lake) == [("lake.file-missing", "patents")]


def test_one_changed_bit_is_noticed(lake: Lake) -> None:
    path = newest_file(lake, "marks")
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert rules(lake) == [("lake.file-changed", "marks")]


def test_a_damaged_log_is_named(lake: Lake) -> None:
    (lake.root / "marks" / "_delta_log" / "00000000000000000001.json").write_text("{", encoding="utf-8")
    assert ("lake.damaged", "marks") in rules(Lake(lake.root))


def test_a_damaged_manifest_is_named(lake: Lake) -> None:
    next((lake.root / "batches").glob("*.parquet")).write_bytes(b"")
    assert rules(Lake(lake.root)) == [("lake.damaged", "batches")]


def test_rows_that_no_import_wrote_and_records_there_twice_are_named(lake: Lake) -> None:
    twice = reader("patents", [record("一", serial=1)])
    lake.place.write("patents", twice, mode="append")
    row = lake.manifests.at(None)
    version = int(lake.place.table("patents").version())
    tables = {**row.tables, "patents": version}
    lake.manifests.append(type(row)(number=0, kind=row.kind, tables=tables))
    assert sorted(rules(lake)) == [
        ("lake.batch-rows", "patents"),
        ("lake.file-unknown", "patents"),
        ("lake.record-twice", "patents"),
    ]


def test_a_batch_that_holds_something_else_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(tmp_path)
    monkeypatch.setattr(writing_module, "DIGEST", "CAST(7 AS UBIGINT)")
    put(lake, "a", patents=[record()])
    assert rules(lake) == [("lake.batch-changed", "patents")]
