"""Plans for those whom they concern, each with its tasks, targets, reports and urgings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.conf import settings

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import Indicator
from zhiquan.insight.plans.definition import Task, Unit, WorkPlan
from zhiquan.insight.plans.forecast import Forecast, course_of, forecast
from zhiquan.insight.plans.lights import Light, target_light, task_light, worst
from zhiquan.insight.plans.targets import Standing, Target, stand
from zhiquan.office.access.actors import HeldPost
from zhiquan.office.access.reach import reach_of
from zhiquan.office.access.roles import HANDLING_ROLES, Role
from zhiquan.office.access.selectors import Actor
from zhiquan.office.rulebook.models import DefinitionVersion
from zhiquan.office.rulebook.selectors import active, all_active
from zhiquan.rules.refusal import NotFound
from zhiquan.scenes.reporting.models import ProgressNote, Urging
from zhiquan.scenes.reporting.plans.files import PLAN, UNKNOWN, plan_of
from zhiquan.scenes.reporting.plans.measured import Measured, last_month, measured

Said = TypeVar("Said", ProgressNote, Urging)


@dataclass(frozen=True, slots=True)
class HeldPlan:
    """A plan as published: the version in force, and what it says."""

    version: DefinitionVersion
    plan: WorkPlan


@dataclass(frozen=True, slots=True)
class TargetStatus:
    """A target with its figure. ``now`` compares like periods; ``year`` measures against the whole year before.

    Both are ``None`` before the first whole month of the year.
    """

    target: Target
    indicator: Indicator
    measured: Measured | None
    now: Standing | None
    year: Standing | None
    forecast: Forecast
    light: Light


@dataclass(frozen=True, slots=True)
class TaskStatus:
    """A task with its targets, the reports newest first, the urgings newest first, and whether one waits."""

    task: Task
    targets: tuple[TargetStatus, ...]
    notes: tuple[ProgressNote, ...]
    urgings: tuple[Urging, ...]
    light: Light

    @property
    def latest(self) -> ProgressNote | None:
        """The report in force."""
        return self.notes[0] if self.notes else None

    @property
    def waiting(self) -> tuple[Urging, ...]:
        """The urgings without an answer, the oldest first."""
        return tuple(urging for urging in reversed(self.urgings) if not hasattr(urging, "answer"))


@dataclass(frozen=True, slots=True)
class PlanStatus:
    """A plan on a day: its tasks in order, and targets that belong to no task; ``month`` the last whole one."""

    held: HeldPlan
    month: int | None
    tasks: dict[str, TaskStatus]
    targets: tuple[TargetStatus, ...]

    def count(self, light: Light) -> int:
        """Return how many tasks have a light."""
        return sum(task.light is light for task in self.tasks.values())


def plans_for(actor: Actor, on: date) -> list[HeldPlan]:
    """Return the plans in force that concern somebody's posts, the newest year first."""
    held = [HeldPlan(version, plan_of(version)) for version in all_active(on, kind=PLAN)]
    mine = (one for one in held if _concerns(actor, one.plan))
    return sorted(mine, key=lambda one: (-one.plan.year, one.plan.division, one.plan.code))


def get_plan_for(actor: Actor, code: str, on: date) -> HeldPlan:
    """Return a plan in force; refused (``plans.unknown``) where there is none or it concerns none of one's posts."""
    try:
        version = active(code, on, kind=PLAN)
    except NotFound:
        raise NotFound("plans.unknown", UNKNOWN.format(code=code)) from None
    held = HeldPlan(version, plan_of(version))
    if not _concerns(actor, held.plan):
        raise NotFound("plans.unknown", UNKNOWN.format(code=code))
    return held


def may_read_proof(actor: Actor, file_id: int) -> bool:
    """Say whether a file proves a report on a plan that concerns somebody (port of the files)."""
    note = ProgressNote.objects.filter(files=file_id).select_related("plan").first()
    return note is not None and _concerns(actor, plan_of(note.plan))


def _concerns(actor: Actor, plan: WorkPlan) -> bool:
    """Whether one works below the plan's place, or answers for it from above."""
    below = reach_of(plan.division)
    places = [post.division for post in actor.posts if post.role in HANDLING_ROLES]
    return any(below.holds(place) or reach_of(place).holds(plan.division) for place in places)


def post_in(actor: Actor, plan: WorkPlan, unit: Unit) -> HeldPost | None:
    """Return the post that somebody holds in a unit of a plan."""
    place = plan.place_of(unit)
    fitting = (post for post in actor.posts if post.department == unit.department and post.division == place)
    return next((post for post in fitting if post.role in HANDLING_ROLES), None)


def may_urge(actor: Actor, plan: WorkPlan) -> bool:
    """Whether somebody supervises a plan: statistics or the signing head, of the plan's place."""
    return actor.holds(Role.STATISTICS, plan.division) or actor.holds(Role.HEAD, plan.division)


def status_of(held: HeldPlan, on: date) -> PlanStatus:
    """Return where a plan stands on a day; nothing is computed but the targets themselves."""
    plan, month = held.plan, last_month(held.plan.year, on)
    targets = {one.target.key: one for one in _targets(plan, month, on)}
    notes = (
        ProgressNote.objects.filter(code=plan.code, at__date__lte=on)
        .select_related("by")
        .prefetch_related("files")
        .order_by("-pk")
    )
    urgings = Urging.objects.filter(code=plan.code, at__date__lte=on).select_related("by", "answer").order_by("-pk")
    said, urged = _by_task(notes), _by_task(urgings)
    tasks = {
        task.key: _task(plan, task, targets, tuple(said.get(task.key, ())), tuple(urged.get(task.key, ())), on)
        for task in plan.tasks
    }
    named = {key for task in plan.tasks for key in task.targets}
    return PlanStatus(held, month, tasks, tuple(one for key, one in targets.items() if key not in named))


def _by_task(rows: Iterable[Said]) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = {}
    for row in rows:
        found.setdefault(row.task, []).append(row)
    return found


def _task(
    plan: WorkPlan,
    task: Task,
    targets: dict[str, TargetStatus],
    notes: tuple[ProgressNote, ...],
    urgings: tuple[Urging, ...],
    on: date,
) -> TaskStatus:
    mine = tuple(targets[key] for key in task.targets)
    percent = notes[0].percent if notes else None
    lights = [one.light for one in mine]
    overdue = on > task.due and set(lights) != {Light.DONE}
    if notes or not mine or overdue:
        lights.append(task_light(percent, plan.start_of(task), task.due, on, plan.slack))
    return TaskStatus(task, mine, notes, urgings, worst(lights))


def _targets(plan: WorkPlan, month: int | None, on: date) -> list[TargetStatus]:
    read = catalogue(settings.DATA.region)
    ones = {target.indicator: read.indicator(target.indicator) for target in plan.targets}
    if month is None:
        return [_unseen(target, ones[target.indicator]) for target in plan.targets]
    figures = measured(ones, plan.division, plan.year, month, on)
    return [_target(target, ones[target.indicator], figures[target.indicator]) for target in plan.targets]


def targets_for(actor: Actor, indicator: str, division: str, on: date) -> list[tuple[HeldPlan, TargetStatus]]:
    """Return where an indicator of a place stands to the plans in force that somebody sees."""
    found = []
    for held in plans_for(actor, on):
        if held.plan.division == division and any(one.indicator == indicator for one in held.plan.targets):
            mine = tuple(one for one in held.plan.targets if one.indicator == indicator)
            only = held.plan.model_copy(update={"targets": mine})
            found += [(held, one) for one in _targets(only, last_month(held.plan.year, on), on)]
    return found


def _unseen(target: Target, one: Indicator) -> TargetStatus:
    return TargetStatus(target, one, None, None, None, Forecast(None, None), Light.UNKNOWN)


def _target(target: Target, one: Indicator, found: Measured) -> TargetStatus:
    seen, course = found.seen, course_of(one.kind)
    now, year = stand(target, seen.value, seen.same), stand(target, seen.value, seen.whole)
    light = target_light(target, course, seen)
    return TargetStatus(target, one, found, now, year, forecast(course, seen), light)
