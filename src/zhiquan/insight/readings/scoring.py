"""Score the readings of a text against a table of what it says: right, doubtful, wrong, missed, and what is too much.

A row is *right* when one reading that is not doubtful agrees in everything that the row says; *doubtful* when the
figure was read but candidates were kept (the right one may be among them); *wrong* when a reading of the same topic
and value, or of the same value and unit, differs in something and raises no doubt; *missed* otherwise, also where the
number was read as it is but the vocabulary told no topic for it: it stands under the text's own words then.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any

from zhiquan.definitions import read_yaml
from zhiquan.insight.readings.model import Reading, Sort, Standing
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

Row = Mapping[str, Any]
KEYS = frozenset(
    [
        "id",
        "topic",
        "value",
        "unit",
        "period",
        "growth",
        "basis",
        "since",
        "bound",
        "rank",
        "within",
        "target",
        "was",
        "sort",
        "name",
        "extra",
    ]
)


class Mark(StrEnum):
    """How one row came out."""

    RIGHT = "right"
    DOUBTFUL = "doubtful"
    WRONG = "wrong"
    MISSED = "missed"


@dataclass(frozen=True)
class Scored:
    """One row with its mark; ``why`` names what differs."""

    row: str
    mark: Mark
    why: str = ""


@dataclass(frozen=True)
class Score:
    """A text's rows, and the readings that no row asked for (structures of plans left aside)."""

    rows: tuple[Scored, ...]
    surplus: tuple[Reading, ...]

    def count(self, mark: Mark) -> int:
        """Return how many rows came out so."""
        return sum(one.mark is mark for one in self.rows)


def read_rows(path: Path) -> list[Row]:
    """Read a table of rows; an unknown key is refused."""
    data = read_yaml(path)
    rows: list[Row] = data["rows"] if isinstance(data, dict) else []
    for row in rows:
        if unknown := set(row) - KEYS:
            text = Text("对照表 {id} 行有不认识的项：{keys}。", "Row {id} of the table has unknown keys: {keys}.")
            raise Refusal("readings.gold", text.format(id=row.get("id", "?"), keys=", ".join(sorted(unknown))))
    return rows


def score(readings: Sequence[Reading], rows: Sequence[Row]) -> Score:
    """Mark every row."""
    scored, used = [], set()
    for row in rows:
        mark, why, reading = _marked(readings, row)
        scored.append(Scored(str(row["id"]), mark, why))
        used |= {one.number for one in readings if _same(one, row)} | ({reading.number} if reading else set())
    surplus = (
        one for one in readings if one.number not in used and not (one.quantity and one.quantity.sort is Sort.STRUCTURE)
    )
    return Score(tuple(scored), tuple(surplus))


def _marked(readings: Sequence[Reading], row: Row) -> tuple[Mark, str, Reading | None]:
    same = [one for one in readings if _same(one, row)]
    faults = [(_differs(one, row), one) for one in same]
    for fault, one in faults:
        if not fault and one.standing is not Standing.DOUBTFUL:
            return Mark.RIGHT, "", one
    for one in readings:
        if one.standing is Standing.DOUBTFUL and (one in same or _among(one, row) or _alike(one, row)):
            return Mark.DOUBTFUL, "; ".join(doubt.text.zh for doubt in one.doubts), one
    if faults:
        fault, one = min(faults, key=lambda pair: len(pair[0]))
        return Mark.WRONG, ", ".join(fault), one
    alike = sorted((one for one in readings if _alike(one, row)), key=lambda one: (bool(one.topic), one.number))
    return _told_otherwise(alike[0], row) if alike else (Mark.MISSED, "", None)


def _told_otherwise(reading: Reading, row: Row) -> tuple[Mark, str, Reading]:
    """Mark a row whose number was read under another topic: under none, it was missed and nothing false is told."""
    if fault := ([f"topic {reading.topic}"] if reading.topic else _differs(reading, row)):
        return Mark.WRONG, ", ".join(fault), reading
    return Mark.MISSED, "topic not told", reading


def _same(reading: Reading, row: Row) -> bool:
    """Tell whether a reading is of the row's topic (or sort) and value."""
    quantity = reading.quantity
    if "sort" in row:
        return quantity is not None and quantity.sort.value == row["sort"] and _value(reading) == _decimal(row["value"])
    if reading.topic != row.get("topic"):
        return False
    if "name" in row:
        return str(row["name"]) in reading.name
    if "value" in row:
        return _value(reading) == _decimal(row["value"])
    if "growth" in row:
        return quantity is None and any(growth.amount == _decimal(row["growth"]) for growth in reading.growth)
    return reading.rank is not None and reading.rank.quantity.value == _decimal(row.get("rank"))


def _alike(reading: Reading, row: Row) -> bool:
    quantity = reading.quantity
    return (
        quantity is not None
        and "value" in row
        and quantity.value == _decimal(row["value"])
        and quantity.unit == row.get("unit")
    )


def _among(reading: Reading, row: Row) -> bool:
    wanted = (_decimal(row.get("value")), row.get("unit"))
    return reading.topic == row.get("topic") and any(
        wanted in one.values for doubt in reading.doubts for one in doubt.candidates
    )


def _differs(reading: Reading, row: Row) -> list[str]:
    """Return what a reading says otherwise than the row."""
    found = {
        "unit": _unit(reading), "period": reading.period.code if reading.period else None, "target": reading.target,
        "bound": _bound(reading), "was": reading.was.value if reading.was else None,
        "growth": reading.growth[0].amount if reading.growth else None,
        "basis": reading.growth[0].basis.value if reading.growth else None,
        "since": reading.growth[0].since if reading.growth else "",
        "rank": reading.rank.quantity.value if reading.rank else None,
        "within": reading.rank.within if reading.rank else "",
    }  # fmt: skip
    wanted = {
        "bound": "",
        "was": None,
        "growth": None,
        "basis": None,
        "since": "",
        "rank": None,
        "within": "",
        "target": False,
        **row,
    }
    wanted.setdefault("unit", "")
    return [
        f"{key}: {found[key]!s} for {wanted[key]!s}"
        for key in found
        if key in wanted and found[key] != (_decimal(wanted[key]) if key in {"was", "growth", "rank"} else wanted[key])
    ]


def _unit(reading: Reading) -> str:
    """Return the unit, the one supplied where the text lost it."""
    if reading.quantity is None:
        return ""
    for doubt in reading.doubts:
        if doubt.code == "unit-lost" and len(doubt.candidates) == 1:
            return doubt.candidates[0].values[0][1]
    return reading.quantity.unit


def _bound(reading: Reading) -> str:
    quantity = reading.quantity or (reading.growth[0].quantity if reading.growth else None)
    return quantity.bound.value if quantity else ""


def _value(reading: Reading) -> Decimal | None:
    return reading.quantity.value if reading.quantity else None


def _decimal(value: object) -> Decimal | None:
    return None if value is None else Decimal(str(value))
