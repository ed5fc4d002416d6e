"""The port of the outbox: whoever can carry a parcel out of the house."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Protocol

from zhiquan.office.outbox.models import Parcel, State
from zhiquan.rules.registry import Registry


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an attempt came to: SENT; WAITING, to be tried again; DEAD, never again; UNKNOWN, it may have arrived."""

    state: State
    said: str = ""


class Carrier(Protocol):
    """Carries parcels of one kind. ``repeatable``: the receiver knows a parcel again by its key, so that one whose
    fate is unknown (the worker was killed between carrying and noting it) is carried again: at least once. Where the
    receiver cannot know, it is not: at most once.
    """

    @property
    def repeatable(self) -> bool:
        """Whether carrying the same parcel twice does no harm."""
        ...

    def beside(self, parcel: Parcel) -> Collection[str]:
        """Return the targets that belong to the same owner as a parcel's, and wait when that one is slow."""
        ...

    def send(self, parcel: Parcel) -> Outcome:
        """Carry it; what is raised counts as an attempt whose fate is unknown."""
        ...


carriers: Registry[Carrier] = Registry("carriers")
