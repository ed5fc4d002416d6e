"""Reading the matters that lie as files: the shipped ones, and the region's own laid in its data folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from yaml import YAMLError

from zhiquan.definitions import files, read_yaml
from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.hall.matters.clocks import Moment
from zhiquan.hall.matters.load import (
    DefinitionRefusal,
    letter_from,
    letter_json,
    matter_from,
    pinned_matter,
    resolved_json,
    scenario_from,
)
from zhiquan.hall.matters.ports import checks, effects
from zhiquan.hall.matters.prove import provisions
from zhiquan.hall.matters.scenario import Scenario
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.shapes import resolve
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.selectors import MATTER
from zhiquan.office.rulebook.sources import digests, matter_codes, origin_of, place_of, shape_file, source
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.refusal import Refusal
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
    return matter_codes(region())


def read_matter(code: str, *, own: bool = True) -> Matter:
    """Read a matter and lay it over its shape; ``DefinitionRefusal`` lists every place that does not fit.

    The region's own goes before the shipped one; with ``own=False`` only what ships is read.
    """
    raw = _read(source(code, region(), own=own).definition)
    shape = _shape(raw, own=own)
    return matter_from(resolve(raw, {shape.stem: _read(shape)} if shape else {}))


def read_letters(code: str, *, own: bool = True) -> dict[str, Any]:
    """Read the letter templates of a matter, by key."""
    folder = source(code, region(), own=own).folder
    return {path.stem: _read(path) for path in sorted((folder / "letters").glob("*.yaml"))}


def read_scenarios(code: str, *, own: bool = True) -> dict[str, Scenario]:
    """Read the stories a matter ships with, by name."""
    folder = source(code, region(), own=own).folder / "scenarios"
    return {path.stem: scenario_from(path.stem, _read(path)) for path in sorted(folder.glob("*.yaml"))}


def package(code: str, *, own: bool = True) -> Package:
    """Return a matter with everything it resolves to: shape, letters, the versions of its checks and effects.

    With it goes where it was read from, and what ships under its code beside a region's own.
    """
    lies = source(code, region(), own=own)
    matter = read_matter(code, own=own)
    used_checks = {use.check for use in matter.checks}
    used_effects = {use.effect for action in matter.actions for use in action.effects}
    letters = {key: letter_json(letter_from(key, raw)) for key, raw in read_letters(code, own=own).items()}
    resolved = {
        "matter": resolved_json(matter),
        "checks": {name: checks.get(name).version for name in sorted(used_checks) if name in checks},
        "effects": {name: effects.get(name).version for name in sorted(used_effects) if name in effects},
    }
    shape = _shape(_read(lies.definition), own=own)
    read = digests((lies.definition, *lies.folder.glob("letters/*.yaml"), *((shape,) if shape else ())), region())
    return Package(
        MATTER,
        code,
        matter.version,
        resolved,
        letters,
        law=tuple(sorted({key for key, _ in provisions(matter)})),
        files=read,
        origin=origin_of(read),
        beside=_shipped_version(code) if lies.overrides else "",
    )


def _shipped_version(code: str) -> str:
    return str(_read(source(code, region(), own=False).definition)["version"])


def _shape(raw: Mapping[str, Any], *, own: bool) -> Path | None:
    """Return the file of the shape that a definition names; a name that no file has is refused with those there are."""
    name = raw.get("shape")
    if not name:
        return None
    if (found := shape_file(str(name), region(), own=own)) is None:
        known = "、".join(sorted({path.stem for path in files("shapes", region=region())}))
        raise Refusal("matters.no-shape", _NO_SHAPE.format(name=name, known=known))
    return found


def _read(path: Path) -> Any:
    """Read one file; what is no map of YAML is refused with its place."""
    place = place_of(path, region())
    try:
        raw = read_yaml(path)
    except YAMLError as wrong:
        raise DefinitionRefusal(
            place, (Fault(place, Text(f"不是有效的 YAML：{wrong}", f"not YAML: {wrong}")),)
        ) from None
    if not isinstance(raw, dict):
        raise DefinitionRefusal(place, (Fault(place, Text("内容应是键值对。", "A map of keys is expected.")),))
    return raw


def matter_of(version: DefinitionVersion) -> Matter:
    """Return the matter of a published version; each version is read once per process."""
    return matter_by(version.pk, version.sha256)


@lru_cache(maxsize=256)
def matter_by(pk: int, sha256: str) -> Matter:
    """Return the matter of a version by its id and hash."""
    version = DefinitionVersion.objects.get(pk=pk, sha256=sha256)
    return pinned_matter(version.resolved["matter"])


_NO_SHAPE = Text("没有骨架“{name}”；现有：{known}。", "There is no shape “{name}”; there are: {known}.")
