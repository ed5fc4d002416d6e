"""Commands over the rules: ``law``, ``fee``, ``clock``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from zhiquan.portal.cli.main import root
from zhiquan.rules.refusal import Refusal


@pytest.fixture(autouse=True)
def _installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_DATA", str(tmp_path))
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(root, arguments)


def said(*arguments: str) -> str:
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result.output


def as_json(*arguments: str) -> Any:
    return json.loads(said(*arguments, "--json"))


def refused(*arguments: str) -> str:
    result = call(*arguments)
    assert isinstance(result.exception, Refusal)
    return result.exception.text.zh


def test_a_provision_is_shown_as_of_a_day() -> None:
    assert "10年" in said("law", "show", "patent.term.design", "--on", "2021-05-31")
    assert "15年" in said("law", "show", "patent.term.design", "--on", "2021-06-01")
    assert "待核对" in said("law", "show", "licensing.supplement")
    assert as_json("law", "show", "licensing.acceptance")["value"] == 5
    assert "1–3：900元" in said("law", "show", "patent.annuity.invention")
    assert "出质" in said("law", "show", "pledge.refusal-grounds")
    assert "没有规定" in refused("law", "show", "no.such")


def test_provisions_are_searched_and_compared() -> None:
    assert "licensing.decision" in said("law", "search", "行政许可")
    assert as_json("law", "search", "没有这个词") == []
    assert "换一个词" in refused("law", "search", "没有这个词")
    out = said("law", "changes", "--from", "2021-06-01", "--to", "2021-06-01")
    assert "patent.term.design  CN\n  此前  10年\n" in out
    assert "patent.compensation.drug  CN\n  此前  无\n  此后  5年\n" in out
    assert "没有变化" in said("law", "changes", "--from", "1970-01-01", "--to", "1970-01-31")
    assert as_json("law", "changes", "--from", "2021-06-01", "--to", "2021-06-01")[0]["on"] == "2021-06-01"


def test_changes_stand_side_by_side_on_a_wide_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    span = ("law", "changes", "--from", "2026-12-31", "--to", "2027-01-01")
    monkeypatch.setenv("COLUMNS", "120")
    wide = said(*span)
    block = wide.split("trademark.opposition.window  CN\n")[1].splitlines()
    assert [side.strip() for side in block[0].split("|")] == ["此前  3个月", "此后  2个月"]
    assert "（2019年修正）" in wide
    assert "（2026年修订）" in wide
    assert wide.splitlines()[-1].startswith("共")
    monkeypatch.setenv("COLUMNS", "60")
    block = said(*span).split("trademark.opposition.window  CN\n")[1].splitlines()
    assert (block[0], block[2]) == ("  此前  3个月", "  此后  2个月")


def test_changes_of_the_article_alone_can_be_left_out() -> None:
    span = ("law", "changes", "--from", "2024-01-20", "--to", "2024-01-20")
    assert "2024-01-20  patent.registration  CN（内容不变）" in said(*span)
    content = said(*span, "--content")
    assert "patent.registration " not in content
    assert "patent.award.invention" in content
    assert "仅换条文0项" in content


def test_a_provision_tells_all_it_knows() -> None:
    out = said("law", "show", "adjudication.decision.extension", "--on", "2026-01-01")
    assert "延长  adjudication.decision" in out
    assert "批准  管理专利工作的部门负责人" in out
    assert "官方公布文本" in out
    whole = said("law", "show", "adjudication.decision", "--on", "2026-01-01")
    assert "不计入  中止、公告" in whole
    assert "起算  立案之日" in whole
    assert "届满  " in whole
    assert "专利法实施细则(2023-12-11).md" in said("law", "show", "patent.award.due", "--on", "2026-01-01")


def test_a_provision_tells_its_other_versions() -> None:
    out = said("law", "show", "patent.award.invention", "--on", "2026-01-01").splitlines()
    assert out[0] == "patent.award.invention  4000元以上"
    assert out[-1] == "其他版本  2010-02-01 – 2024-01-19  3000元以上"


def test_a_regions_own_provision_may_name_no_text(tmp_path: Path) -> None:
    (tmp_path / "region" / "law").mkdir(parents=True)
    (tmp_path / "region" / "law" / "local.yaml").write_text(
        "acts: {local: {zh: 示例省规定, en: Rules of the example province}}\n"
        "provisions:\n"
        "  - {key: local.limit, value: 10, unit: working_day, from: 2026-01-01, selected_by: act,\n"
        "     source: {act: local, article: 第三条}, sure: true}\n",
        encoding="utf-8",
    )
    assert "已与原文核对" in said("law", "show", "local.limit", "--on", "2026-02-01").splitlines()[-1]


def test_families_are_counted() -> None:
    lines = said("law", "families").splitlines()
    assert lines[0].split() == ["门类", "已核对", "待核对"]
    assert any(line.startswith("adjudication ") and "专利侵权行政裁决" in line for line in lines)
    counted = as_json("law", "families")
    assert counted["total"]["verified"] == sum(row["verified"] for row in counted["families"].values())
    assert "patent.fee" in as_json("law", "families", "--within", "patent")["families"]
    assert "没有门类" in refused("law", "families", "--within", "nowhere")


def test_annuities_are_listed_from_the_year_of_grant() -> None:
    out = said("fee", "annuity", "--kind", "invention", "--filed", "2022-03-01", "--granted", "2024-05-01").splitlines()
    assert out[0].split()[:4] == ["3", "2024-05-06", "2024-05-06", "900"]
    assert "依据" in out[1]
    lines = as_json("fee", "annuity", "--kind", "utility_model", "--filed", "2022-03-01")
    assert (len(lines), lines[0]["amount"]) == (10, "600")


def test_a_limit_is_reckoned_with_pauses_and_extensions() -> None:
    out = said("clock", "due", "--start", "2026-03-06", "--limit", "5wd", "--pause", "2026-03-09..2026-03-11")
    assert out.splitlines()[0] == "2026-03-17"
    assert "暂停2日" in out
    extended = as_json("clock", "due", "--start", "2026-08-31", "--limit", "3m", "--extend", "1m", "--no-roll")
    assert extended["due"]["on"] == "2026-12-31"
    assert (
        as_json("clock", "due", "--start", "2026-03-06", "--limit", "licensing.acceptance")["due"]["on"] == "2026-03-13"
    )
    assert "暂停中" in said("clock", "due", "--start", "2026-03-06", "--limit", "1y", "--pause", "2026-03-09..")


@pytest.mark.parametrize("limit", ["3q", "m", "-3m", "３m", "3.5m", "no.such"])
def test_a_limit_that_is_none_is_refused(limit: str) -> None:
    assert refused("clock", "due", "--start", "2026-03-06", f"--limit={limit}")


def test_a_pause_that_is_none_is_refused() -> None:
    assert "不是暂停" in refused("clock", "due", "--start", "2026-03-06", "--limit", "3m", "--pause", "2026-3-9")


def test_english_readers_are_answered_in_english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    assert "5 working days" in said("law", "show", "licensing.acceptance")
