"""``zhiquan matters``: prove, show, publish."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from django.conf import settings

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.overlay import overlay
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
    result = run("check", "pledge", "--json")
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
    first = json.loads(run("publish", "pledge", "--from", "2026-07-01", "--json").output)
    assert [(row["code"], row["in_force_from"]) for row in first] == [("pledge", "2026-07-01")]
    assert json.loads(run("publish", "pledge", "--json").output) == first
    version = DefinitionVersion.objects.get()
    assert version.resolved["checks"]["market.right-in-force"] == "1"
    assert set(version.letters) == {"result", "refusal"}
    assert "licensing.acceptance" in version.law
    assert "shipped/matters/pledge/letters/result.yaml" in version.files


@pytest.mark.django_db
def test_a_definition_with_faults_is_not_published(run: Any) -> None:
    spoil(settings.DATA.region, basis=["no.such"])
    with pytest.raises(Refusal) as refused:
        run("publish", "pledge")
    assert refused.value.code == "rulebook.faults"
    assert not DefinitionVersion.objects.exists()


@pytest.mark.django_db
def test_a_regions_own_matter_goes_before_the_shipped_one_and_says_so(run: Any) -> None:
    shipped = read_yaml(SHIPPED / "matters/pledge/definition.yaml")["version"]
    spoil(settings.DATA.region, version="2099.1")
    assert f"the region's own, in place of the shipped {shipped}" in run("publish", "pledge").output
    assert f"in place of the shipped {shipped}" in run("show", "pledge").output
    assert f"(pledge {shipped})" in run("show", "pledge", "--shipped").output
    version = DefinitionVersion.objects.get()
    assert (version.version, version.origin, version.beside) == ("2099.1", "region", shipped)


@pytest.mark.django_db
def test_what_ships_does_not_replace_the_regions_own_by_itself(run: Any) -> None:
    spoil(settings.DATA.region, version="2099.1")
    run("publish", "pledge")
    for path in sorted((settings.DATA.region / "matters").rglob("*.yaml")):
        path.unlink()
    with pytest.raises(Refusal) as refused:
        run("publish", "pledge")
    assert refused.value.code == "rulebook.own-stands"
    assert run("publish", "pledge", "--replace-own").exit_code == 0


@pytest.mark.django_db
def test_editing_a_published_definition_is_refused_with_the_file(run: Any) -> None:
    spoil(settings.DATA.region, version="2099.1")
    run("publish", "pledge")
    letter = settings.DATA.region / "matters/pledge/letters/result.yaml"
    letter.write_text(letter.read_text(encoding="utf-8").replace("title:", "title: 新"), encoding="utf-8")
    with pytest.raises(Refusal) as refused:
        run("publish", "pledge")
    assert "region/matters/pledge/letters/result.yaml" in refused.value.text.en
    assert "definition.yaml" not in refused.value.text.en


@pytest.mark.django_db
def test_two_versions_are_compared_in_words_with_what_they_touch(run: Any) -> None:
    run("publish", "pledge")
    spoil(settings.DATA.region, version="2099.1", conditions=[{"zh": "新条件", "en": "A new condition"}])
    told = run("compare", "pledge").output
    assert "→ 2099.1" in told
    assert "A new condition" in told
    assert "No open cases and no drafts." in told
    found = json.loads(run("compare", "pledge", "shipped", "files", "--json").output)
    assert [(one["group"], one["key"]) for one in found["differences"]] == [("general", "conditions")]
    assert "The content is the same." in run("compare", "pledge", "now", "shipped").output
    with pytest.raises(NotFound):
        run("compare", "pledge", "1999.1")


def test_the_picture_and_the_schema_are_printed_as_files(run: Any) -> None:
    assert run("diagram", "pledge").output.startswith("<svg")
    assert "专利权" in run("diagram", "pledge", "--lang", "zh").output
    assert json.loads(run("schema").output)["title"] == "Matter 事项"


def test_showing_a_matter_tells_its_effects_with_their_versions(run: Any) -> None:
    told = run("show", "pledge").output
    assert "market.register-pledge 1" in told
    assert "legal limit: licensing.acceptance" in told
    assert "shipped/shapes/grant.yaml" in told


def provision(key: str, **rest: Any) -> dict[str, Any]:
    source = {"act": "local", "article": "第一条"}
    return {"key": key, "unit": "working_day", "from": date(2026, 1, 1), "selected_by": "act", "sure": True,
            "source": source, **rest}  # fmt: skip


def lay_law(region: Path, *provisions: dict[str, Any]) -> Path:
    """Write a law file of the region's own."""
    (region / "law").mkdir()
    document = {"acts": {"local": {"zh": "示例市规定", "en": "Rules of the city"}}, "provisions": list(provisions)}
    path = region / "law/local.yaml"
    path.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return path


def test_the_regions_own_provisions_are_laid_over_the_book(run: Any) -> None:
    lay_law(settings.DATA.region, provision("licensing.supplement", value=10, scope="990100"))
    (one,) = overlay(settings.DATA.region).entries
    assert (one.file, one.provision.value, one.over and one.over.value) == ("region/law/local.yaml", 10, 15)
    assert "pledge: proved" in run("check", "pledge").output


def test_provisions_that_do_not_fit_the_book_are_told_and_do_not_crash(run: Any) -> None:
    path = lay_law(settings.DATA.region, provision("licensing.supplement", value=10))
    result = run("check", "pledge")
    assert result.exit_code == EXIT_FOUND_FAULTS
    assert "overlap" in result.output
    path.write_text("provisions: [", encoding="utf-8")
    assert "region/law/local.yaml" in run("check").output
    path.write_text("acts: {}", encoding="utf-8")
    assert "A list of provisions is missing." in run("check").output


def test_a_definition_that_is_no_yaml_is_told_with_its_file(run: Any) -> None:
    spoil(settings.DATA.region)
    (settings.DATA.region / "matters/pledge/definition.yaml").write_text("code: [", encoding="utf-8")
    assert "region/matters/pledge/definition.yaml" in run("check", "pledge").output
