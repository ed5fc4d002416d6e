"""``zhiquan figures`` from the registers to one opened figure, over the real lake."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings
from tests.scenes.reporting.conftest import Enter, enter

from zhiquan.portal.cli.main import root
from zhiquan.rules.refusal import NotFound
from zhiquan.settings.folders import DataFolder

__all__ = ["enter"]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Any:
    """Run a command over an installation of its own; returns what it printed."""
    del db
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path))
    monkeypatch.setenv("ZHIQUAN_LANG", "zh")

    def _run(*arguments: str) -> str:
        result = CliRunner().invoke(root, ["figures", *arguments])
        if result.exception:
            raise result.exception
        return result.output

    return _run


def pledges(printed: str) -> dict[str, Any]:
    """Return what a computation came to for the view of pledges."""
    return next(one for one in json.loads(printed) if one["view"] == "pledge")


def test_from_the_register_to_an_opened_figure(run: Any, enter: Enter) -> None:
    enter("质1", amount="3000000.00")
    computed = pledges(run("compute", "--json"))
    assert (computed["new"], computed["rows"], computed["lake_version"]) == (True, 1, 0)
    assert computed["computed_at"].endswith("+08:00")
    opened = json.loads(run("open", "pledge.amount", "990100", "2026-03", "--json"))
    assert (opened["value"], opened["shown"]) == ("3000000.00", "300.00")
    assert opened["rows"][0]["values"]["case_number"] == "办质1"
    assert "无变化" in run("compute")


def test_the_table_lists_places_by_months_and_the_list_names_the_indicators(run: Any, enter: Enter) -> None:
    enter("质1")
    run("compute")
    assert "pledge.firms\t质押融资企业数 (家)" in run("show")
    table = run("show", "pledge.deals", "--year", "2026", "--within", "990101")
    assert "东湖区\t0\t0\t1\t" in table


def test_the_public_view_of_the_rows_names_nobody(run: Any, enter: Enter) -> None:
    enter("质1")
    run("compute")
    assert "甲公司" in run("open", "pledge.deals", "990101", "2026-03", "--csv")
    assert "甲公司" not in run("open", "pledge.deals", "990101", "2026-03", "--csv", "--public")
    assert "甲公司" not in run("open", "pledge.deals", "990101", "2026-03", "--public")


def test_an_unknown_indicator_is_refused(run: Any, enter: Enter) -> None:
    enter("质1")
    run("compute")
    with pytest.raises(NotFound):
        run("show", "pledge.nothing")


def test_an_empty_register_computes_to_no_figures_and_shows_zero(run: Any) -> None:
    assert pledges(run("compute", "--json"))["values"] == 0
    assert "示例市\t0\t" in run("show", "pledge.deals")


def test_a_second_version_of_the_facts_replaces_the_first_in_the_figures(run: Any, enter: Enter) -> None:
    enter("质1")
    run("compute")
    enter("质2")
    assert pledges(run("compute", "--json"))["lake_version"] == 1
    assert json.loads(run("open", "pledge.deals", "990101", "2026-03", "--json"))["value"] == "2"


def test_published_figures_come_from_a_file_once_and_are_the_denominators_of_the_day(run: Any, tmp_path: Path) -> None:
    file = tmp_path / "official.csv"
    head = "indicator,division,period,value,published_on,source"
    file.write_text(f"{head}\npopulation.resident,990100,2024-12,500.00,2025-03-18,统计公报\n", encoding="utf-8")
    assert "新录入公布数 1 项" in run("official", str(file))
    assert "新录入公布数 0 项" in run("official", str(file))
    with pytest.raises(NotFound, match="zhiquan import"):
        run("official", "--statistics")
    with pytest.raises(SystemExit):
        run("official")
