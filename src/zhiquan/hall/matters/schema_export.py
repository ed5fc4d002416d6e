"""The schema of a definition as JSON Schema, for editors that check and complete while one writes.

It describes the file, not the finished matter: a file that names its ``shape`` leaves out what the shape says, gives
parts of a keyed list by their key alone, and removes with ``remove``. What the file must say without a shape stays
required; everything else (names, conditions, roads) is proved by ``zhiquan matters check``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from zhiquan.hall.matters.schema import Matter

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REMOVES = {"type": "array", "items": {"type": "string"}, "description": "Keys of the shape that are left out here."}
REMOVED = {"const": True, "description": "This part of the shape is left out here."}


def matter_schema() -> dict[str, Any]:
    """Return the JSON Schema of ``definition.yaml``."""
    whole = Matter.model_json_schema(by_alias=True)
    parts = whole.pop("$defs")
    _one_state_is_enough(parts["Action"])
    properties = whole["properties"]
    keyed = {name for name, part in parts.items() if "key" in part.get("properties", {})}
    maps = set(_maps((properties, *(parts[name]["properties"] for name in keyed)), parts))
    for name, part in parts.items():
        if name in keyed:
            part["required"] = ["key"]
            part["properties"]["remove"] = REMOVED
        elif name in maps:
            part.pop("required", None)
            part["properties"]["remove"] = REMOVES
    shape = {"type": "string", "description": "The shape 骨架 laid under this definition."}
    needed = whole.pop("required")
    return {
        "$schema": DIALECT,
        **whole,
        "title": "Matter 事项",
        "properties": {"shape": shape, "remove": REMOVES, **properties},
        "required": ["code", "version"],
        "anyOf": [{"required": ["shape"]}, {"required": needed}],
        "$defs": parts,
    }


def schema_text() -> str:
    """Return the schema as the file that is kept with the program: sorted, so that a change is a small difference."""
    return json.dumps(matter_schema(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _maps(groups: Iterable[dict[str, Any]], parts: dict[str, Any]) -> Iterator[str]:
    """Yield the parts that stand as a map under a name, and so are laid over the shape's key by key."""
    for properties in groups:
        for value in properties.values():
            refs = (value.get("$ref", ""), *(one.get("$ref", "") for one in value.get("anyOf", ())))
            for name in filter(None, (ref.rpartition("/")[2] for ref in refs)):
                if "properties" in parts[name] and name != "Text":
                    yield name
                    yield from _maps((parts[name]["properties"],), parts)


def _one_state_is_enough(action: dict[str, Any]) -> None:
    """``to: accepted`` is short for one target."""
    to = action["properties"]["to"]
    action["properties"]["to"] = {
        "default": to.pop("default"),
        "anyOf": [{"type": "string"}, {key: to[key] for key in ("items", "type")}],
        "title": to["title"],
    }
