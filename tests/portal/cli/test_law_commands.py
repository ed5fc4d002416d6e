"""Commands over the rules: ``id``, ``law``, ``fee``, ``clock``."""

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


def test_numbers_codes_and_classes_are_told_apart() -> None:
    out = said("id", "CN85102475", "1134160073302996XP", "H01M10/0525", "06-01").splitlines()
    assert out[0] == "专利申请号  CN85102475.0  未含校验位，已补算  发明 1985"
    assert out[1] == "统一社会信用代码  1134160073302996XP  有效  341600"
    assert out[2].endswith("H › H01 › H01M › H01M10 › H01M10/0525")
    assert out[3].startswith("分类号  06-01")


def test_a_wrong_number_is_told_why_and_changes_the_exit_code() -> None:
    result = call("id", "201310699744.3", "201310699744.2")
    assert result.exit_code == 3
    assert "应为 2" in result.output
    assert "CN201310699744.2" in result.output


def test_a_number_may_be_read_as_a_given_type() -> None:
    found = call("id", "--as", "uscc", "H01M", "--json")
    assert found.exit_code == 3
    assert json.loads(found.output)[0]["found"]["rule"] == "length"


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


def test_annuities_are_listed_from_the_year_of_grant() -> None:
    out = said("fee", "annuity", "--kind", "invention", "--filed", "2022-03-01", "--granted", "2024-05-01").splitlines()
    assert out[0].split() == ["3", "2024-05-06", "2024-05-06", "900"]
    assert out[-1].startswith("依据")
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
    assert "valid" in said("id", "H01M")
