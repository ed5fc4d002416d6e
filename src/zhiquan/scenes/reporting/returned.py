"""The port for values reported from below 填报数: rooms that collect returns register where theirs are read."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from zhiquan.rules.registry import Registry
from zhiquan.scenes.reporting.official import Key


@dataclass(frozen=True, slots=True)
class Returned:
    """A returned value in the indicator's own unit; ``link`` opens the return, ``locked`` tells that it is final."""

    value: Decimal
    link: str
    locked: bool


class ReturnedValues(Protocol):
    """Where a room's returned values are read."""

    def __call__(self, codes: Collection[str], divisions: Collection[str], period: str) -> Mapping[Key, Returned]:
        """Return the values of a period, by indicator and division; what was not returned is not there."""
        ...


returned_sources: Registry[ReturnedValues] = Registry("returned values")


def returned_values(codes: Collection[str], divisions: Collection[str], period: str) -> dict[Key, Returned]:
    """Return what all rooms were told; two rooms that answer for one figure are an error."""
    found: dict[Key, Returned] = {}
    for name, source in returned_sources:
        told = source(codes, divisions, period)
        if twice := found.keys() & told.keys():
            raise ValueError(f"{name}: {min(twice)} is returned to another room too")
        found |= told
    return found
