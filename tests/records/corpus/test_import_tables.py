"""One file may tell of several tables; repeats and contradictions; how far an import is; many files at once."""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from tests.records.making import Rows, number, row, workbook

from zhiquan.records.corpus.gates import ACCEPT_SHARE
from zhiquan.records.corpus.importing import ahead, import_file, reading
from zhiquan.records.corpus.importing.faults import on_disk
from zhiquan.records.corpus.importing.pace import rows_in_all, share_read
from zhiquan.records.corpus.importing.several import Fate, files_of, import_each
from zhiquan.records.corpus.importing.staging import Staging
from zhiquan.records.corpus.loaders import ASIDE, RawRow, Value
from zhiquan.records.corpus.report import BatchRefused, ImportReport, read_summary
from zhiquan.records.corpus.store import Lake
from zhiquan.rules.refusal import Conflict, NotFound, Refusal
from zhiquan.rules.text import Text

VINTAGE = date(2020, 1, 1)


class Told(Rows):
    """A reader of rows given one by one."""

    def __init__(self, *rows: RawRow) -> None:
        super().__init__(0)
        self.given = rows

    def rows(self, path: Path) -> Iterator[RawRow]:
        yield from self.given


def patent(serial: int, place: str = "1", **changes: Value) -> RawRow:
    fields = {"application": number(serial), "title": "灯", "applicants": "甲", "filing_date": "2014-05-06", **changes}
    return RawRow(f"rows!{serial}", fields, {"序号": place, **fields})


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "made.txt"
    path.write_text("made", "utf-8")
    return path


def take(file: Path, lake: Path, reader: Rows, accept_share: float = ACCEPT_SHARE) -> ImportReport:
    return import_file(file, lake, vintage=VINTAGE, reader=reader, accept_share=accept_share)


def test_the_rows_of_each_table_enter_theirs_in_one_version(file: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    report = take(file, lake, Rows(40, every=4))
    assert [(table.table, table.read, table.accepted) for table in report.tables] == [
        ("patents", 40, 40), ("events", 10, 10),
    ]  # fmt: skip
    assert (report.read, report.accepted, report.version) == (50, 50, Lake(lake).version())
    assert len(list(Lake(lake).records("patents"))) == 40
    assert {event.key for event in Lake(lake).records("events")} == {number(serial) for serial in range(0, 40, 4)}
    (commit,) = Lake(lake).commits()
    assert commit.stamp["tables"] == {"patents": 40, "events": 10}


def test_the_written_report_is_the_one_returned(file: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    bad = RawRow("rows!bad", {"application": "?"}, {"申请号": "?"})
    report = take(file, lake, Told(*(patent(serial) for serial in range(30)), bad, patent(31, ipc="?")))
    stored = read_summary(lake / "reports" / f"{report.batch}.json")
    assert stored is not None
    assert stored.tables == report.tables
    assert (stored.by_reason, stored.doubts) == (report.by_reason, report.doubts)
    assert report.doubts[0].rule == "class.unreadable"


def test_the_same_told_again_under_another_running_number_is_only_repeated(file: Path, tmp_path: Path) -> None:
    rows = (patent(1, place="1"), patent(1, place="2"), patent(2))
    report = take(file, tmp_path / "lake", Told(*rows))
    assert [(reason.rule, reason.count) for reason in report.by_reason] == [("row.repeated", 1)]
    assert (report.accepted, report.tables[0].repeated) == (2, 1)


def test_the_same_right_told_differently_is_refused_and_counts_against_the_batch(file: Path, tmp_path: Path) -> None:
    rows = (patent(1), patent(1, title="另一名称"), patent(2))
    with pytest.raises(BatchRefused) as refusal:
        take(file, tmp_path / "lake", Told(*rows))
    (reason,) = refusal.value.report.by_reason
    assert (reason.rule, reason.count) == ("row.contradicted", 1)
    lake = tmp_path / "lake"
    assert take(file, lake, Told(*rows), accept_share=0.5).accepted == 2
    assert {record.title for record in Lake(lake).records()} == {"灯"}, "the first stands"


def test_rows_that_are_no_records_are_counted_and_not_held_against_the_batch(file: Path, tmp_path: Path) -> None:
    aside = [RawRow(f"rows!{n}", {"rule": "row.total"}, {"": "合计"}, ASIDE) for n in range(5)]
    report = take(file, tmp_path / "lake", Told(patent(1), *aside))
    assert (report.read, report.accepted, report.refused) == (6, 1, 5)
    lines = (tmp_path / "lake" / "reports" / f"{report.batch}.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["table"] for line in lines} == {ASIDE}


def test_two_readings_of_one_file_are_two_batches(file: Path, tmp_path: Path) -> None:
    class Mapped(Told):
        def __init__(self, digest: str, *rows: RawRow) -> None:
            super().__init__(*rows)
            self.mapping_digest = digest

    lake = tmp_path / "lake"
    batches = {take(file, lake, Mapped(digest, patent(1))).batch for digest in ("a", "b", "a")}
    assert len(batches) == 2
    assert take(file, lake, Mapped("b", patent(1))).already


def test_a_file_that_changes_under_the_import_is_not_taken(file: Path, tmp_path: Path) -> None:
    class Written(Told):
        def rows(self, path: Path) -> Iterator[RawRow]:
            yield from super().rows(path)
            path.write_text("made and more", "utf-8")

    with pytest.raises(Refusal) as refusal:
        take(file, tmp_path / "lake", Written(patent(1)))
    assert refusal.value.code == "import.changed"
    assert Lake(tmp_path / "lake").version() is None
    assert list((tmp_path / "lake" / ".staging").iterdir()) == []
    assert take(file, tmp_path / "lake", Told(patent(1))).accepted == 1


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, "lake.no-space"), (errno.EROFS, "lake.not-writable")])
def test_a_full_or_closed_disk_is_told_and_what_was_read_is_kept(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str
) -> None:
    monkeypatch.setattr(reading, "MARKED", 10)
    settle, marks = Staging.settle, iter([True, True, False])

    def full(self: Staging, read: int, tally: dict[str, object], refused: int) -> None:
        if not next(marks, True):
            raise OSError(number, "no", "disk")
        settle(self, read, tally, refused)

    with monkeypatch.context() as broken:
        broken.setattr(Staging, "settle", full)
        with pytest.raises(Refusal) as refusal:
            take(file, tmp_path / "lake", Rows(40, every=100))
    assert refusal.value.code == code
    assert take(file, tmp_path / "lake", Rows(40, every=100)).continued == 20


def test_what_sqlite_says_of_a_full_disk_is_told_and_other_faults_are_not_hidden() -> None:
    full = sqlite3.OperationalError("database or disk is full")
    full.sqlite_errorcode = sqlite3.SQLITE_FULL
    with pytest.raises(Refusal) as refusal, on_disk():
        raise full
    assert refusal.value.code == "lake.no-space"
    other = sqlite3.OperationalError("no such table")
    other.sqlite_errorcode = sqlite3.SQLITE_ERROR
    for fault in (other, OSError(errno.EIO, "no")):
        with pytest.raises(type(fault)), on_disk():
            raise fault


def test_a_batch_is_known_by_the_manifest_even_without_its_report(file: Path, tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    first = take(file, lake, Rows(40, every=4))
    shutil.rmtree(lake / "reports")
    again = take(file, lake, Rows(40, every=4))
    assert again.already
    assert (again.read, again.accepted, again.version) == (first.read, first.accepted, first.version)


def test_a_file_that_is_not_there_is_told_whatever_reads_it(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        take(tmp_path / "none", tmp_path / "lake", Rows(1))


# how far


def test_the_bytes_read_so_far_let_one_expect_how_many_rows_there_are(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 100_000)
    assert share_read(path) is None
    with path.open("rb", buffering=0) as stream:
        stream.read(25_000)
        assert share_read(path) == 0.25
        assert rows_in_all(share_read(path), None, 500) == 2_000
        assert rows_in_all(share_read(path), 1_800, 500) == 1_800
        assert rows_in_all(share_read(path), 100, 500) == 500, "a claim may be wrong"
    assert rows_in_all(share_read(path), None, 500) is None


def test_progress_is_told_with_what_the_bytes_let_one_expect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TOLD", 10)
    monkeypatch.setattr(ahead, "SLICE", 10)
    file = tmp_path / "lines.txt"
    file.write_text("x\n" * 5_000, "utf-8")

    class Lines(Rows):
        def rows(self, path: Path) -> Iterator[RawRow]:
            with path.open("rb", buffering=0) as stream:
                for serial in range(50):
                    stream.read(200)
                    yield patent(serial)

    told: list[tuple[int, int | None]] = []
    report = import_file(
        file, tmp_path / "lake", vintage=VINTAGE, reader=Lines(0), progress=lambda *pace: told.append(pace)
    )
    assert report.accepted == 50
    assert told[0] == (10, 50)
    assert told[-1][0] == 50


# many


def test_of_a_folder_every_file_is_taken_but_what_is_hidden_or_a_link(tmp_path: Path) -> None:
    for name in ("b.xlsx", "a/c.xlsx", ".hidden", ".git/d.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "link.xlsx").symlink_to(tmp_path / "b.xlsx")
    found = files_of([tmp_path, tmp_path / "b.xlsx"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["b.xlsx", "a/c.xlsx"]
    with pytest.raises(NotFound):
        files_of([tmp_path / "none"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(NotFound):
        files_of([tmp_path / "empty"])


def test_what_becomes_of_each_file_is_told_and_one_stops_no_other(tmp_path: Path) -> None:
    lake = tmp_path / "lake"
    folder = tmp_path / "in"
    folder.mkdir()
    workbook(folder / "1.xlsx", [row(1), row(2)])
    workbook(folder / "2.xlsx", [row(3, 申请日="?")])
    (folder / "3.txt").write_text("无", "utf-8")
    workbook(folder / "4.xlsx", [row(5)])

    def one(path: Path) -> ImportReport:
        return import_file(path, lake, vintage=VINTAGE)

    outcomes = list(import_each(files_of([folder]), one))
    assert [outcome.fate for outcome in outcomes] == [Fate.IMPORTED, Fate.REFUSED, Fate.PASSED_OVER, Fate.IMPORTED]
    assert [outcome.fate for outcome in import_each([folder / "1.xlsx"], one)] == [Fate.ALREADY]
    assert len(list(Lake(lake).records())) == 3


def test_what_concerns_the_lake_ends_everything(tmp_path: Path) -> None:
    def busy(path: Path) -> ImportReport:
        raise Conflict("records.busy", Text("忙", "busy"))

    def unreadable(path: Path) -> ImportReport:
        raise Refusal("import.unreadable", Text("坏", "bad"))

    with pytest.raises(Conflict):
        list(import_each([tmp_path], busy))
    (outcome,) = import_each([tmp_path], unreadable)
    assert outcome.fate is Fate.UNREADABLE
