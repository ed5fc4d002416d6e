from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.hall.cases.world import World
from tests.hall.ledger import behind

from zhiquan.hall.cases.models import Case, CasePayload
from zhiquan.hall.cases.services import withdraw
from zhiquan.hall.ledger.models import Seal
from zhiquan.hall.ledger.turn import turn
from zhiquan.portal.cli.main import root
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS
from zhiquan.rules.refusal import Refusal


def run(*arguments: str) -> Result:
    return CliRunner().invoke(root, list(arguments))


def test_seal_verify_and_bundle_from_the_command_line(case: Case, tmp_path: Path) -> None:
    sealed = json.loads(run("ledger", "seal", "--json").output)
    assert (sealed["made"], sealed["cases"]) == (True, 2)
    assert sealed["sha256"] in run("ledger", "seal").output
    verified = json.loads(run("ledger", "verify", "--json").output)
    assert (verified["sound"], verified["events"], verified["faults"]) == (True, 4, [])
    out = tmp_path / "case.zip"
    assert run("ledger", "bundle", case.number, str(out)).exit_code == 0
    assert "verify.py" in zipfile.ZipFile(out).namelist()
    assert run("ledger", "bundle", case.number, str(out)).exit_code == 2
    other = tmp_path / "none.zip"
    assert isinstance(run("ledger", "bundle", "NONE", str(other)).exception, Refusal)
    assert not other.exists()


def test_a_change_is_named_and_the_command_says_so_by_its_exit_code(case: Case) -> None:
    behind.change(case, 2, role="head")
    for arguments in ((), ("--case", case.number)):
        done = run("ledger", "verify", *arguments)
        assert done.exit_code == EXIT_FOUND_FAULTS
        assert f"{case.number} 2 content" in done.output
        fault = json.loads(run("ledger", "verify", "--json", *arguments).output)["faults"][0]
        assert (fault["case"], fault["event"], fault["change"]) == (case.number, 2, "content")
    done = run("ledger", "seal")
    assert done.exit_code == EXIT_FOUND_FAULTS
    assert case.number in done.output


def test_personal_answers_are_erased_in_the_name_of_the_head(world: World) -> None:
    case = world.case()
    withdraw(world.actor("applicant"), case.number, "不办了", version=case.version, key="withdraw")
    erase = ("cases", "erase-personal", case.number, "--reason", "届满", "--by")
    assert isinstance(run(*erase, "nobody").exception, Refusal)
    assert run(*erase, "head").exit_code == 0
    assert not CasePayload.objects.filter(case=case, erased_at__isnull=True).exists()


def test_the_tick_seals_once_a_day_and_names_a_chain_that_does_not_fit(world: World, case: Case) -> None:
    behind.change(case, 3, role="head")
    assert case.number in run("tick").output
    assert Seal.objects.count() == 1
    world.case(key="more")
    assert case.number not in run("tick").output
    assert Seal.objects.count() == 1
    world.clock.turn(8)
    with turn():
        run("tick")
        assert Seal.objects.count() == 1
    run("tick")
    assert Seal.objects.count() == 2


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIQUAN_LANG", "en")
