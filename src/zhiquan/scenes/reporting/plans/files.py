"""Reading plans of the year that lie as files, and proving them before the rulebook publishes them."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from zhiquan.definitions import files
from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.plans.definition import WorkPlan, plan_faults
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.parsing import parsed
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.sources import digests, origin_of, place_of
from zhiquan.rules.refusal import NotFound
from zhiquan.rules.text import Text

PLAN = "plan"
"""The kind of the plans in the rulebook."""


def plan_files(region: Path) -> dict[str, Path]:
    """Return the file of every plan by its code (the name of the file); a region's own goes before a shipped one."""
    return {path.stem: path for path in files("plans", region=region)}


def package(code: str, region: Path) -> Package:
    """Read one plan as a package for the rulebook.

    Refuses ``plans.unknown`` (no such file), ``plans.file`` (it is no plan; the sentence names the first fault).
    """
    path = plan_files(region).get(code)
    if path is None:
        raise NotFound("plans.unknown", UNKNOWN.format(code=code))
    plan = parsed(WorkPlan, path, place_of(path, region), "plans.file")
    read = digests([path], region)
    resolved = {"plan": plan.model_dump(mode="json", by_alias=True, exclude_unset=True)}
    return Package(PLAN, code, plan.version, resolved, files=read, origin=origin_of(read))


def prove(package: Package, on: date) -> tuple[Text, ...]:
    """Prove that places, indicators and targets of a plan are there and fit each other (port of the rulebook)."""
    del on
    plan = WorkPlan.model_validate(package.resolved["plan"])
    held = divisions(settings.DATA.region)
    units = (unit for task in plan.tasks for unit in (task.lead, *task.cooperating))
    places = sorted({plan.division, *(plan.place_of(unit) for unit in units)})
    missing = tuple(_NO_PLACE.format(code=code) for code in places if code not in held)
    return (*missing, *plan_faults(plan, catalogue(settings.DATA.region)))


def plan_of(version: DefinitionVersion) -> WorkPlan:
    """Return what a published version says; each is read once per process."""
    return _by(version.pk, version.sha256)


@lru_cache(maxsize=64)
def _by(pk: int, sha256: str) -> WorkPlan:
    version = DefinitionVersion.objects.get(pk=pk, sha256=sha256)
    return WorkPlan.model_validate(version.resolved["plan"])


UNKNOWN = Text("没有代码为“{code}”的工作要点。", "There is no plan with the code “{code}”.")
_NO_PLACE = Text("没有行政区划“{code}”。", "There is no division “{code}”.")
