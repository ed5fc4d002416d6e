"""The lake: facts tables with versions, the merged view, records that survive the way there and back."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pytest
from tests.records.making import number, record

from zhiquan.records.corpus.merged import merge, merged
from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.corpus.store import Lake
from zhiquan.records.corpus.store.schema import PATENTS, from_batch, to_batch
from zhiquan.rules.refusal import NotFound, Refusal


def put(lake: Lake, *records: PatentRecord) -> int:
    reader = pa.RecordBatchReader.from_batches(PATENTS, [to_batch(records)])
    return lake.merge(reader, records[0].source, {"batch": "b"})


def test_a_record_comes_back_as_it_was() -> None:
    whole = record("名", "摘", ("甲", "乙"), main_class="06-01")
    assert list(from_batch(to_batch([whole]))) == [whole]
    assert PatentRecord.from_json(whole.to_json()) == whole


def test_facts_are_replaced_and_every_version_stays(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = lake.write_facts("pledge", pa.table({"amount": [1, 2]}), "2026-01-01")
    second = lake.write_facts("pledge", pa.table({"amount": [3], "division": ["990101"]}), "2026-02-01")
    assert lake.read_facts("pledge").to_pylist() == [{"amount": 3, "division": "990101"}]
    assert lake.read_facts("pledge", first).to_pylist() == [{"amount": 1}, {"amount": 2}]
    assert [commit.stamp["watermark"] for commit in lake.commits("pledge")] == ["2026-02-01", "2026-01-01"]
    assert second > first
    files = lake.table_files("pledge", first)
    assert [Path(file).suffix for file in files] == [".parquet"]
    assert Path(files[0]).is_file()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert lake.version() is None
    assert list(lake.commits()) == []
    for ask in (lambda: list(lake.records()), lambda: lake.read_facts("pledge")):
        with pytest.raises(NotFound):
            ask()
    lake.write_facts("pledge", pa.table({"amount": [1]}), "w")
    with pytest.raises(NotFound) as refusal:
        lake.read_facts("pledge", 9)
    assert refusal.value.code == "lake.no-version"


def test_a_damaged_table_is_told(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    lake.write_facts("pledge", pa.table({"amount": [1]}), "w")
    for entry in (tmp_path / "facts" / "pledge" / "_delta_log").glob("*.json"):
        entry.write_text("{", encoding="utf-8")
    with pytest.raises(Refusal) as refusal:
        lake.read_facts("pledge")
    assert refusal.value.code == "lake.damaged"


@pytest.mark.parametrize("name", ["../x", "A", "", "a/b"])
def test_a_table_cannot_lie_outside_the_lake(tmp_path: Path, name: str) -> None:
    with pytest.raises(ValueError, match="not a table"):
        Lake(tmp_path).write_facts(name, pa.table({"a": [1]}), "w")


def test_a_sparse_list_never_erases_what_another_source_holds(tmp_path: Path) -> None:
    full = record("旧名称", "完整摘要", ("示例大学",), main_class="H01M10/05", source="a")
    sparse = record("新名称", "", (), source="b", vintage=date(2022, 1, 1))
    other = record(serial=2, source="a")
    lake = Lake(tmp_path)
    put(lake, full, other)
    put(lake, sparse)
    found = {item.key: item for item in merged(lake)}
    assert set(found) == {number(1), number(2)}
    both = found[number(1)]
    assert (both.title, both.abstract, both.applicants) == ("新名称", "完整摘要", ("示例大学",))
    assert (both.main_class, both.class_scheme, both.source) == ("H01M10/05", "ipc", "b")


def test_the_merged_record_does_not_depend_on_the_order_of_the_sources() -> None:
    records = [record("甲", "", source="a"), record("乙", "摘要", source="b"), record("丙", "别", source="c")]
    assert merge(records) == merge(records[::-1])
