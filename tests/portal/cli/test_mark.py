"""``zhiquan mark``: two marks compared, a table looked through."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from zhiquan.portal.cli.main import root
from zhiquan.records.corpus.importing import import_file
from zhiquan.rules.refusal import Refusal

TABLE = """注册号,商标名称,类别,类似群,状态
1001,雷神山医院,5,0501,申请中
1002,雷神山,35,3503,
1003,雷神山,,,
1004,,5,,
"""


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "marks.csv"
    path.write_text(TABLE, "utf-8")
    return str(path)


def call(*arguments: str) -> Result:
    return CliRunner().invoke(root, ["mark", *arguments])


def test_similar_marks_are_listed_with_reasons_and_no_verdict(table: str) -> None:
    result = call("similar", "雷神山", "--class", "5", "--in", table)
    assert result.exit_code == 0, result.output
    assert result.output.splitlines() == [
        "读入 4 件商标，其中 1 件无文字、未比对；列出近似线索 2 件",
        "雷神山  1003  类别未知  近似可能：高 (100)",
        "    100  文字相同（不计繁简、大小写、标点）",
        "         商品：未给出类别或类似群",
        "雷神山医院  1001  第 5 类  申请中  近似可能：高 (88)",
        "     88  除“医院”外相同：雷神山",
        "     76  “雷神山医院”完整包含“雷神山”",
        "         商品：同在第 5 类，类似群不全",
        "以上为比对线索，不是近似结论，须由人判断。",
    ]


def test_a_similar_group_may_stand_for_the_class_and_the_list_may_be_json(table: str) -> None:
    result = call("similar", "雷神山", "--class", "0501", "--in", table, "--json")
    found = json.loads(result.output)
    assert (found["read"], found["without_words"]) == (4, 1)
    assert [match["comparison"]["goods"] for match in found["matches"]] == ["unknown", "similar"]


def test_nothing_similar_is_said_without_a_caveat(table: str) -> None:
    assert (
        call("similar", "苹果", "--in", table).output == "读入 4 件商标，其中 1 件无文字、未比对；列出近似线索 0 件\n"
    )


def test_two_marks_are_compared_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    assert call("compare", "茅台", "矛台").output.splitlines()[:2] == [
        "茅台 ↔ 矛台  近似可能：高 (93)",
        "     90  字形相近：茅／矛",
    ]
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    lines = call("compare", "茅台", "五粮液").output.splitlines()
    assert lines[0] == "茅台 ↔ 五粮液  no sign of similarity (0)"
    assert lines[-1] == "These are leads for a person to judge, no finding of similarity."


def test_a_comparison_as_json_carries_every_signal() -> None:
    found = json.loads(call("compare", "ABC", "ABD", "--json").output)
    assert [signal["code"] for signal in found["comparison"]["signals"]] == ["latin.spelling"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("compare", "茅台", "★"), "“★”中没有可以比较的文字"),
        (("similar", "雷神山", "--in", "nowhere.csv"), "没有文件 nowhere.csv"),
        (("similar", "雷神山", "--class", "46", "--in", "nowhere.csv"), "类别 46 不存在"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(arguments: tuple[str, ...], said: str) -> None:
    result = call(*arguments)
    assert isinstance(result.exception, Refusal)
    assert said in result.exception.text.zh


def test_the_marks_of_the_lake_are_indexed_and_searched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path / "data"))
    result = call("similar", "雷神山")
    assert isinstance(result.exception, Refusal)
    assert "zhiquan mark index" in str(result.exception.text.zh)
    listed = tmp_path / "list.csv"
    listed.write_text("注册号,商标名称,国际分类,类似群,商标状态\n1001,雷神山医院,5,0501,已注册\n1002,,5,,\n", "utf-8")
    import_file(listed, tmp_path / "data" / "lake", source="list", vintage=date(2026, 1, 1))
    built = call("index")
    assert built.output.startswith("2 件商标（其中 1 件无文字）"), built.output
    assert json.loads(call("index", "--json").output)["marks"] == 2
    found = json.loads(call("similar", "雷神山", "--class", "5", "--json").output)
    assert [match["mark"]["key"] for match in found["matches"]] == ["tm.CN.1001"]
