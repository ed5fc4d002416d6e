"""``zhiquan matters``: prove, show, publish."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from django.conf import settings

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.portal.cli.main import root
from zhiquan.portal.cli.shell import EXIT_FOUND_FAULTS
from zhiquan.rules.refusal import NotFound, Refusal
from zhiquan.settings.folders import DataFolder


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(settings, "DATA", DataFolder(tmp_path).make())
    monkeypatch.setenv("ZHIQUAN_LANG", "en")

    def _run(*arguments: str) -> Result:
        result = CliRunner().invoke(root, ["matters", *arguments])
        if isinstance(result.exception, Refusal):
            raise result.exception
        return result

    return _run


def spoil(region: Path, **changes: Any) -> None:
    """Lay a copy of the pledge with changes into the region's folder."""
    folder = region / "matters" / "pledge"
    (folder / "letters").mkdir(parents=True)
    (folder / "scenarios").mkdir()
    for path in (SHIPPED / "matters/pledge").rglob("*.yaml"):
        target = folder / path.relative_to(SHIPPED / "matters/pledge")
        target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    definition = {**read_yaml(folder / "definition.yaml"), **changes}
    (folder / "definition.yaml").write_text(yaml.safe_dump(definition, allow_unicode=True), encoding="utf-8")


def test_the_shipped_matters_prove_themselves(run: Any) -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "pledge: proved" in result.output


def test_a_fault_of_a_regions_own_definition_is_printed_with_its_place(run: Any) -> None:
    spoil(settings.DATA.region, basis=["no.such"])
    result = run("check", "--json")
    assert result.exit_code == EXIT_FOUND_FAULTS
    (found,) = json.loads(result.output)
    assert [fault["place"] for fault in found["faults"]] == ["basis"]


def test_a_definition_that_does_not_fit_the_schema_is_told_and_does_not_crash(run: Any) -> None:
    spoil(settings.DATA.region, colour="red")
    result = run("check")
    assert result.exit_code == EXIT_FOUND_FAULTS
    assert "colour" in result.output


def test_a_story_that_does_not_come_true_is_a_fault(run: Any) -> None:
    spoil(settings.DATA.region)
    story = settings.DATA.region / "matters/pledge/scenarios/interrupted.yaml"
    story.write_text(story.read_text(encoding="utf-8").replace("state: withdrawn", "state: accepted"), encoding="utf-8")
    result = run("check")
    assert result.exit_code == EXIT_FOUND_FAULTS
    assert "scenarios.interrupted.steps.4" in result.output


def test_showing_a_matter_tells_its_steps_in_both_forms(run: Any) -> None:
    assert "Forward to the registering office" in run("show", "pledge").output
    shown = json.loads(run("show", "pledge", "--json").output)
    assert shown["authority"]["kind"] == "forward"
    with pytest.raises(NotFound):
        run("show", "nothing")


@pytest.mark.django_db
def test_publishing_pins_a_version_once(run: Any) -> None:
    first = json.loads(run("publish", "--from", "2026-07-01", "--json").output)
    assert [(row["code"], row["in_force_from"]) for row in first] == [("pledge", "2026-07-01")]
    assert json.loads(run("publish", "--json").output) == first
    version = DefinitionVersion.objects.get()
    assert version.resolved["checks"]["market.right-in-force"] == "1"
    assert set(version.letters) == {"result", "refusal"}


@pytest.mark.django_db
def test_a_definition_with_faults_is_not_published(run: Any) -> None:
    spoil(settings.DATA.region, basis=["no.such"])
    with pytest.raises(Refusal) as refused:
        run("publish", "pledge")
    assert refused.value.code == "rulebook.faults"
    assert not DefinitionVersion.objects.exists()
