"""What a definition mentions inside itself: names that nothing answers to, conditions that do not compile."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zhiquan.hall.matters.base import Fault
from zhiquan.hall.matters.fields import Field
from zhiquan.hall.matters.schema import Action, Material, Matter
from zhiquan.rules.expressions import compile_expression
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text


def name_faults(definition: Matter) -> Iterator[Fault]:
    """Yield the names inside the definition that nothing answers to."""
    known = {
        name: {part.key for part in getattr(definition, name)}
        for name in ("materials", "states", "actions", "clocks", "letters", "packs")
    }
    for kind, key, place in _mentions(definition):
        if key not in known[kind]:
            yield Fault(place, Text(f"没有名为“{key}”的 {kind}。", f"There is no “{key}” among the {kind}."))
    fields = {field.key for field in definition.fields}
    for rule in definition.form.rules:
        if rule.field not in fields:
            yield Fault(
                f"form.rules.{rule.key}", Text(f"没有字段“{rule.field}”。", f"There is no field “{rule.field}”.")
            )


def _mentions(definition: Matter) -> Iterator[tuple[str, str, str]]:
    yield "states", definition.opening.state, "opening.state"
    for move in definition.opening.clocks:
        yield "clocks", move.clock, "opening.clocks"
    for use in definition.checks:
        if use.asks:
            yield "materials", use.asks, f"checks.{use.key}.asks"
    for letter in definition.letters:
        for state in letter.from_:
            yield "states", state, f"letters.{letter.key}.from"
    for action in definition.actions:
        yield from _mentions_of(action, f"actions.{action.key}")


def _mentions_of(action: Action, place: str) -> Iterator[tuple[str, str, str]]:
    for state in action.from_:
        yield "states", state, f"{place}.from"
    for target in action.to:
        yield "states", target.state, f"{place}.to"
    for move in action.clocks:
        yield "clocks", move.clock, f"{place}.clocks"
    for other in action.requires.not_same_person_as:
        yield "actions", other, f"{place}.requires.not_same_person_as"
    optional = (
        ("packs", action.pack, f"{place}.pack"),
        ("letters", action.requires.letter, f"{place}.requires.letter"),
        ("packs", action.requires.pack, f"{place}.requires.pack"),
        ("clocks", action.requires.overdue, f"{place}.requires.overdue"),
        ("actions", action.effect.result_of if action.effect else None, f"{place}.effect.result_of"),
    )
    yield from ((kind, key, where) for kind, key, where in optional if key)


def expression_faults(definition: Matter) -> Iterator[Fault]:
    """Yield the conditions that do not compile over the names they may use."""
    for source, names, place in _conditions(definition):
        try:
            compile_expression(source, frozenset(names))
        except Refusal as refusal:
            yield Fault(place, refusal.text)


def _conditions(definition: Matter) -> Iterator[tuple[str, tuple[str, ...], str]]:
    yield from _required_when(definition.fields, ("form",), "form")
    yield from ((rule.holds, ("form",), f"form.rules.{rule.key}.holds") for rule in definition.form.rules)
    yield from _required_when(definition.materials, ("form",), "materials")
    for action in definition.actions:
        place = f"actions.{action.key}"
        yield from _required_when(action.fields, ("form", "data"), f"{place}.fields")
        for target in action.to:
            if target.when:
                yield target.when, ("form", "data"), f"{place}.to.{target.state}.when"


def _required_when(
    parts: Iterable[Field | Material],
    names: tuple[str, ...],
    place: str,
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for part in parts:
        if part.required_when:
            yield part.required_when, names, f"{place}.{part.key}.required_when"
