"""Turns each cell into a figure of one province and year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.places import Place, PlaceKind, Repair, read_place
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.table import csv_rows
from zhiquan.rules.text import Text

LABEL = Text("分省分年常住人口（CSV）", "Resident population by province and year (CSV)")

_TEN_THOUSAND = re.compile(r"\b10\s?000 persons|万人")


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every figure; the unit (ten thousand persons 万人 or persons 人) stands in the remark above the table."""
    for member in members(path):
        with member.open() as stream:
            unit, heading = "人", [""]
            for number, cells in csv_rows(stream, ","):
                if cells[0].startswith("#"):
                    unit = "万人" if _TEN_THOUSAND.search(",".join(cells)) else unit
                elif heading == [""]:
                    heading = cells
                else:
                    yield from _row(f"{member.name}:{number}", heading, cells, unit)


def _row(at: str, heading: list[str], cells: list[str], unit: str) -> Iterator[RawRow]:
    written = cells[0]
    place = read_place(written) or Place(written, "", "", PlaceKind.OTHER, Repair.OPEN)
    for year, value in zip(heading[1:], cells[1:], strict=False):
        fields = {
            "dataset": "cn-population",
            "measure": "population.resident",
            "item": "年末常住人口",
            "place": written,
            "place_read": place.name,
            "division": place.code,
            "candidates": (),
            "repair": place.how.value,
            "period": year.strip(),
            "value": value.strip(),
            "unit": unit,
        }
        yield RawRow(f"{at}/{year}", fields, {"region": written, year: value}, "statistics")
