"""Old shapes of events: an event is stored as it was written and read as it would be written today.

The stored data never changes (the chain covers it). ``shape`` in an event's data says in which shape it was written;
without it, in the first. Each upcaster makes the next shape out of one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

Data: TypeAlias = Mapping[str, Any]
Upcaster: TypeAlias = Callable[[Data], dict[str, Any]]
SHAPE = "shape"


def _limits_complete(data: Data) -> dict[str, Any]:
    """In the first shape a limit said only key, amount, unit and whether it rolls."""
    return {**data, "clocks": [_move(move) for move in data.get("clocks", ())]}


def _move(move: Data) -> dict[str, Any]:
    whole: dict[str, Any] = {"citation": None, "excludes": []}
    return {key: {**whole, **value} if key in {"legal", "promised", "limit"} else value for key, value in move.items()}


UPCASTERS: dict[tuple[str, int], Upcaster] = {
    ("opened", 1): _limits_complete,
    ("acted", 1): _limits_complete,
}
"""(kind, shape) → what makes the next shape of it."""


def shape_of(kind: str) -> int:
    """Return the shape in which events of a kind are written today."""
    shape = 1
    while (kind, shape) in UPCASTERS:
        shape += 1
    return shape


def written(kind: str, data: Data) -> dict[str, Any]:
    """Return the data of a new event, marked with its shape where it is not the first."""
    shape = shape_of(kind)
    return {**data, SHAPE: shape} if shape > 1 else dict(data)


def read(kind: str, data: Data) -> dict[str, Any]:
    """Return the data of a stored event in today's shape, without the mark."""
    shape = int(data.get(SHAPE, 1))
    told = {key: value for key, value in data.items() if key != SHAPE}
    while upcaster := UPCASTERS.get((kind, shape)):
        told, shape = upcaster(told), shape + 1
    return told
