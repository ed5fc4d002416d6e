"""Imports: one atomic version, a report for every refused row, the same file recognised."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from tests.records.making import number, row, workbook

from zhiquan.records.corpus.importing import import_file, reading, staging
from zhiquan.records.corpus.report import BatchRefused, ImportReport
from zhiquan.records.corpus.store import Lake
from zhiquan.records.lock import only_writer
from zhiquan.rules.refusal import Conflict
from zhiquan.rules.text import Text

VINTAGE = date(2020, 1, 1)


def take(path: Path, lake: Path, **options: object) -> ImportReport:
    return import_file(path, lake, **{"vintage": VINTAGE, "division": "990101", **options})  # type: ignore[arg-type]


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    return tmp_path / "lake"


@pytest.fixture
def mixed(tmp_path: Path) -> Path:
    """Forty sound rows, one without title, one repeated."""
    rows = [*(row(serial) for serial in range(40)), row(41, 专利名称=""), row(3)]
    return workbook(tmp_path / "mixed.xlsx", rows)


def test_sound_rows_enter_and_refused_ones_are_listed_with_their_raw_row(mixed: Path, lake: Path) -> None:
    report = take(mixed, lake)
    assert (report.read, report.accepted, report.refused, report.version) == (42, 40, 2, 1)
    assert [(reason.rule, reason.count) for reason in report.by_reason] == [("row.repeated", 1), ("title.missing", 1)]
    assert sum(report.by_standing.values()) == 40
    assert {record.key for record in Lake(lake).records()} == {number(serial) for serial in range(40)}
    lines = (lake / "reports" / f"{report.batch}.jsonl").read_text("utf-8").splitlines()
    refused = [json.loads(line) for line in lines]
    assert [line["rule"] for line in refused] == ["title.missing", "row.repeated"]
    assert refused[0]["raw"]["申请号"] == number(41)
    summary = json.loads((lake / "reports" / f"{report.batch}.json").read_text("utf-8"))
    assert (summary["accepted"], summary["version"]) == (40, 1)


def test_the_commit_says_what_was_imported(mixed: Path, lake: Path) -> None:
    report = take(mixed, lake)
    (commit,) = Lake(lake).commits()
    assert commit.version == 1
    assert (commit.stamp["batch"], commit.stamp["file"]) == (report.batch, "mixed.xlsx")
    assert (commit.stamp["accepted"], commit.stamp["refused"], len(commit.stamp["sha256"])) == (40, 2, 64)


def test_the_same_file_again_changes_nothing(mixed: Path, lake: Path) -> None:
    first = take(mixed, lake)
    again = take(mixed, lake)
    assert again.already
    assert (again.version, again.accepted, again.by_reason) == (1, 40, first.by_reason)
    assert Lake(lake).version() == 1
    assert take(mixed, lake, dry_run=True).already
    assert not take(mixed, lake, source="another").already


def test_a_dry_run_writes_nothing(mixed: Path, lake: Path, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    report = take(mixed, lake, dry_run=True)
    assert (report.accepted, report.version) == (40, None)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_later_file_of_the_source_replaces_and_the_earlier_version_stays_readable(tmp_path: Path, lake: Path) -> None:
    take(workbook(tmp_path / "a.xlsx", [row(1), row(2)]), lake, source="s")
    changed = workbook(tmp_path / "b.xlsx", [row(2, 专利名称="新名称"), row(3)])
    take(changed, lake, source="s", vintage=date(2021, 1, 1))
    titles = {record.key: record.title for record in Lake(lake).records()}
    assert len(titles) == 3
    assert titles[number(2)] == "新名称"
    assert {record.title for record in Lake(lake).records("patents", 1)} == {"一种电池隔膜 1", "一种电池隔膜 2"}


def test_an_older_vintage_does_not_overwrite_a_newer_one(tmp_path: Path, lake: Path) -> None:
    take(workbook(tmp_path / "a.xlsx", [row(1)]), lake, source="s")
    take(workbook(tmp_path / "b.xlsx", [row(1, 专利名称="旧名称")]), lake, source="s", vintage=date(2019, 1, 1))
    assert [record.title for record in Lake(lake).records()] == ["一种电池隔膜 1"]


def test_sources_stand_side_by_side(tmp_path: Path, lake: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(1)])
    take(path, lake, source="一'源")
    take(path, lake, source="二")
    assert sorted(record.source for record in Lake(lake).records()) == ["一'源", "二"]


def test_too_many_refused_rows_keep_the_whole_batch_outside(tmp_path: Path, lake: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(1), row(2, 申请日="?")])
    with pytest.raises(BatchRefused) as refusal:
        take(path, lake)
    assert refusal.value.report.refused == 1
    assert "50.0%" in refusal.value.text.zh
    assert Lake(lake).version() is None
    assert (lake / "reports" / f"{refusal.value.report.batch}.jsonl").is_file()
    assert take(path, lake, accept_share=0.5).accepted == 1


def test_a_file_without_rows_is_not_a_batch(tmp_path: Path, lake: Path) -> None:
    with pytest.raises(BatchRefused):
        take(workbook(tmp_path / "a.xlsx", []), lake)


def test_rows_pass_in_slices_and_progress_is_told(tmp_path: Path, lake: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(staging, "SLICE", 100)
    monkeypatch.setattr(reading, "TOLD", 200)
    sizes: list[int] = []
    real = staging.to_batch
    monkeypatch.setattr(staging, "to_batch", lambda table, records: sizes.append(len(records)) or real(table, records))
    told: list[tuple[int, int | None]] = []
    path = workbook(tmp_path / "a.xlsx", [row(serial) for serial in range(450)])
    report = take(path, lake, progress=lambda done, total: told.append((done, total)))
    assert report.accepted == 450
    assert sizes == [100, 100, 100, 100, 50]
    assert [done for done, _ in told] == [200, 400, 450]


def test_two_imports_at_once_are_refused(mixed: Path, lake: Path) -> None:
    with only_writer(lake / ".lock", Text("数据湖", "lake")), pytest.raises(Conflict):
        take(mixed, lake)


KILLED = """
import os, signal, sys
from datetime import date
from pathlib import Path
from zhiquan.records.corpus import importing
from zhiquan.records.corpus.store import Lake
def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
if sys.argv[3] == "before":
    Lake.put = die
else:
    put = Lake.put
    Lake.put = lambda *given: put(*given) and die()
importing.import_file(Path(sys.argv[1]), Path(sys.argv[2]), vintage=date(2020, 1, 1), division="990101")
"""


@pytest.mark.parametrize("point", ["before", "after"])
def test_an_import_killed_around_its_commit_is_whole_or_not_there(mixed: Path, lake: Path, point: str) -> None:
    killed = subprocess.run([sys.executable, "-c", KILLED, str(mixed), str(lake), point], check=False)
    assert killed.returncode == -signal.SIGKILL
    report = take(mixed, lake)
    assert report.already == (point == "after")
    assert (report.version, report.accepted, report.refused) == (1, 40, 2)
    assert len(list(Lake(lake).records())) == 40
    assert list((lake / ".staging").glob("*")) == [] or report.already
