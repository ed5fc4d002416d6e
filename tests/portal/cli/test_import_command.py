"""``zhiquan import`` over several files and folders: a line for each, the sum, an exit code that says whether all is
well."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.records.making import row, workbook

from zhiquan.portal.cli.import_report import show_report
from zhiquan.portal.cli.importing import progress_bar
from zhiquan.portal.cli.main import main
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, EXIT_REFUSED
from zhiquan.records.corpus.importing import import_file
from zhiquan.records.corpus.store import Lake
from zhiquan.records.lock import only_writer
from zhiquan.rules.text import Text

Shell = Callable[..., str]


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")

    def run(*argv: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(("import", *argv, "--vintage", "2020-01-01"))
        out = capsys.readouterr()
        assert ended.value.code == code, out.err
        return out.err if code == EXIT_REFUSED else out.out

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inside = tmp_path / "清单"
    inside.mkdir()
    workbook(inside / "一.xlsx", [row(1), row(2)])
    workbook(inside / "二.xlsx", [row(3)])
    return inside


def test_a_folder_is_imported_file_by_file_with_the_sum(shell: Shell, folder: Path) -> None:
    said = shell(str(folder))
    assert [line.split() for line in said.splitlines()[1:-1]] == [
        ["2", "2", "0", "已导入", "一.xlsx"],
        ["1", "1", "0", "已导入", "二.xlsx"],
    ]
    assert said.splitlines()[-1] == "2 个文件：读取 3 行，接受 3 行，拒绝 0 行；0 个未导入"
    assert shell(str(folder)).count("早已导入") == 2


def test_files_named_one_by_one_may_share_a_source(shell: Shell, folder: Path) -> None:
    files = sorted(str(path) for path in folder.iterdir())
    told = json.loads(shell(*files, "--source", "s", "--json"))
    assert [one["fate"] for one in told["files"]] == ["imported", "imported"]
    assert {one["report"]["source"] for one in told["files"]} == {"s"}
    assert {one["report"]["tables"][0]["table"] for one in told["files"]} == {"patents"}


def test_a_file_that_cannot_be_taken_is_told_and_the_others_are_taken(shell: Shell, folder: Path) -> None:
    workbook(folder / "三.xlsx", [row(4, 申请日="?")])
    (folder / "说明.txt").write_text("说明", "utf-8")
    said = shell(str(folder), code=EXIT_FOUND_FAULTS)
    assert "整批被拒" in said
    assert "格式不可导入" in said
    assert "2 个未导入" in said
    assert shell(str(folder), "--accept-share", "1", code=EXIT_FOUND_FAULTS).count("早已导入") == 2


def test_files_of_no_known_format_are_no_fault_beside_others(shell: Shell, folder: Path) -> None:
    (folder / "说明.txt").write_text("说明", "utf-8")
    assert "1 个未导入" in shell(str(folder))
    alone = folder / "说明"
    alone.mkdir()
    (folder / "说明.txt").rename(alone / "说明.txt")
    shell(str(alone), code=EXIT_FOUND_FAULTS)


def test_a_dry_run_over_a_folder_writes_nothing(shell: Shell, folder: Path, tmp_path: Path) -> None:
    assert shell(str(folder), "--dry-run").count("已检查") == 2
    assert not (tmp_path / "data" / "lake").exists()


def test_a_second_import_at_once_is_told_in_one_sentence(shell: Shell, folder: Path, tmp_path: Path) -> None:
    with only_writer(tmp_path / "data" / "lake" / ".lock", Text("数据湖", "the lake")):
        assert "另一个进程正在写入数据湖" in shell(str(folder), code=EXIT_REFUSED)
        assert "另一个进程正在写入数据湖" in shell(str(folder / "一.xlsx"), code=EXIT_REFUSED)


def test_status_follows_what_was_taken_and_waits_for_another_that_reckons(
    shell: Shell, folder: Path, tmp_path: Path
) -> None:
    lake = tmp_path / "data" / "lake"
    (folder / "三.csv").write_bytes(b"\x89PNG")
    with only_writer(lake / ".reckoning.lock", Text("状态", "status")):
        assert "已导入" in shell(str(folder / "一.xlsx"), str(folder / "二.xlsx"))
    assert Lake(lake).version("status") is None
    workbook(folder / "四.xlsx", [row(4), row(5, 专利名称=""), row(6, 专利名称="")])
    shell(str(folder), code=EXIT_FOUND_FAULTS)
    assert len({one["key"] for one in Lake(lake).read_facts("status").to_pylist()}) == 3


def test_a_file_of_several_tables_is_told_table_by_table(shell: Shell, tmp_path: Path) -> None:
    heading = ("专利名称", "申请号", "申请人", "申请日", "公开号", "授权公告号", "授权公告日")
    values = ("一种电池", row(1)[1], "示例大学", "2014-05-06", "CN104282860A", "CN104282860B", "2016-08-10")
    said = shell(str(workbook(tmp_path / "a.xlsx", [values], heading)))
    assert "专利: 读取 1，接受 1，拒绝 0" in said
    assert "法律事件: 读取 1，接受 1，拒绝 0" in said


class Terminal(io.StringIO):
    """An error stream that is a terminal."""

    def isatty(self) -> bool:
        return True


def test_on_a_terminal_the_way_is_shown_with_rows_and_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    monkeypatch.setattr("sys.stderr", terminal)
    with progress_bar("a.xlsx") as progress:
        assert progress is not None
        for done in (10_000, 20_000, 30_000):
            progress(done, 40_000)
        progress(50_000, 40_000)
    shown = terminal.getvalue()
    assert "30000/40000" in shown
    assert "50000/50000" in shown, "a claim may be too small"
    assert "/s" in shown


def test_where_the_output_goes_elsewhere_nothing_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress_bar("a.xlsx") as progress:
        assert progress is None


def test_a_report_says_what_an_earlier_run_had_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")
    path = workbook(tmp_path / "a.xlsx", [row(1)])
    report = import_file(path, tmp_path / "lake", vintage=date(2020, 1, 1), dry_run=True)
    show_report(replace(report, continued=20_000, by_standing={}), dry_run=True)
    said = capsys.readouterr().out
    assert "已读 20000 行" in said
    assert "申请号" not in said
