"""``zhiquan indicators``: definitions are checked with their own tests, listed and shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.portal.cli.main import root


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path))

    def _run(*arguments: str, code: int = 0) -> str:
        result = CliRunner().invoke(root, ["indicators", *arguments])
        assert result.exit_code == code, result.output
        return result.output

    return _run


def test_the_shipped_indicators_hold_together_and_pass_their_own_tests(run: Any) -> None:
    told = json.loads(run("check", "--json"))
    assert told["failed"] == []
    assert told["indicators"] >= 80


def test_an_indicator_that_fails_its_own_test_is_named_and_the_command_fails(run: Any, tmp_path: Path) -> None:
    family = read_yaml(SHIPPED / "indicators" / "marks.yaml")
    family["indicators"][0]["tests"][0]["expect"] = 2
    folder = tmp_path / "region" / "indicators"
    folder.mkdir(parents=True)
    (folder / "marks.yaml").write_text(yaml.safe_dump(family, allow_unicode=True), encoding="utf-8")
    assert "marks.filed #1: 1 ≠ 2" in run("check", code=3)


def test_an_indicator_is_shown_by_code_and_by_the_name_a_text_uses(run: Any) -> None:
    assert "又称：" in run("show", "patents.valid_inventions")
    assert run("show", "发明专利拥有量") == run("show", "patents.valid_inventions")
    assert "由 patents.valid_inventions population.resident 算得" in run("show", "patents.inventions_per_10k")


def test_a_view_is_shown_with_its_columns_and_who_may_see_the_rows(run: Any) -> None:
    shown = run("show", "pledge")
    assert "right_kind\ttext\t权利种类" in shown
    assert "当事人与金额只对答复该区划的工作人员显示" in shown


def test_the_list_says_of_each_where_it_comes_from(run: Any) -> None:
    lines = run("list").splitlines()
    assert "patents.pct\tPCT国际专利申请量\t件\t流量\t公布数" in lines
    assert "activities.trainings\t培训次数\t次\t流量\t填报数" in lines
    assert len([line for line in lines if not line.startswith("#")]) >= 80
