"""Proof of a matter before the rulebook publishes it: the definition itself, and the stories it ships with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from django.conf import settings

from zhiquan.definitions.shelf import calendar, law_book
from zhiquan.hall.cases.shelf import moment, read_scenarios, region
from zhiquan.hall.matters.load import letter_from, matter_from
from zhiquan.hall.matters.ports import checks, effects
from zhiquan.hall.matters.prove import World, prove
from zhiquan.hall.matters.scenario import Scenario, run
from zhiquan.hall.matters.schema import Matter, Outcome
from zhiquan.office.access.roles import Role
from zhiquan.office.rulebook.ports import Package
from zhiquan.office.rulebook.sources import source
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.text import Text


def package_faults(package: Package, on: date) -> tuple[Fault, ...]:
    """Return what is wrong with a matter on a date, without its stories."""
    matter = matter_from(package.resolved["matter"])
    letters = {key: letter_from(key, raw) for key, raw in package.letters.items()}
    known_checks, known_effects = ({name for name, _ in port} for port in (checks, effects))
    world = World({role.value for role in Role}, known_checks, known_effects, moment().book, on, settings.DIVISION)
    return prove(matter, letters, world)


def story_faults(matter: Matter) -> tuple[Fault, ...]:
    """Return every expectation of the matter's stories that does not come true; a matter without stories is a fault.

    The stories that ship are told by the law that ships: a region's shorter limit is no fault of theirs.
    """
    law = region() if source(matter.code, region()).own else None
    stories = read_scenarios(matter.code)
    if not stories:
        return (Fault("scenarios", Text("没有情景。", "There are no scenarios.")),)
    told = tuple(
        Fault(f"scenarios.{name}.{fault.place}", fault.text)
        for name, story in stories.items()
        for fault in run(story, matter, law_book(law), calendar(law))
    )
    return told or tuple(_untold(stories.values()))


def _untold(stories: Iterable[Scenario]) -> Iterator[Fault]:
    """Yield what no story tells: that it ends badly, that it does not."""
    badly = {any(step.expect.outcome == Outcome.UNFAVOURABLE for step in story.steps) for story in stories}
    if True not in badly:
        yield Fault("scenarios", _NONE_BAD)
    if False not in badly:
        yield Fault("scenarios", _NONE_GOOD)


def prove_package(package: Package, on: date) -> tuple[Text, ...]:
    """Return what is wrong with a matter on a date, each with its place; the rulebook publishes only without faults."""
    faults = package_faults(package, on) or story_faults(matter_from(package.resolved["matter"]))
    return tuple(_AT.format(place=fault.place, text=fault.text) for fault in faults)


_NONE_BAD = Text(
    "没有以 outcome: unfavourable 结束的情景，请补写一个。", "No scenario ends with outcome: unfavourable; write one."
)
_NONE_GOOD = Text("没有顺利办结的情景，请补写一个。", "Every scenario ends badly; write one that does not.")
_AT = Text("{place}：{text}", "{place}: {text}")
