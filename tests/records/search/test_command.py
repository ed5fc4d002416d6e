"""``zhiquan search`` and ``zhiquan index``: what their options ask for, and what is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.records.making import number, row, workbook

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


def test_words_similar_rights_completions_and_fields_are_asked_for_by_options(said, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    out, code = said("search", "--smart", "示例的电池", "--within", "KI=发明")
    assert code == 0
    assert "按词语相关排序：示例、电池" in out
    assert "共 8 件" in out
    out, _ = said("search", "--similar", number(1))
    assert number(3) in out
    assert "    = 离子、锂离子" in out
    assert "H01M10/0525" in out
    assert 'PA="示例大学"' in said("search", "--suggest", "示例")[0]
    assert json.loads(said("search", "--suggest", "示例", "--json")[0])[0]["kind"] == "name"
    assert "IC    国际专利分类，含下位" in said("search", "--fields")[0]
    region = tmp_path / "data" / "region" / "search"
    region.mkdir(parents=True)
    (region / "synonyms.yaml").write_text("synonyms:\n  - [蓄电池, 电池]\n", encoding="utf-8")
    out, _ = said("search", "--synonyms", "TI=蓄电池")
    assert "共 4 件" in out
    assert "“蓄电池”连同：电池" in out
    assert said("search", "蓄电池")[0].startswith("共 0 件")
    assert said("search")[1] == 2


def test_the_index_is_brought_up_to_date_by_what_changed(said, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "索引已是最新" in said("index", "update")[0]
    said("import", str(workbook(tmp_path / "b.xlsx", [row(20, 专利名称="隔膜")])), "--vintage", "2020-01-01")
    assert "zhiquan index update" in said("index", "status")[0]
    out, code = said("index", "update", "--wait", "5")
    assert code == 0
    assert "已索引 9 件" in out
    assert "其中变化 1 件" in out
    assert "共 1 件" in said("search", "TI=隔膜")[0]
    assert json.loads(said("index", "update", "--json")[0])["changed"] == 0
