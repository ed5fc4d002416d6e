"""Turns both forms into figures: office, origin, technology, year.

The place is the office as WIPO names it; offices are no divisions of China, so no code stands beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.wipo_statistics.sniff import LONG, WIDE
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.table import csv_rows
from zhiquan.rules.text import Text

LABEL = Text("WIPO 专利统计（CSV）", "WIPO patent statistics (CSV)")

_INDICATOR = re.compile(r"Indicator :\s*(?:\d+ - )?(?P<name>.+)")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FIELD = re.compile(r"(?:[0-9]+ - )?(?P<name>.+)")
_DEFAULT = "Patent grants by technology"
"""What the long form is of; it does not say so itself."""


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every figure; an empty cell is no figure."""
    for member in members(path):
        with member.open() as stream:
            indicator, heading = _DEFAULT, [""]
            for number, cells in csv_rows(stream, ",", legacy="cp1252"):
                at = f"{member.name}:{number}"
                if heading == [""]:
                    told = _INDICATOR.match(cells[0])
                    indicator = told["name"].strip() if told else indicator
                    if cells[: len(WIDE)] == WIDE or cells[: len(LONG)] == LONG:
                        heading = cells
                elif heading[0] == WIDE[0]:
                    yield from _wide(at, indicator, heading, cells)
                else:
                    yield _long(at, indicator, dict(zip(heading, cells, strict=False)))


def _wide(at: str, indicator: str, heading: list[str], cells: list[str]) -> Iterator[RawRow]:
    told = dict(zip(heading, cells, strict=False))
    for year, value in told.items():
        if _YEAR.fullmatch(year) and value.strip():
            raw = {**{name: told[name] for name in WIDE}, year: value}
            yield _row(
                f"{at}/{year}", indicator, (told["Office"], told["Origin"], told["Technology"], year, value), raw
            )


def _long(at: str, indicator: str, told: dict[str, str]) -> RawRow:
    parts = tuple(told.get(name, "") for name in ("office", "origin", "technology_original", "year", "count"))
    return _row(at, indicator, parts, told)


def _row(at: str, indicator: str, parts: tuple[str, ...], raw: dict[str, str]) -> RawRow:
    office, origin, technology, year, value = parts
    field = _FIELD.fullmatch(technology.strip())
    fields = {
        "dataset": "wipo",
        "measure": indicator,
        "item": f"{origin} / {field['name'] if field else technology}",
        "place": office,
        "place_read": office,
        "division": "",
        "candidates": (),
        "repair": "exact",
        "period": year,
        "value": value.strip(),
        "unit": "",
    }
    return RawRow(at, fields, raw, "statistics")
