"""The lake: batches of several tables, all visible at once; what replaces what; versions; facts tables."""

from __future__ import annotations

import re
import shutil
import threading
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from deltalake import QueryBuilder
from tests.records.corpus.laking import mark, put, reader
from tests.records.making import number, record

from zhiquan.records.corpus.model import PatentRecord
from zhiquan.records.corpus.store import Kind, Lake
from zhiquan.records.corpus.store import writing as writing_module
from zhiquan.records.corpus.store.manifest import Manifests
from zhiquan.records.corpus.store.schema import from_batch, to_batch
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text
from zhiquan.settings.now import now

LATER = date(2022, 1, 1)


def titles(lake: Lake, version: int | None = None) -> dict[str, str]:
    return {one.record: one.title for one in lake.records("patents", version)}


def test_a_record_comes_back_as_it_was(tmp_path: Path) -> None:
    whole = record("名", "摘", ("甲", "乙"), main_class="06-01")
    assert list(from_batch(PatentRecord, to_batch("patents", [whole]))) == [whole]
    assert PatentRecord.from_json(whole.to_json()) == whole
    lake = Lake(tmp_path)
    lake.put({"patents": reader("patents", [whole])}, "test", {"batch": "batch"})
    assert list(lake.records("patents")) == [whole]


def test_all_tables_of_a_batch_become_visible_at_once(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    version = put(lake, "a", patents=[record()], marks=[mark(source="test")])
    assert (version, lake.version()) == (1, 1)
    assert [one.text for one in lake.records("marks")] == ["示例"]
    assert lake.manifests.at(1).tables.keys() == {"patents", "marks"}
    assert list(lake.records("events")) == []
    with pytest.raises(NotFound):
        list(lake.records("pets"))


def test_a_page_reads_a_table_as_it_was_opened_before_and_a_restored_lake_anew(
    tmp_path: Path,
) -> None:
    first, second = record("先"), record("后")
    folder = tmp_path / "lake"
    put(Lake(folder), patents=[first])
    assert [one.title for one in Lake(folder).about("patents", "key", [first.key])] == ["先"]
    assert Lake(folder).opened("patents", again=True) is Lake(folder).opened("patents", again=True)
    put(Lake(tmp_path / "backup"), patents=[second])
    shutil.rmtree(folder)
    (tmp_path / "backup").rename(folder)
    assert [one.title for one in Lake(folder).about("patents", "key", [first.key])] == ["后"]


def test_a_key_is_sought_only_in_groups_that_hold_it_though_rows_lie_in_another_order(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every group spans all keys by its first and last one, so that only its Bloom filter can tell."""
    monkeypatch.setattr(writing_module, "GROUP", 10)
    lake = Lake(tmp_path)
    rows = {record(serial=at * 37 % 101).key: f"{at:03}" for at in range(100)}
    put(lake, patents=[replace(record(serial=at * 37 % 101), record=f"{at:03}") for at in range(100)])
    there, missing = record(serial=50).key, record(serial=64).key
    assert [one.record for one in lake.about("patents", "key", [there])] == [rows[there]]
    for key, read in ((there, 1), (missing, 0)):
        plan = f"EXPLAIN ANALYZE SELECT title FROM held WHERE key IN ('{key}')"
        told = pa.RecordBatchReader.from_stream(
            QueryBuilder().register("held", lake.opened("patents")).execute(plan)
        ).read_all()
        met = re.search(r"row_groups_pruned_bloom_filter=(\d+) total → (\d+) matched", str(told.to_pylist()))
        assert met is not None
        assert (met[1], met[2]) == ("10", str(read))


def test_a_lake_that_stands_still_answers_from_its_moment(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, patents=[record(serial=1)])
    still = lake.still()
    put(lake, "later", patents=[record(serial=2)])
    assert (lake.version(), still.version()) == (2, 1)
    assert [one.key for one in still.records()] == [record(serial=1).key]
    assert len(list(lake.records())) == 2
    assert Lake(tmp_path / "none").still().version() is None


def test_a_row_is_replaced_unless_the_held_one_speaks_as_of_a_later_day(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record("一", serial=1), record("二", serial=2, vintage=LATER), record("三", serial=3)])
    put(lake, "b", patents=[record("新一", serial=1), record("新二", serial=2), record("新四", serial=4)])
    assert titles(lake) == {number(1): "新一", number(2): "二", number(3): "三", number(4): "新四"}
    assert titles(lake, 1) == {number(1): "一", number(2): "二", number(3): "三"}
    assert {batch: rows for (_, batch), (rows, _) in lake.manifests.held(2).items()} == {"a": 2, "b": 2}


def test_the_same_record_of_two_sources_is_two_rows_and_names_may_hold_quotes(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record("一", source="一'源")])
    put(lake, "b", patents=[record("二", source="二/源 %20")])
    put(lake, "c", patents=[record("又一", source="一'源")])
    assert sorted((one.source, one.title) for one in lake.records()) == [("一'源", "又一"), ("二/源 %20", "二")]
    assert lake.verify().sound


def test_replacing_many_goes_in_slices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing_module, "MERGED_AT_ONCE", 7)
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record("旧", serial=serial) for serial in range(40)])
    put(lake, "b", patents=[record("新", serial=serial) for serial in range(20, 60)])
    assert sorted(titles(lake).values()) == ["新"] * 40 + ["旧"] * 20
    assert lake.place.table("patents").version() == 5
    assert lake.verify().sound


def test_a_record_twice_in_a_batch_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record(serial=9)])
    with pytest.raises(Refusal) as refusal:
        put(lake, "b", marks=[mark(source="test")], patents=[record("一"), record("二")])
    assert refusal.value.code == "lake.repeated"
    assert lake.version() == 1
    assert list(lake.records("marks")) == []
    put(lake, "c", patents=[record("三")])
    assert list(lake.records("marks")) == []
    assert lake.verify().sound


def test_rows_of_another_source_are_a_mistake_of_the_caller(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another source"):
        Lake(tmp_path).put({"patents": reader("patents", [record()])}, "other", {})


def test_a_batch_has_a_source_and_may_bring_nothing(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with pytest.raises(ValueError, match="a source"):
        lake.put({}, "", {})
    assert lake.put({}, "s", {"batch": "a"}) == 1
    assert lake.put({"patents": reader("patents", [])}, "s", {"batch": "b"}) == 2
    assert list(lake.records()) == []
    assert [row.batch for row in lake.batches()] == ["b", "a"]
    assert lake.verify().sound


def test_what_a_dead_writer_left_between_tables_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record("一", serial=1)])

    def dies(self: Manifests, row: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Manifests, "append", dies)
        with pytest.raises(KeyboardInterrupt):
            put(lake, "b", patents=[record("半", serial=1), record("半", serial=2)], marks=[mark(source="test")])
    assert lake.place.table("patents").version() > lake.manifests.at(1).tables["patents"]
    assert titles(lake) == {number(1): "一"}
    assert list(lake.records("marks")) == []
    put(lake, "c", patents=[record("三", serial=3)])
    assert titles(lake) == {number(1): "一", number(3): "三"}
    put(lake, "d", marks=[mark("7", source="test")])
    assert [one.number for one in lake.records("marks")] == ["7"]
    assert lake.verify().sound


def test_the_first_batch_may_die_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lake = Lake(tmp_path)

    def dies(self: Manifests, row: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Manifests, "append", dies)
        with pytest.raises(KeyboardInterrupt):
            put(lake, "a", patents=[record("半")])
    assert lake.version() is None
    with pytest.raises(NotFound):
        list(lake.records())
    assert put(lake, "a", patents=[record("全")]) == 1
    assert titles(lake) == {number(1): "全"}


def test_a_rollback_deletes_nothing_and_can_itself_be_taken_back(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record("一")])
    put(lake, "b", patents=[record("二"), record("二", serial=2)])
    assert lake.rollback(1) == 3
    assert titles(lake) == {number(1): "一"}
    assert [row.batch for row in lake.batches()] == ["a"]
    assert [row.kind for row in lake.history()] == [Kind.ROLLBACK, Kind.PUT, Kind.PUT]
    assert lake.rollback(2) == 4
    assert titles(lake) == {number(1): "二", number(2): "二"}
    assert [row.batch for row in lake.batches()] == ["b", "a"]
    assert lake.rollback(1) == 5
    put(lake, "c", patents=[record("三", serial=3)])
    assert titles(lake) == {number(1): "一", number(3): "三"}
    assert [row.batch for row in lake.batches()] == ["c", "a"]
    assert lake.verify().sound
    with pytest.raises(NotFound):
        lake.rollback(99)


def test_small_files_are_joined_and_every_version_stays_readable(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    for serial in range(6):
        put(lake, str(serial), patents=[record(str(serial), serial=serial)])
    before = titles(lake)
    assert lake.compact() == 7
    assert len(lake.opened("patents").file_uris()) == 1
    assert titles(lake) == before
    assert len(titles(lake, 3)) == 3
    assert lake.compact() is None
    assert len(lake.batches()) == 6
    assert lake.verify().sound


def test_the_state_of_a_day_can_be_read(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record("一")])
    between = now()
    put(lake, "b", patents=[record("二")])
    assert titles(lake, lake.version_on(between)) == {number(1): "一"}
    assert lake.version_on(now()) == 2
    with pytest.raises(NotFound):
        lake.version_on(between - timedelta(days=9))


def test_however_many_numbers_are_asked_for_at_once_those_that_are_there_come_once(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, patents=[record(serial=serial) for serial in (1, 2)])
    asked = [f"CN{serial:012}.0" for serial in range(41_000)] + [number(1), number(2), number(2)]
    assert sorted(one.key for one in lake.about("patents", "key", asked)) == sorted((number(1), number(2)))


def test_a_lake_of_an_older_program_says_to_import_again(tmp_path: Path) -> None:
    Lake(tmp_path).place.make("patents", pa.schema({"key": pa.string()}))
    for act in (lambda: list(Lake(tmp_path).records()), lambda: put(Lake(tmp_path), patents=[record()])):
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.code == "lake.old-form"


def test_a_column_the_model_gained_is_added_to_a_held_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    narrow = pa.schema([column for column in writing_module.SCHEMAS["patents"] if column.name != "claim"])
    lake = Lake(tmp_path)
    with monkeypatch.context() as patch:
        patch.setattr(writing_module, "SCHEMAS", {**writing_module.SCHEMAS, "patents": narrow})
        rows = next(iter(reader("patents", [record(serial=serial) for serial in (1, 2)])))
        given = pa.RecordBatchReader.from_batches(narrow, [rows.select(narrow.names)])
        lake.put({"patents": given}, "test", {"batch": "a"})
    put(lake, "b", patents=[replace(record(serial=1), claim="权一"), replace(record(serial=3), claim="权三")])
    assert {one.key: one.claim for one in lake.records()} == {number(1): "权一", number(2): "", number(3): "权三"}


def test_two_writers_do_not_write_at_once(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    with only_writer(tmp_path / ".writing.lock", Text("数据湖", "the lake")), pytest.raises(Conflict):
        put(lake, patents=[record()])


def test_of_writers_on_several_machines_one_wins_and_the_others_are_told(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    put(lake, "a", patents=[record()])
    row = lake.manifests.at(1)
    ready, outcomes = threading.Barrier(5), []

    def write() -> None:
        manifests = Manifests(lake.place)
        ready.wait()
        try:
            outcomes.append(manifests.append(row).number)
        except Conflict as conflict:
            outcomes.append(conflict.code)

    writers = [threading.Thread(target=write) for _ in range(5)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    won = [one for one in outcomes if isinstance(one, int)]
    assert won
    assert len(won) == len(set(won))
    assert set(outcomes) - set(won) <= {"lake.raced"}
    assert set(Manifests(lake.place).all()) == {1, *won}


def test_facts_are_replaced_and_every_version_stays(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    first = lake.write_facts("pledge", pa.table({"amount": [1, 2]}), "2026-01-01")
    second = lake.write_facts("pledge", pa.table({"amount": [3], "division": ["990101"]}), "2026-02-01")
    assert lake.read_facts("pledge").to_pylist() == [{"amount": 3, "division": "990101"}]
    assert lake.read_facts("pledge", first).to_pylist() == [{"amount": 1}, {"amount": 2}]
    assert [commit.stamp["watermark"] for commit in lake.commits("pledge")] == ["2026-02-01", "2026-01-01"]
    assert second > first
    assert lake.version("pledge") == second
    files = lake.table_files("pledge", first)
    assert [Path(file).suffix for file in files] == [".parquet"]
    assert Path(files[0]).is_file()


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    lake = Lake(tmp_path)
    assert lake.version() is None
    assert list(lake.commits()) == []
    assert list(lake.commits("pledge")) == []
    for ask in (lambda: list(lake.records()), lambda: lake.read_facts("pledge"), lambda: lake.manifests.at(None)):
        with pytest.raises(NotFound):
            ask()
    lake.write_facts("pledge", pa.table({"amount": [1]}), "w")
    with pytest.raises(NotFound) as refusal:
        lake.read_facts("pledge", 9)
    assert refusal.value.code == "lake.no-version"
    put(lake, patents=[record()])
    with pytest.raises(NotFound):
        list(lake.records("patents", 9))


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
