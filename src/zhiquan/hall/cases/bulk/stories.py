"""The stories that matters ship with, told as events: what the bulk writer stamps out for many cases.

Only what the definition allows is told: a step that the story expects to be refused is left out, and a story ends
where a step is refused on the days it was moved to.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from zhiquan.hall.cases.upcasting import written
from zhiquan.hall.matters import scenario as told
from zhiquan.hall.matters.fold import ACTED, OPENED, apply
from zhiquan.hall.matters.scenario import Scenario, Step
from zhiquan.hall.matters.schema import Matter
from zhiquan.hall.matters.snapshot import Event, Snapshot
from zhiquan.rules.law import Book, Calendar
from zhiquan.rules.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Line:
    """One event of a story: the data as it is stored, the role of whoever acts, and the step it came from."""

    kind: str
    data: dict[str, Any]
    on: date
    role: str
    step: Step


@dataclass(frozen=True, slots=True)
class Story:
    """A story cut off after some events, with the case as it then stands; the people are numbered as in it."""

    matter: str
    name: str
    lines: tuple[Line, ...]
    snapshot: Snapshot
    definition: Matter
    scenario: Scenario

    @property
    def typed(self) -> dict[str, Any]:
        """The form as it was typed: texts where a definition file has dates."""
        form: dict[str, Any] = json.loads(json.dumps(self.scenario.form, default=str))
        return form


def stories(
    matter: Matter, name: str, scenario: Scenario, book: Book, calendar: Calendar, moved: timedelta
) -> Iterator[Story]:
    """Yield a story cut off after each of its events, moved by some days."""
    run = told._Run(matter, scenario, book, calendar)  # noqa: SLF001 - the runner of the scenarios itself
    lines: list[Line] = []
    for step in scenario.steps:
        if step.expect.refused:
            continue
        moved_step = step.model_copy(update={"day": step.day + moved})
        try:
            for kind, data in _said(run, moved_step):
                event = Event(run.snapshot.seq + 1, kind, data, moved_step.day, run.person(step), step.role)
                run.snapshot = apply(run.snapshot, event, matter)
                lines.append(Line(kind, written(kind, data), moved_step.day, step.role, moved_step))
                story = Story(matter.code, name, tuple(lines), run.snapshot, matter, scenario)
                yield story
                if assigned := _assigned(story):
                    yield assigned
        except Refusal:
            return


HANDLER = "@@handler@@"
"""Stands for the person of the case's office who handles it."""


def _assigned(story: Story) -> Story | None:
    """Return the story with the case given to somebody who can take its next step; None where no examiner can."""
    matter, before = story.definition, story.snapshot
    role = next((r for a in matter.actions if before.state in a.from_ for r in a.roles if r in _HANDLERS), None)
    moved_away = before.division != story.lines[0].data["division"]
    if role is None or before.closed or moved_away:
        return None
    last, data = story.lines[-1], {"user": HANDLER, "role": role}
    line = Line("assigned", data, last.on, "head", last.step)
    snapshot = apply(before, Event(before.seq + 1, line.kind, data, line.on, 0, line.role), matter)
    return replace(story, lines=(*story.lines, line), snapshot=snapshot)


_HANDLERS = frozenset({"examiner", "window"})


def _said(run: Any, step: Step) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what a step records: one event, or a letter for each party that is to have one."""
    if step.submit:
        yield OPENED, told._opening(run, step)  # noqa: SLF001
    elif step.action:
        yield ACTED, told._action(run, step)  # noqa: SLF001
    else:
        for party in told._addressed(run, step):  # noqa: SLF001
            letter = {"template": step.letter, "letter": 1 + len(run.snapshot.letters)}
            yield "letter.signed", letter | ({"party": party} if party else {})
