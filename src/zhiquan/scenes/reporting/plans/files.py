"""Plans of the year that lie as files, and proving them before the rulebook publishes them."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from zhiquan.definitions.divisions import divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.plans.definition import WorkPlan, plan_faults
from zhiquan.office.rulebook.ports import Package
from zhiquan.rules.text import Text
from zhiquan.scenes.reporting.declared import Declared

PLAN = "plan"
"""The kind of the plans in the rulebook."""
UNKNOWN = Text("没有代码为“{code}”的工作要点。", "There is no plan with the code “{code}”.")
PLANS = Declared(PLAN, "plans", WorkPlan, UNKNOWN)
plan_files, package, plan_of = PLANS.paths, PLANS.package, PLANS.of


def prove(package: Package, on: date) -> tuple[Text, ...]:
    """Prove that places, indicators and targets of a plan are there and fit each other (port of the rulebook)."""
    del on
    plan = WorkPlan.model_validate(package.resolved["plan"])
    units = (unit for task in plan.tasks for unit in (task.lead, *task.cooperating))
    places = [plan.division, *(plan.place_of(unit) for unit in units)]
    return (*unplaced(places), *plan_faults(plan, catalogue(settings.DATA.region)))


def unplaced(places: list[str]) -> tuple[Text, ...]:
    """Return a fault for each place that is no division of the region."""
    held = divisions(settings.DATA.region)
    return tuple(_NO_PLACE.format(code=code) for code in sorted(set(places)) if code not in held)


_NO_PLACE = Text("没有行政区划“{code}”。", "There is no division “{code}”.")
