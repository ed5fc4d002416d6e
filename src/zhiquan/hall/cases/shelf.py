"""Reading the matters that lie as files: the shipped ones, and the region's own laid in its data folder."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from zhiquan.definitions import SHIPPED, files, read_yaml
from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.load import letter_from, matter_from, resolved_json, scenario_from
from zhiquan.hall.matters.ports import checks, effects
from zhiquan.hall.matters.scenario import Scenario
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.shapes import resolve
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.selectors import MATTER
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text
from zhiquan.settings.now import today


def region() -> Path:
    """Return the folder of the region's own definitions."""
    folder: Path = settings.DATA.region
    return folder


def moment() -> Moment:
    """Return today with the calendar and the law book of this installation."""
    return Moment(today(), calendar(region()), law_book(region()))


def codes() -> tuple[str, ...]:
    """Return the codes of all matters that lie as files."""
    return tuple(sorted({path.parent.name for path in files("matters", "*/definition.yaml", region=region())}))


def _folder(code: str) -> Path:
    """Return a matter's folder; the region's own goes before the shipped one."""
    for root in (region(), SHIPPED):
        if (root / "matters" / code / "definition.yaml").is_file():
            return root / "matters" / code
    raise NotFound("matters.unknown", _UNKNOWN.format(code=code))


def read_matter(code: str) -> Matter:
    """Read a matter and lay it over its shape; ``DefinitionRefusal`` lists every place that does not fit."""
    shapes = {path.stem: read_yaml(path) for path in files("shapes", region=region())}
    return matter_from(resolve(read_yaml(_folder(code) / "definition.yaml"), shapes))


def read_letters(code: str) -> dict[str, Any]:
    """Read the letter templates of a matter, by key."""
    return {path.stem: read_yaml(path) for path in sorted((_folder(code) / "letters").glob("*.yaml"))}


def read_scenarios(code: str) -> dict[str, Scenario]:
    """Read the stories a matter ships with, by name."""
    folder = _folder(code) / "scenarios"
    return {path.stem: scenario_from(path.stem, read_yaml(path)) for path in sorted(folder.glob("*.yaml"))}


def package(code: str) -> Package:
    """Return a matter with everything it resolves to: shape, letters, the versions of its checks and effects."""
    matter = read_matter(code)
    used_checks = {use.check for use in matter.checks}
    used_effects = {use.effect for action in matter.actions for use in action.effects}
    letters = {key: letter_from(key, raw).model_dump(mode="json") for key, raw in read_letters(code).items()}
    resolved = {
        "matter": resolved_json(matter),
        "checks": {name: checks.get(name).version for name in sorted(used_checks) if name in checks},
        "effects": {name: effects.get(name).version for name in sorted(used_effects) if name in effects},
    }
    return Package(MATTER, code, matter.version, resolved, letters)


def matter_of(version: DefinitionVersion) -> Matter:
    """Return the matter of a published version; each version is read once per process."""
    return matter_by(version.pk, version.sha256)


@lru_cache(maxsize=256)
def matter_by(pk: int, sha256: str) -> Matter:
    """Return the matter of a version by its id and hash."""
    version = DefinitionVersion.objects.get(pk=pk, sha256=sha256)
    return matter_from(version.resolved["matter"])


_UNKNOWN = Text("没有代码为“{code}”的事项。", "There is no matter with the code “{code}”.")
