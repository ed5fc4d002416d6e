"""What a definition mentions inside itself: names that nothing answers to."""

from __future__ import annotations

from collections.abc import Iterator

from zhiquan.hall.matters.schema import Action, Matter
from zhiquan.rules.forms.base import Fault
from zhiquan.rules.forms.fields import FieldType
from zhiquan.rules.text import Text


def name_faults(definition: Matter) -> Iterator[Fault]:
    """Yield the names inside the definition that nothing answers to."""
    known = {
        name: {part.key for part in getattr(definition, name)}
        for name in ("materials", "states", "actions", "clocks", "letters", "packs", "parties")
    }
    for kind, key, place in _mentions(definition):
        if key not in known[kind]:
            yield Fault(place, Text(f"没有名为“{key}”的 {kind}。", f"There is no “{key}” among the {kind}."))
    fields = {field.key for field in definition.fields}
    for rule in definition.form.rules:
        if rule.field not in fields:
            yield _no_field(f"form.rules.{rule.key}", rule.field)
    yield from _places(definition)
    yield from _parties(definition)
    for action in definition.actions:
        yield from _fields_of_moves(action)


def _places(definition: Matter) -> Iterator[Fault]:
    """Fields that say where a case is, and days that must lie ahead: of the right type, and certain to be answered."""
    asked = [("place", definition.fields, definition.place, FieldType.DIVISION)] if definition.place else []
    for action in definition.actions:
        place = f"actions.{action.key}"
        if action.transfers:
            asked.append((f"{place}.transfers", action.fields, action.transfers, FieldType.DIVISION))
        asked += [
            (f"{place}.requires.ahead.{one.field}", action.fields, one.field, FieldType.DATE)
            for one in action.requires.ahead
        ]
    for where, fields, key, kind in asked:
        if all(field.key != key or field.type is not kind or field.many for field in fields):
            yield Fault(where, Text(f"“{key}”不是单个 {kind} 字段。", f"“{key}” is no single field of type {kind}."))


def _parties(definition: Matter) -> Iterator[Fault]:
    tables = {field.key: {column.key for column in field.columns} for field in definition.fields if field.columns}
    for use in definition.parties:
        place = f"parties.{use.key}"
        if use.rows not in tables:
            yield Fault(f"{place}.rows", Text(f"没有表格字段“{use.rows}”。", f"There is no table “{use.rows}”."))
            continue
        for column in filter(None, (use.name, use.code)):
            if column not in tables[use.rows]:
                yield _no_field(place, column)
    roles = {use.key for use in definition.parties}
    for action in definition.actions:
        for field in action.fields:
            if field.party and field.party not in roles:
                text = Text(f"没有当事人角色“{field.party}”。", f"There is no party role “{field.party}”.")
                yield Fault(f"actions.{action.key}.fields.{field.key}", text)


def _fields_of_moves(action: Action) -> Iterator[Fault]:
    fields = {field.key for field in action.fields}
    for move in action.clocks:
        named = (move.reason, move.of.removeprefix("data.") if move.of and move.of != "actor" else None)
        for key in filter(None, named):
            if key not in fields:
                yield _no_field(f"actions.{action.key}.clocks.{move.clock}", key)


def _no_field(place: str, key: str) -> Fault:
    return Fault(place, Text(f"没有字段“{key}”。", f"There is no field “{key}”."))


def _mentions(definition: Matter) -> Iterator[tuple[str, str, str]]:
    yield "states", definition.opening.state, "opening.state"
    yield from (("clocks", move.clock, "opening.clocks") for move in definition.opening.clocks)
    for use in definition.checks:
        if use.asks:
            yield "materials", use.asks, f"checks.{use.key}.asks"
    for letter in definition.letters:
        yield from (("states", state, f"letters.{letter.key}.from") for state in letter.from_)
    for action in definition.actions:
        yield from _mentions_of(action, f"actions.{action.key}")
    optional = (
        *(("actions", clock.on_expiry, f"clocks.{clock.key}.on_expiry") for clock in definition.clocks),
        *(("actions", party.joins, f"parties.{party.key}.joins") for party in definition.parties),
        *(("parties", letter.to, f"letters.{letter.key}.to") for letter in definition.letters),
        *(("actions", one.after, f"materials.{m.key}.shown.{one.to}") for m in definition.materials for one in m.shown),
        *(
            ("parties", one.to, f"materials.{m.key}.shown")
            for m in definition.materials
            for one in m.shown
            if one.to != "applicant"
        ),
    )
    yield from ((kind, key, place) for kind, key, place in optional if key)


def _mentions_of(action: Action, place: str) -> Iterator[tuple[str, str, str]]:
    yield from (("states", state, f"{place}.from") for state in action.from_)
    yield from (("states", target.state, f"{place}.to") for target in action.to)
    yield from (("clocks", move.clock, f"{place}.clocks") for move in action.clocks)
    needs = action.requires
    yield from (("actions", other, f"{place}.requires.not_same_person_as") for other in needs.not_same_person_as)
    yield from (("actions", other, f"{place}.requires.done") for other in needs.done)
    yield from (("actions", use.result_of, f"{place}.effects.{use.effect}.result_of") for use in action.effects)
    optional = (
        *(("parties", move.each, f"{place}.clocks.{move.clock}.each") for move in action.clocks),
        ("packs", action.pack, f"{place}.pack"),
        ("letters", needs.letter, f"{place}.requires.letter"),
        ("letters", action.serves.letter if action.serves else None, f"{place}.serves.letter"),
        ("packs", needs.pack, f"{place}.requires.pack"),
        ("clocks", needs.overdue, f"{place}.requires.overdue"),
    )
    yield from ((kind, key, where) for kind, key, where in optional if key)
