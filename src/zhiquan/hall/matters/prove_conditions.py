"""The conditions and formulas of a definition: they must compile over the names they may use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhiquan.hall.matters.names import CASE_NAMES
from zhiquan.hall.matters.schema import Action, Material, Matter
from zhiquan.rules.expressions import compile_expression
from zhiquan.rules.expressions.language import without_literals
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.forms.fields import Field
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_ANSWERS = (*CASE_NAMES, "data")
"""What the conditions of an action may name."""
_SPOKEN_OF = re.compile(r"(?<![\w.])(form|data)\.([A-Za-z_]\w*)")


def expression_faults(definition: Matter) -> Iterator[Fault]:
    """Yield the conditions that do not compile over the names they may use."""
    for source, names, place in _conditions(definition):
        try:
            compile_expression(source, frozenset(names))
        except Refusal as refusal:
            yield Fault(place, refusal.text)
        else:
            yield from _unasked(definition, source, place)


def _unasked(definition: Matter, source: str, place: str) -> Iterator[Fault]:
    """Yield the answers that a condition speaks of and nobody is asked for: such a condition would never hold."""
    asked = {"form": {field.key for field in definition.fields}}
    if place.startswith("actions."):
        asked["data"] = {field.key for field in definition.action(place.split(".")[1]).fields}
    for name, key in _SPOKEN_OF.findall(without_literals(source)):
        if name in asked and key not in asked[name]:
            yield Fault(place, Text(f"没有字段“{name}.{key}”。", f"There is no field “{name}.{key}”."))


def _conditions(definition: Matter) -> Iterator[tuple[str, tuple[str, ...], str]]:
    yield from _required_when(definition.fields, ("form",), "form")
    yield from ((rule.holds, ("form",), f"form.rules.{rule.key}.holds") for rule in definition.form.rules)
    yield from _required_when(definition.materials, ("form",), "materials")
    opening = ((move.when, f"opening.clocks.{move.clock}.when") for move in definition.opening.clocks)
    yield from ((source, _ANSWERS, where) for source, where in opening if source)
    for action in definition.actions:
        yield from _of_action(action, f"actions.{action.key}")


def _of_action(action: Action, place: str) -> Iterator[tuple[str, tuple[str, ...], str]]:
    yield from _required_when(action.fields, _ANSWERS, f"{place}.fields")
    asked = (
        *((target.when, f"{place}.to.{target.state}.when") for target in action.to),
        *((move.when, f"{place}.clocks.{move.clock}.when") for move in action.clocks),
    )
    for one in action.requires.conditions:
        yield one.holds, (*_ANSWERS, "law") if one.law else _ANSWERS, f"{place}.requires.conditions.{one.key}"
    yield from ((source, _ANSWERS, where) for source, where in asked if source)
    for field in action.fields:
        if field.formula:
            yield field.formula, (*_ANSWERS, "law"), f"{place}.fields.{field.key}.formula"


def _required_when(
    parts: Iterable[Field | Material],
    names: tuple[str, ...],
    place: str,
) -> Iterator[tuple[str, tuple[str, ...], str]]:
    for part in parts:
        if part.required_when:
            yield part.required_when, names, f"{place}.{part.key}.required_when"
