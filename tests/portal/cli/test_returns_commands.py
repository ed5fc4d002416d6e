"""``zhiquan returns``: what ships proves itself, a region's own is published, rounds tell who is late."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.office.returns.conftest import COUNTIES, EAST, TRAINING, Office
from tests.office.returns.conftest import office as office  # noqa: PLC0414 - a fixture
from tests.office.returns.test_definitions import written

from zhiquan.office.rulebook.selectors import active
from zhiquan.portal.cli.main import root
from zhiquan.settings.folders import DataFolder


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(root, ["returns", *args])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.output


@pytest.fixture
def region(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = DataFolder(tmp_path).make()
    folder: Path = settings.DATA.region
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def test_the_shipped_returns_prove_themselves(region: Path) -> None:
    code, said = run("check")
    assert code == 0
    assert len(said.splitlines()) == 10


def test_a_regions_own_return_is_checked_and_published_without_any_program(region: Path, db: None) -> None:
    written(region, same=["day"])
    code, said = run("check", "watch-sales")
    assert code == 3
    assert "region/returns/watch-sales.yaml" in said
    written(region)
    assert run("check", "watch-sales")[0] == 0
    assert run("publish", "watch-sales", "--from", "2026-01-01")[1].strip() == "watch-sales 2026.1 2026-01-01"
    from zhiquan.settings.now import today

    assert active("watch-sales", today(), kind="return").origin == "region"


def test_a_round_tells_how_far_it_has_come_and_who_is_late(office: Office) -> None:
    assert "No round" in run("status")[1] or "还没有" in run("status")[1]
    office.fill(office.opened(), EAST, [TRAINING])
    office.clock.turn(days=30)
    [told] = json.loads(run("status", "--json")[1])
    assert (told["arrived"], told["expected"], told["totals"]["persons"]) == (1, 4, "80")
    assert set(COUNTIES[1:]) <= set(told["late"])
    assert "1/4" in run("status")[1]
