"""The schema for editors is the program's own, and takes every definition that ships."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from zhiquan.definitions import SHIPPED, files, read_yaml
from zhiquan.hall.matters.schema_export import matter_schema, schema_text

KEPT = SHIPPED.parent.parent.parent / "docs/reference/matter.schema.json"
SCHEMA = matter_schema()
TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str, date),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
KNOWN = {
    *("$ref", "$defs", "$schema", "type", "properties", "required", "additionalProperties", "items", "anyOf", "enum"),
    *("const", "pattern", "minItems", "minLength", "minimum", "maximum", "format", "patternProperties", "maxLength"),
    *("default", "title", "description"),
}


def broken(value: Any, schema: Mapping[str, Any], place: str = "$") -> Iterator[str]:
    """Yield the places where a value does not fit: as much of JSON Schema as ours uses."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        yield from broken(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], place)
    if "anyOf" in schema and all(list(broken(value, one, place)) for one in schema["anyOf"]):
        yield f"{place}: none of the alternatives"
    if not _of_type(value, schema) or value not in schema.get("enum", [value]) or value != schema.get("const", value):
        yield f"{place}: {value!r}"
        return
    if isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{place}: pattern"
    if isinstance(value, list):
        yield from _of_list(value, schema, place)
    if isinstance(value, dict):
        yield from _of_map(value, schema, place)


def _of_type(value: Any, schema: Mapping[str, Any]) -> bool:
    wanted = schema.get("type")
    if wanted is None:
        return True
    return isinstance(value, TYPES[wanted]) and (wanted == "boolean" or not isinstance(value, bool))


def _of_list(value: list[Any], schema: Mapping[str, Any], place: str) -> Iterator[str]:
    if len(value) < schema.get("minItems", 0):
        yield f"{place}: too few"
    for at, item in enumerate(value):
        yield from broken(item, schema.get("items", {}), f"{place}[{at}]")


def _of_map(value: dict[str, Any], schema: Mapping[str, Any], place: str) -> Iterator[str]:
    yield from (f"{place}: no {name}" for name in schema.get("required", ()) if name not in value)
    more = schema.get("additionalProperties", True)
    for name, item in value.items():
        if name in schema.get("properties", {}):
            yield from broken(item, schema["properties"][name], f"{place}.{name}")
        elif more is False:
            yield f"{place}.{name}: unknown"
        elif isinstance(more, dict):
            yield from broken(item, more, f"{place}.{name}")
        for pattern, one in schema.get("patternProperties", {}).items():
            if re.search(pattern, name):
                yield from broken(item, one, f"{place}.{name}")


def shipped() -> dict[str, dict[str, Any]]:
    return {path.parent.name: read_yaml(path) for path in files("matters", "*/definition.yaml")}


def test_the_schema_kept_for_editors_is_the_one_of_the_program() -> None:
    assert KEPT.read_text("utf-8") == schema_text(), "run: zhiquan matters schema > docs/reference/matter.schema.json"


def test_every_shipped_definition_fits_the_schema() -> None:
    found = {code: list(broken(raw, SCHEMA)) for code, raw in shipped().items()}
    assert {code: places for code, places in found.items() if places} == {}


@pytest.mark.parametrize(
    ("way", "value", "told"),
    [
        (("colour",), "red", "$.colour: unknown"),
        (("version",), "next", "$.version: pattern"),
        (("actions", 0, "roles"), [], "$.actions[0].roles: too few"),
        (("clocks", 0, "remove"), False, "$.clocks[0].remove: False"),
        (("authority", "kind"), "somebody", "$.authority.kind: 'somebody'"),
        (("title",), {"zh": "只有中文"}, "$.title: no en"),
    ],
)
def test_a_fault_in_a_definition_is_seen_at_its_place(way: tuple[Any, ...], value: Any, told: str) -> None:
    raw = copy.deepcopy(shipped()["pledge"])
    inner: Any = raw
    for step in way[:-1]:
        inner = inner[step]
    inner[way[-1]] = value
    assert told in list(broken(raw, SCHEMA))


def test_a_definition_without_a_shape_must_say_everything_itself() -> None:
    raw = {key: value for key, value in shipped()["pledge"].items() if key != "shape"}
    raw.pop("states", None)
    assert "$: none of the alternatives" in list(broken(raw, SCHEMA))
    assert list(broken({**raw, "shape": "grant"}, SCHEMA)) == []


def test_one_state_is_enough_where_an_action_leads_to_one() -> None:
    action = {"key": "accept", "to": "accepted"}
    assert list(broken({"code": "a", "version": "2026.1", "shape": "grant", "actions": [action]}, SCHEMA)) == []
