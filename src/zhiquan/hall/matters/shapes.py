"""Laying a definition over its shape 骨架: maps merge, keyed lists merge by key, other lists replace, removal is said.

A removal is ``{key: x, remove: true}`` in a keyed list and ``remove: [x, …]`` in a map. Removing what is not there is
refused, because it means that the shape has changed under the definition.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

REMOVE = "remove"


def resolve(definition: Mapping[str, Any], shapes: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """Return the definition laid over the shape it names (``shape:``), without the name; raw values as read."""
    own = {key: value for key, value in definition.items() if key != "shape"}
    name = definition.get("shape")
    if name is None:
        return merge({}, own)
    if name not in shapes:
        raise Refusal("matters.no-shape", Text(f"没有骨架“{name}”。", f"There is no shape “{name}”."))
    return merge(shapes[name], own)


def merge(base: Mapping[str, Any], over: Mapping[str, Any], place: str = "") -> dict[str, Any]:
    """Return ``base`` with ``over`` laid on it; neither is changed."""
    merged = dict(base)
    for name in over.get(REMOVE, ()):
        if name not in merged:
            raise _nothing(f"{place}{name}")
        del merged[name]
    for name, value in over.items():
        if name != REMOVE:
            merged[name] = _lay(merged.get(name), value, f"{place}{name}.")
    return merged


def _lay(below: Any, value: Any, place: str) -> Any:
    if isinstance(value, Mapping):
        return merge(below if isinstance(below, Mapping) else {}, value, place)
    if _keyed(value) and (below is None or _keyed(below)):
        return _merge_keyed(below or [], value, place)
    return value


def _keyed(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) and "key" in item for item in value)


def _merge_keyed(below: list[Any], value: list[Any], place: str) -> list[Any]:
    rows = {item["key"]: item for item in below}
    for item in value:
        key, here = item["key"], f"{place}{item['key']}"
        if item.get(REMOVE) is True:
            if key not in rows:
                raise _nothing(here)
            del rows[key]
        else:
            rows[key] = merge(rows.get(key, {}), item, f"{here}.")
    return list(rows.values())


def _nothing(place: str) -> Refusal:
    return Refusal(
        "matters.nothing-to-remove",
        Text(f"{place}：骨架中没有可移除的内容。", f"{place}: the shape has nothing there to remove."),
    )
