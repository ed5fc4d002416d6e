"""``zhiquan audit``: figures with their places, contradictions, candidates, scores; exit code 3 on faults."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from zhiquan.portal.cli.main import root
from zhiquan.portal.web.audit.examples import EXAMPLES


@pytest.fixture
def draft(tmp_path: Path) -> str:
    file = tmp_path / "draft.txt"
    file.write_text(f"通报\n{EXAMPLES['draft'].text}", encoding="utf-8")
    return str(file)


def test_a_draft_is_read_with_places_faults_and_candidates(draft: str) -> None:
    result = CliRunner().invoke(root, ["audit", draft])
    assert result.exit_code == 3
    assert "  1  2:3  立案受理数  18件" in result.output
    assert "结案率 77.78%。与所写“超90%”矛盾。 [1 2 3 4]" in result.output
    assert "· 12.684亿元  小数点移位" in result.output


def test_it_speaks_english_too(draft: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    result = CliRunner().invoke(root, ["audit", draft])
    assert "This contradicts the “超90%” stated." in result.output


def test_json_holds_readings_findings_and_checks(draft: str) -> None:
    told = json.loads(CliRunner().invoke(root, ["audit", draft, "--json"]).output)
    assert [one["standing"] for one in told["readings"]] == ["read"] * 6 + ["doubtful"]
    assert told["checks"]["closing-rate"] == told["checks"]["dual-target"] == "fail"
    assert told["checks"]["vintage"] is None


def test_a_sound_text_from_standard_input_exits_with_zero() -> None:
    result = CliRunner().invoke(root, ["audit", "-", "--on", "2026-01-10"], input=EXAMPLES["bulletin"].text)
    assert result.exit_code == 0, result.output
    assert "2026-01-10" in result.output


def test_a_table_scores_a_text_and_names_what_is_wrong(draft: str, tmp_path: Path) -> None:
    table = tmp_path / "table.yaml"
    rows = (
        "rows:\n- {id: A, topic: case.filed, value: 18, unit: 件}\n"
        "- {id: B, topic: case.mediated, value: 8, unit: 件}\n"
        "- {id: C, topic: case.closing.rate, value: 90, unit: '%'}\n"
        "- {id: D, topic: pledge.patent, value: 12684000000, unit: 元}\n"
    )
    table.write_text(rows, encoding="utf-8")
    result = CliRunner().invoke(root, ["audit", draft, "--against", str(table)])
    assert result.exit_code == 3
    assert "读对 1，存疑 1，读错 1，漏读 1" in result.output
    assert "C  wrong  bound: > for" in result.output


def test_an_unknown_key_in_a_table_is_refused(draft: str, tmp_path: Path) -> None:
    table = tmp_path / "table.yaml"
    table.write_text("rows:\n- {id: A, subject: case.filed}\n", encoding="utf-8")
    result = CliRunner().invoke(root, ["audit", draft, "--against", str(table)])
    assert "subject" in str(result.exception)


def test_all_checks_are_listed_with_their_rules() -> None:
    output = CliRunner().invoke(root, ["audit", "--checks"]).output
    assert all(f"A{n}" in output for n in range(1, 22))
    assert "9 304 closed of 9 741 accepted is 95.51%" in output


def test_no_file_is_a_usage_error() -> None:
    assert CliRunner().invoke(root, ["audit"]).exit_code == 2
