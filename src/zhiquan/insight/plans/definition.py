"""A plan of the year as a file: tasks 重点任务 with their units, due dates and targets 预期目标."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field, StringConstraints

from zhiquan.insight.declared import Declared, Division, twice
from zhiquan.insight.figures.asking import Ask
from zhiquan.insight.figures.catalogue import Catalogue
from zhiquan.insight.figures.views import Name, Strict
from zhiquan.insight.plans.targets import Target
from zhiquan.rules.text import Text


class Unit(Strict):
    """A department as it is named in the office; ``division`` where it is not that of the plan."""

    department: Annotated[str, StringConstraints(min_length=1, max_length=80)]
    division: Division | None = None


class Task(Strict):
    """One task: the lead unit 牵头单位 reports, ``with`` the cooperating units 配合单位.

    ``evidence`` is what proves that it is done; ``start`` is the first of January where it is left out. A target
    belongs to at most one task.
    """

    key: Name
    label: Text
    lead: Unit
    cooperating: tuple[Unit, ...] = Field(default=(), alias="with")
    start: date | None = None
    due: date
    evidence: Text
    targets: tuple[Name, ...] = ()


class Section(Strict):
    """A chapter of the plan."""

    label: Text
    tasks: tuple[Task, ...] = Field(min_length=1)


class WorkPlan(Declared):
    """A plan of a place for a year; ``slack``: points that a report may lie below the time gone and not be behind."""

    slack: int = Field(default=10, ge=0, le=100)
    targets: tuple[Target, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    def faults(self) -> Iterator[str]:
        """Yield keys given twice, targets that are missing or belong to two tasks, tasks due before they start."""
        for name, keys in (("task", [t.key for t in self.tasks]), ("target", [t.key for t in self.targets])):
            yield from twice(name, keys)
        named = [key for task in self.tasks for key in task.targets]
        held = {target.key for target in self.targets}
        yield from (f"there is no target {key!r}" for key in named if key not in held)
        yield from (
            f"the target {key!r} belongs to two tasks" for key in sorted({k for k in named if named.count(k) > 1})
        )
        yield from (f"{task.key}: it is due before it starts" for task in self.tasks if task.due < self.start_of(task))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Every task in order."""
        return tuple(task for section in self.sections for task in section.tasks)

    def start_of(self, task: Task) -> date:
        """Return the day from which a task runs."""
        return task.start or date(self.year, 1, 1)

    def place_of(self, unit: Unit) -> str:
        """Return the division that a unit belongs to."""
        return unit.division or self.division


def plan_faults(plan: WorkPlan, read: Catalogue) -> tuple[Text, ...]:
    """Return what a plan names and the catalogue has not, or asks of an indicator that cannot be asked of it."""
    return tuple(fault for target in plan.targets for fault in _ask(target).faults(read))


def _ask(target: Target) -> Ask:
    by = Text(f"目标 {target.key}", f"target {target.key}")
    return Ask(by, target.indicator, target.growth is not None, target.bound.value if target.bound else None)
