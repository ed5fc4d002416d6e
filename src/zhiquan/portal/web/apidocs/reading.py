"""The description of the API as its page shows it: rooms, operations, and members with their types in a line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhiquan.portal.api.openapi import operations
from zhiquan.rules.text import Text

Schema = Mapping[str, Any]
_DEEPEST = 3


@dataclass(frozen=True, slots=True)
class Member:
    """A parameter, or a member of a body or an answer: its name, indented by ``depth``, and its type in a line."""

    name: str
    type: str
    required: bool
    depth: int = 0
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One operation."""

    name: str
    method: str
    path: str
    title: Text
    about: Text
    scope: str
    once: bool
    parameters: tuple[Member, ...]
    body: tuple[Member, ...]
    answer: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The operations of one room."""

    key: str
    title: Text
    operations: tuple[Told, ...]


def groups(schema: Schema) -> tuple[Group, ...]:
    """Return the rooms in their order."""
    parts = schema["components"]
    told = [(one["tags"][0], _told(path, method, one, parts)) for path, method, one in operations(dict(schema))]
    return tuple(
        Group(
            tag["name"].lower().replace(" ", "-"),
            Text(tag["description"], tag["name"]),
            tuple(operation for room, operation in told if room == tag["name"]),
        )
        for tag in schema["tags"]
    )


def _told(path: str, method: str, one: Schema, parts: Schema) -> Told:
    return Told(
        name=one["operationId"],
        method=method.upper(),
        path=path,
        title=Text(**one["x-title"]),
        about=Text(**one["x-about"]),
        scope=one["x-scope"],
        once=one["x-once"],
        parameters=tuple(_parameter(part, parts) for part in one.get("parameters", ())),
        body=_members(one.get("requestBody", {}).get("content", {}), parts),
        answer=_members(one["responses"]["200"].get("content", {}), parts),
    )


def _parameter(part: Schema, parts: Schema) -> Member:
    part = _resolved(part, parts)
    schema = part["schema"]
    zh, _, en = (part.get("description", "") or schema.get("description", "")).partition(" · ")
    return Member(part["name"], _type(schema, parts), part.get("required", False), 0, Text(zh, en or zh))


def _members(content: Schema, parts: Schema) -> tuple[Member, ...]:
    """Return the members of the one media type of a body; a file is its type alone."""
    for media, described in content.items():
        schema = _resolved(described["schema"], parts)
        if "properties" in schema:
            return tuple(_inside(schema, parts, 0))
        return (Member(media, _type(schema, parts), required=True),)
    return ()


def _inside(schema: Schema, parts: Schema, depth: int) -> Iterator[Member]:
    needed = set(schema.get("required", ()))
    for name, part in schema["properties"].items():
        yield Member(name, _type(part, parts), name in needed, depth)
        inner = _object(part, parts)
        if inner is not None and depth + 1 < _DEEPEST:
            yield from _inside(inner, parts, depth + 1)


def _object(part: Schema, parts: Schema) -> Schema | None:
    """Return the object that a member is, or is a list of; texts in two languages are told by their type alone."""
    found = _plain(_resolved(part, parts), parts)
    found = _plain(_resolved(found.get("items", found), parts), parts)
    return found if "properties" in found and found.get("title") != "Text" else None


def _type(part: Schema, parts: Schema) -> str:
    found, may_be_null = _plain(_resolved(part, parts), parts), "anyOf" in part
    if "enum" in found:
        name = " | ".join(str(one) for one in found["enum"])
    elif found.get("title") == "Text":
        name = "text {zh, en}"
    elif found.get("type") == "array":
        name = f"{_type(found.get('items', {}), parts)}[]"
    else:
        name = found.get("format") or str(found.get("type", "any"))
    return f"{name}{_bounds(found)}{' | null' if may_be_null else ''}"


def _bounds(found: Schema) -> str:
    least, most = found.get("minimum"), found.get("maximum", found.get("maxLength"))
    if most is None or most > 10**12:
        return ""
    return f" {least}–{most}" if least is not None else f" ≤ {most}"


def _plain(schema: Schema, parts: Schema) -> Schema:
    """Return what a member is where it is not null."""
    for one in schema.get("anyOf", ()):
        if one.get("type") != "null":
            return _resolved(one, parts)
    return schema


def _resolved(schema: Schema, parts: Schema) -> Schema:
    if "$ref" not in schema:
        return schema
    *_, kind, name = schema["$ref"].split("/")
    found: Schema = parts[kind][name]
    return found
