"""The commands on records: reports that can be read, one sentence for what cannot be done, never a traceback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.records.making import number, row, workbook

from zhiquan.portal.cli.main import main
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS, EXIT_REFUSED
from zhiquan.records.search import source


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
def file(tmp_path: Path) -> str:
    rows = [*(row(serial) for serial in range(40)), row(41, 专利名称="")]
    return str(workbook(tmp_path / "清单.xlsx", rows))


def test_from_file_to_right(shell: Shell, file: str) -> None:
    said = shell("import", file, "--vintage", "2020-01-01")
    assert "读取 41 行，接受 40 行，拒绝 1 行" in said
    assert "缺少名称 [title.missing]" in said
    assert "校验位正确 40" in said
    assert "已索引 40 件" in shell("index", "build")
    assert "共 40 件" in shell("search", "TI=电池隔膜 AND AD=2014")
    assert "差异 0 处" in shell("index", "verify")
    told = shell("right", number(5)[2:], "--on", "2020-01-01")
    assert "2034-05-06" in told
    assert "第 20 年" in told
    assert "专利法" in told
    assert "清单.xlsx" in shell("corpus", "batches")
    assert "heading-table" in shell("corpus", "formats")


def test_json_for_machines(shell: Shell, file: str) -> None:
    report = shell.json("import", file, "--source", "s", "--vintage", "2020-01-01", "--division", "990101")
    assert (report["accepted"], report["by_reason"][0]["rule"], report["version"]) == (40, "title.missing", 1)
    assert shell.json("index", "build")["records"] == 40
    assert shell.json("index", "status")["behind"] is False
    found = shell.json("search", "电池", "--size", "2", "--order", "oldest")
    assert (found["total"], len(found["hits"]), found["hits"][0]["record"]["division"]) == (40, 2, "990101")
    right = shell.json("right", number(5), "--on", "2020-01-01")
    assert right["term"]["expires_on"] == "2034-05-06"
    assert [line["year"] for line in right["annuities"]] == list(range(1, 21))
    assert all(line["provision"]["act"]["zh"] for line in right["annuities"])
    assert shell.json("corpus", "batches")[0]["source"] == "s"


def test_the_same_file_again_says_so(shell: Shell, file: str) -> None:
    shell("import", file, "--vintage", "2020-01-01")
    assert "早已导入" in shell("import", file, "--vintage", "2020-01-01")


def test_a_dry_run_leaves_nothing(shell: Shell, file: str, tmp_path: Path) -> None:
    assert "未写入任何数据" in shell("import", file, "--vintage", "2020-01-01", "--dry-run")
    assert not (tmp_path / "data" / "lake").exists()


def test_english_where_it_is_asked_for(shell: Shell, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    assert "41 rows read, 40 accepted, 1 refused" in shell("import", file, "--vintage", "2020-01-01")
    assert "At character 5 of the query" in _after_build(shell, "search", "TI=(")


def _after_build(shell: Shell, *argv: str) -> str:
    shell("index", "build")
    return shell(*argv, code=EXIT_REFUSED)


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        (("import", "没有.xlsx"), "没有文件"),
        (("search", "电池"), "zhiquan index build"),
        (("index", "build"), "zhiquan import"),
        (("index", "status"), "zhiquan index build"),
        (("index", "verify"), "zhiquan index build"),
        (("right", number(1)), "zhiquan index build"),
        (("right", "CN1"), "位数有误"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(shell: Shell, argv: tuple[str, ...], sentence: str) -> None:
    said = shell(*argv, code=EXIT_REFUSED)
    assert sentence in said
    assert len(said.strip().splitlines()) == 1


def test_a_batch_with_too_many_refused_rows_shows_its_report_and_is_refused(shell: Shell, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [row(1), row(2, 申请日="?")])
    assert "整批未导入" in shell("import", str(path), "--vintage", "2020-01-01", code=EXIT_REFUSED)
    assert "接受 1 行" in shell("import", str(path), "--vintage", "2020-01-01", "--accept-share", "0.5")


def test_an_unknown_right_is_told(shell: Shell, file: str) -> None:
    shell("import", file, "--vintage", "2020-01-01")
    assert "没有号码为" in _after_build(shell, "right", number(999))


def test_an_index_that_lost_records_is_found_out(shell: Shell, file: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shell("import", file, "--vintage", "2020-01-01")
    whole = source.records
    with monkeypatch.context() as losing:
        losing.setattr(source, "records", lambda lake, version: list(whole(lake, version))[:-3])
        shell("index", "build")
    assert "索引有 37 件，数据湖有 40 件" in shell("index", "verify", code=EXIT_FOUND_FAULTS)


def test_a_foreign_document_is_found_by_its_key(shell: Shell, tmp_path: Path) -> None:
    heading = ("标题", "公开号", "申请人", "申请日", "公开日", "公开国别")
    values = ("Battery", "US10123456B2", "Ex Corp", "2016-05-06", "2018-11-06", "US")
    shell("import", str(workbook(tmp_path / "a.xlsx", [values], heading)), "--vintage", "2020-01-01")
    shell("index", "build")
    told = shell("right", "pub.US10123456B2", "--on", "2020-01-01")
    assert "Ex Corp" in told
    assert "他国的权利" in told
    right = shell.json("right", "pub.US10123456B2", "--on", "2020-01-01")
    assert (right["term"], right["annuities"], right["kind"]["en"]) == (None, [], "Invention")
