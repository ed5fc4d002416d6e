"""The same figure said again, as headlines do, speaks of the same period as where the period was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from zhiquan.insight.readings.model import Reading

_SAID = ("stated", "sentence", "paragraph", "before")


def with_periods(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Return the readings; one dated by its document alone takes the period of its equal that is dated better."""
    said: dict[tuple[str, Decimal, str], Reading] = {}
    for reading in sorted(readings, key=lambda one: _SAID.index(one.period_how) if one.period_how in _SAID else 9):
        if (key := _key(reading)) and reading.period_how in _SAID:
            said.setdefault(key, reading)
    return tuple(_dated(reading, said) for reading in readings)


def _dated(reading: Reading, said: dict[tuple[str, Decimal, str], Reading]) -> Reading:
    key = _key(reading)
    if reading.period_how != "document" or key not in said:
        return reading
    return replace(reading, period=said[key].period, period_how="repeated")


def _key(reading: Reading) -> tuple[str, Decimal, str] | None:
    quantity = reading.quantity
    return (reading.topic, quantity.value, quantity.unit) if quantity and reading.topic else None
