"""What the platform itself holds, asked through a port so that readings need neither lake nor database."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from zhiquan.insight.readings.model import Reading
from zhiquan.rules.text import Text


@dataclass(frozen=True, slots=True)
class Known:
    """An earlier value of a topic in a place: what a target or a growth can be held against; ``year`` its year end."""

    topic: str
    place: str
    year: int
    value: Decimal
    unit: str
    source: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A figure of the platform beside one of the text: value in the reading's unit, period in words, where it opens.

    ``indicator``, ``division`` and ``month`` are what its page is asked for.
    """

    label: Text
    value: Decimal
    unit: str
    period: Text
    indicator: str
    division: str
    month: str


class Holdings(Protocol):
    """The platform's own figures."""

    def beside(self, reading: Reading, place: str) -> tuple[Held, ...]:
        """Return what the platform holds of a reading's topic, unit, place and period; nothing when it holds none."""
        ...
