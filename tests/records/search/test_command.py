"""``zhiquan search``: earlier queries, and a total that is only a lower bound."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.records.making import row, workbook

from zhiquan.portal.cli.main import main
from zhiquan.records.search.engines.tantivy import nearby


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> object:
    """Run a command in a data folder of its own and return what it prints and its exit code."""
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")

    def run(*argv: str) -> tuple[str, object]:
        with pytest.raises(SystemExit) as ended:
            main(argv)
        captured = capsys.readouterr()
        return captured.out + captured.err, ended.value.code

    rows = [row(serial, 专利名称="电池" if serial % 2 else "电的池", 申请人="示例大学") for serial in range(8)]
    run("import", str(workbook(tmp_path / "a.xlsx", rows)), "--vintage", "2020-01-01")
    run("index", "build")
    return run


def test_earlier_queries_are_given_in_order(said) -> None:  # type: ignore[no-untyped-def]
    out, code = said("search", "--set", "TI=电池", "--set", "PA=大学", "#1 AND #2")
    assert code == 0
    assert "共 4 件" in out
    out, code = said("search", "--set", "TI=电池", "#1 AND #2")
    assert code == 1
    assert "没有检索集 #2" in out


def test_a_total_that_is_a_lower_bound_says_so(said, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[no-untyped-def]
    assert "共 8 件" in said("search", "TI=(电 1W 池)")[0]
    monkeypatch.setattr(nearby, "MOST_READ", 3)
    assert "至少 3 件" in said("search", "TI=(池 1D 电)")[0]
