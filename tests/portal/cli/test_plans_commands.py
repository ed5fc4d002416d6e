"""``zhiquan plans``: the shipped plan proves itself, is published, and tells where it stands."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from zhiquan.portal.cli.main import root
from zhiquan.rules.refusal import Refusal
from zhiquan.settings.folders import DataFolder


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(root, ["plans", *args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def region(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = DataFolder(tmp_path).make()
    folder: Path = settings.DATA.region / "plans"
    folder.mkdir(parents=True)
    return folder


def test_what_ships_proves_itself_and_a_broken_plan_of_the_regions_own_is_told_with_its_place(region: Path) -> None:
    assert run("check")[0] == 0
    (region / "own.yaml").write_text("code: own\n", "utf-8")
    code, said = run("check", "--json")
    assert code == 3
    (fault,) = [one for one in json.loads(said) if one["code"] == "own"]
    assert "region/plans/own.yaml" in str(fault["faults"])


def test_a_published_plan_tells_where_it_stands_and_nothing_unknown_is_called_met(db: None, region: Path) -> None:
    assert run("status") == (0, "还没有发布工作要点。\n")
    assert run("publish", "shili-2026", "--from", "2026-01-01")[0] == 0
    assert "[情况不明] 质押融资额: —" in run("status")[1]
    (plan,) = json.loads(run("status", "--json")[1])
    pledge = next(one for one in plan["tasks"] if one["task"] == "pledge")
    assert {one["light"] for one in pledge["targets"]} == {"unknown"}
    assert pledge["targets"][0]["missing"] is None


def test_a_draft_read_from_a_text_waits_for_its_lead_units_and_is_never_written_over(region: Path) -> None:
    text = region.parent / "工作要点.txt"
    told = "平湖市2027年知识产权工作要点\n1.开展银企对接。质押融资超8亿元。\n2.办好宣传周。牵头单位：综合科\n"
    text.write_text(told, "utf-8")
    options = ("--code", "pinghu-2027", "--year", "2027", "--division", "990100")
    code, said = run("import", str(text), *options)
    assert code == 0
    assert "2 项任务，1 个目标" in said
    assert "1 项任务没有写明牵头单位" in said
    written = region / "pinghu-2027.yaml"
    assert run("check", "pinghu-2027")[0] == 3
    written.write_text(written.read_text("utf-8").replace("department: ''", "department: 运用科"), "utf-8")
    assert run("check", "pinghu-2027")[0] == 0
    with pytest.raises(Refusal, match="已存在"):
        CliRunner().invoke(root, ["plans", "import", str(text), *options], catch_exceptions=False)
