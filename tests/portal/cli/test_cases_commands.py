"""``zhiquan tick`` and ``zhiquan cases``: what they print and how they end."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.hall.cases.test_recounting import change_the_calendar
from tests.hall.cases.world import World, build

from zhiquan.hall.cases.models import Case
from zhiquan.portal.cli.main import root
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
    return build(monkeypatch)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, arguments)


def said(*arguments: str) -> Any:
    return json.loads(run(*arguments, "--json").output)


def test_a_tick_says_what_it_did_and_a_second_one_has_nothing_to_do(world: World) -> None:
    world.case()
    world.clock.turn(20)
    assert run("tick").output == "1 cases: 1 told, 0 expired.\n"
    assert said("tick")["tick"] == {"cases": 0, "told": 0, "expired": 0, "refused": [], "failed": []}


def test_a_tick_that_could_not_serve_a_case_ends_with_a_fault(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    case = world.case()
    world.clock.turn(20)
    monkeypatch.setattr("zhiquan.hall.cases.ticking._do", lambda *_: 1 / 0)
    ended = run("tick")
    assert ended.exit_code == EXIT_FOUND_FAULTS
    assert case.number in ended.output


def test_a_dossier_is_written_once_with_the_volumes_asked_for(world: World, tmp_path: Path) -> None:
    number = world.case().number
    out = tmp_path / "case.pdf"
    assert run("cases", "dossier", number, str(out)).output == f"{out}: main volume 5 entries, sub volume 2 entries.\n"
    assert out.read_bytes().startswith(b"%PDF")
    assert "exists already" in run("cases", "dossier", number, str(out)).output
    assert said("cases", "dossier", number, str(tmp_path / "sub.pdf"), "--volume", "sub")["entries"] == {"sub": 2}
    assert "no case" in run("cases", "dossier", "ZYDJ-1", str(tmp_path / "none.pdf")).output
    assert not (tmp_path / "none.pdf").exists()


def test_a_new_calendar_is_counted_by_the_tick_itself_or_on_demand(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.case()
    change_the_calendar(monkeypatch)
    assert run("cases", "recompute").output == "Counted 1 cases again, a last day moved in 1.\n"
    assert said("cases", "recompute") == {"cases": 0, "moved": 0}
    world.case("second")
    Case.objects.update(reckoned="another")
    assert "Counted 2 cases by the new calendar" in run("tick").output


def test_the_projection_is_proved_or_the_differences_are_shown(world: World) -> None:
    case = world.case()
    assert run("cases", "rebuild", "--check").output == "The projection says what the events say.\n"
    Case.objects.update(due_on=date(2030, 1, 1))
    found = run("cases", "rebuild", "--check")
    assert found.exit_code == EXIT_FOUND_FAULTS
    assert f"{case.number} due_on" in found.output
    assert [one["column"] for one in said("cases", "rebuild", "--check")] == ["due_on"]
    assert run("cases", "rebuild").output == "1 cases rebuilt.\n"
    assert said("cases", "rebuild", "--check") == []
