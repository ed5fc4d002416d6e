"""``zhiquan corpus``: what the lake holds, taking back, putting right; damage exits with its own code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.records.making import number, row, workbook

from zhiquan.portal.cli.main import main
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, EXIT_REFUSED


class Shell:
    """Runs commands in a data folder of their own."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *argv: str, code: int = 0) -> str:
        with pytest.raises(SystemExit) as ended:
            main(argv)
        out = self._capsys.readouterr()
        assert ended.value.code == code, out.err
        return out.err if code == EXIT_REFUSED else out.out

    def json(self, *argv: str, code: int = 0) -> Any:
        return json.loads(self(*argv, "--json", code=code))


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Shell:
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")
    return Shell(capsys)


@pytest.fixture
def filled(shell: Shell, tmp_path: Path) -> Shell:
    for turn in (1, 2):
        rows = [*(row(serial) for serial in range(20 * turn, 20 * turn + 20)), row(99, 专利名称="")]
        shell("import", str(workbook(tmp_path / f"{turn}.xlsx", rows)), "--vintage", f"202{turn}-01-01")
    return shell


def test_batches_and_history(filled: Shell) -> None:
    assert [one["file"] for one in filled.json("corpus", "batches")] == ["2.xlsx", "1.xlsx"]
    assert "接受 20，拒绝 1" in filled("corpus", "batches")
    assert "已退回到版本 1，记为版本 3。" in filled("corpus", "rollback", "1")
    assert [one["file"] for one in filled.json("corpus", "batches")] == ["1.xlsx"]
    assert [one["kind"] for one in filled.json("corpus", "history")] == ["rollback", "put", "put"]
    assert "退回  到版本 1" in filled("corpus", "history")
    assert filled.json("corpus", "rollback", "2") == {"version": 4, "target": 2}
    assert "没有版本 9" in filled("corpus", "rollback", "9", code=EXIT_REFUSED)


def test_an_empty_lake_is_told(shell: Shell) -> None:
    for command in ("batches", "history", "datasets"):
        assert "还没有导入数据" in shell("corpus", command)
    assert "还没有导入数据" in shell("corpus", "show", number(1), code=EXIT_REFUSED)
    assert "没有可合并" in shell("corpus", "compact")
    assert "完好" in shell("corpus", "verify")


def test_a_sound_lake_and_a_damaged_one(filled: Shell, tmp_path: Path) -> None:
    assert "完好" in filled("corpus", "verify")
    assert filled.json("corpus", "verify")["rows"] == {"patents": 40}
    next((tmp_path / "data" / "lake" / "patents").rglob("*.parquet")).unlink()
    assert "lake.file-missing" in filled("corpus", "verify", code=EXIT_FOUND_FAULTS)
    assert filled.json("corpus", "verify", code=EXIT_FOUND_FAULTS)["sound"] is False


def test_small_files_are_joined(filled: Shell, tmp_path: Path) -> None:
    rows = workbook(tmp_path / "3.xlsx", [row(serial) for serial in range(80, 90)])
    source = filled.json("corpus", "batches")[0]["source"]
    filled("import", str(rows), "--vintage", "2023-01-01", "--source", source)
    assert "记为版本 4" in filled("corpus", "compact")
    assert filled.json("corpus", "compact") == {"version": None}
    assert "整理" in filled("corpus", "history")


def test_files_of_no_version_are_listed_and_deleted_only_when_asked(filled: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "lake" / "patents"
    held = sorted(folder.rglob("*.parquet"))
    left = held[0].with_name("left.parquet")
    left.write_bytes(b"half a file")
    assert "没有残留文件" in filled("corpus", "sweep")  # it may be a writer's that is at work
    assert "left.parquet" in filled("corpus", "sweep", "--days", "0")
    assert [one["size"] for one in filled.json("corpus", "sweep", "--days", "0")["files"]] == [11]
    assert left.exists()
    assert "已删除 1 个文件" in filled("corpus", "sweep", "--days", "0", "--delete")
    assert sorted(folder.rglob("*.parquet")) == held
    assert "没有残留文件" in filled("corpus", "sweep", "--days", "0", "--delete")


def test_status_and_high_value_follow_imports_and_rollbacks(filled: Shell) -> None:
    assert "已是最新" in filled("corpus", "statuses")
    filled("corpus", "rollback", "1")
    assert "40 段状态" in filled("corpus", "statuses")
    assert filled.json("corpus", "statuses") is None


def test_one_right_with_the_source_of_each_field_and_a_correction(filled: Shell) -> None:
    said = filled("corpus", "show", number(25)[2:])
    assert "一种电池隔膜 25  [heading-table:1]" in said
    written = filled.json("corpus", "correct", number(25), "status", "有效", "--reason", "登记簿", "--by", "甲")
    said = filled("corpus", "show", number(25))
    assert "有效  [correction]" in said
    assert "更正 status：登记簿，甲" in said
    told = filled.json("corpus", "show", number(25), "--version", "2")
    assert told["record"]["status"] == ""
    assert [one["value"] for one in told["corrections"]] == ["有效"]
    assert "已记入" in filled("corpus", "withdraw", written["record"], "--reason", "误记", "--by", "乙")
    assert "correction" not in filled("corpus", "show", number(25))
    assert "没有 pub.CN104282860A" in filled("corpus", "show", "CN 104282860 A", code=EXIT_REFUSED)
    assert "没有 tm.CN.1" in filled("corpus", "show", "tm.CN.1", code=EXIT_REFUSED)
    assert "不能更正" in filled("corpus", "correct", number(25), "key", "x", "--reason", "r", code=EXIT_REFUSED)


def test_a_day_can_be_asked_for(filled: Shell) -> None:
    assert "那时还没有数据" in filled("corpus", "show", number(25), "--on", "2000-01-01", code=EXIT_REFUSED)
    assert "电池隔膜" in filled("corpus", "show", number(25), "--on", "2200-01-01")


def test_the_data_sets(filled: Shell) -> None:
    said = filled("corpus", "datasets")
    assert "截至 2022-01-01，1 批" in said
    assert "专利  20  CN 20  申请 2014–2014  有摘要 100%" in said
    assert "缺少名称 [title.missing]" in said
    told = filled.json("corpus", "datasets")
    assert [one["vintage"] for one in told["sets"]] == ["2021-01-01", "2022-01-01"]


def test_the_place_of_the_tables(shell: Shell, tmp_path: Path, file_url: str) -> None:
    assert shell("corpus", "place").strip() == str(tmp_path / "data" / "lake")
    assert shell.json("corpus", "place", file_url, "--option", "timeout=30s") == {
        "root": file_url,
        "options": {"timeout": "30s"},
    }
    rows = workbook(tmp_path / "1.xlsx", [row(serial) for serial in range(5)])
    shell("import", str(rows), "--vintage", "2020-01-01")
    assert (tmp_path / "elsewhere" / "patents" / "_delta_log").is_dir()
    assert not (tmp_path / "data" / "lake" / "patents").exists()
    assert "完好" in shell("corpus", "verify")
    assert "已有数据" in shell("corpus", "place", file_url, code=EXIT_REFUSED)


@pytest.fixture
def file_url(tmp_path: Path) -> str:
    return (tmp_path / "elsewhere").as_uri()
