"""A definition proves itself before it is published: everything it names exists, every road leads to an end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from zhiquan.hall.matters.letter_file import LetterFile
from zhiquan.hall.matters.prove_conditions import expression_faults
from zhiquan.hall.matters.prove_graph import graph_faults
from zhiquan.hall.matters.prove_letters import letter_faults
from zhiquan.hall.matters.prove_limits import limit_faults
from zhiquan.hall.matters.prove_names import name_faults
from zhiquan.hall.matters.schema import Matter
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.law import Book
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class World:
    """What a definition may name: roles, registered checks and effects, law book, date and place."""

    roles: Collection[str]
    checks: Collection[str]
    effects: Collection[str]
    book: Book
    on: date
    scope: str = "CN"


def prove(definition: Matter, letters: Mapping[str, LetterFile], world: World) -> tuple[Fault, ...]:
    """Return everything that is wrong with a definition; an empty result is the proof."""
    parts: tuple[Callable[[], Iterable[Fault]], ...] = (
        lambda: _twice(definition),
        lambda: name_faults(definition),
        lambda: _outside(definition, world),
        lambda: _law(definition, world),
        lambda: expression_faults(definition),
        lambda: letter_faults(definition, letters),
    )
    named = tuple(fault for part in parts for fault in part())
    return named or tuple(graph_faults(definition))


def _twice(definition: Matter) -> Iterator[Fault]:
    groups: dict[str, list[str]] = {
        "form": [field.key for field in definition.fields],
        **{
            name: [part.key for part in getattr(definition, name)]
            for name in ("materials", "checks", "states", "actions", "clocks", "letters", "packs", "parties")
        },
        **{f"actions.{action.key}.fields": [field.key for field in action.fields] for action in definition.actions},
    }
    for place, keys in groups.items():
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield Fault(f"{place}.{key}", Text("重复定义。", "Defined twice."))


def _outside(definition: Matter, world: World) -> Iterator[Fault]:
    """Roles, checks and effects that do not exist."""
    parties = {use.key for use in definition.parties}
    for role, place in _roles(definition):
        if role not in world.roles and role not in parties:
            yield Fault(place, Text(f"没有角色“{role}”。", f"There is no role “{role}”."))
    for use in definition.checks:
        if use.check not in world.checks:
            yield Fault(
                f"checks.{use.key}", Text(f"没有登记核验“{use.check}”。", f"No check “{use.check}” is registered.")
            )
    for action in definition.actions:
        for name in (use.effect for use in action.effects):
            if name not in world.effects:
                text = Text(f"没有登记效果“{name}”。", f"No effect “{name}” is registered.")
                yield Fault(f"actions.{action.key}.effects", text)


def _law(definition: Matter, world: World) -> Iterator[Fault]:
    """Provisions that the law book does not hold on the date."""
    for key, place in provisions(definition):
        try:
            world.book.at(key, world.on, world.scope)
        except Refusal as refusal:
            yield Fault(place, refusal.text)
    yield from limit_faults(definition, world.book, world.on, world.scope)


def _roles(definition: Matter) -> Iterator[tuple[str, str]]:
    for action in definition.actions:
        yield from ((role, f"actions.{action.key}.roles") for role in action.roles)
    for letter in definition.letters:
        for name in ("drafters", "reviewers", "signers"):
            yield from ((role, f"letters.{letter.key}.{name}") for role in getattr(letter, name))


def provisions(definition: Matter) -> Iterator[tuple[str, str]]:
    """Yield the key of every provision that a definition names, with its place."""
    yield from ((key, "basis") for key in definition.basis)
    for clock in definition.clocks:
        yield clock.legal, f"clocks.{clock.key}.legal"
        if clock.promised:
            yield clock.promised, f"clocks.{clock.key}.promised"
    for action in definition.actions:
        place = f"actions.{action.key}"
        yield from ((move.by, f"{place}.clocks.{move.clock}.by") for move in action.clocks if move.by)
        yield from ((key, f"{place}.fields.{field.key}.law") for field in action.fields for key in field.law.values())
        yield from (
            (key, f"{place}.requires.conditions") for one in action.requires.conditions for key in one.law.values()
        )
        yield from ((one.limit, f"{place}.requires.ahead.{one.field}") for one in action.requires.ahead)
        if action.quota:
            yield action.quota.limit, f"{place}.quota.limit"
    yield from ((paper.max_age, f"materials.{paper.key}.max_age") for paper in definition.materials if paper.max_age)
    yield from ((key, name) for name in ("fee", "retention") if (key := getattr(definition, name)))
