"""Streams the names. The list has no file numbers: its entries are told apart by their names (the gate's matter)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from zhiquan.records.corpus.countries import country_codes
from zhiquan.records.corpus.loaders import ASIDE, RawRow, Value
from zhiquan.records.corpus.loaders.dates import day_first
from zhiquan.records.corpus.loaders.gi_register_json.read import names_of, regime_of
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.table import csv_rows
from zhiquan.rules.text import Text

LABEL = Text("英国地理标志登记簿（CSV）", "United Kingdom's register of protected names (CSV)")

_REGISTER = "UK"
_SPIRIT = "Spirit drink"
"""What the list is of; it says so in its title alone."""


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every name; a row with a single cell is a remark."""
    for member in members(path):
        with member.open() as stream:
            source = csv_rows(stream, ",", legacy="cp1252")
            _, heading = next(source, (0, []))
            for number, cells in source:
                if not any(cell.strip() for cell in cells):
                    continue
                raw = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
                place = f"{member.name}:{number}"
                if sum(map(bool, raw.values())) == 1:  # "1 to 242 of 242 products" below the list
                    yield RawRow(place, {"rule": "row.remark"}, raw, ASIDE)
                else:
                    yield RawRow(place, _fields(raw), raw, "indications")


def _fields(raw: Mapping[str, str]) -> dict[str, Value]:
    names = names_of(raw.get("Registered name", ""))
    first = day_first(raw.get("Date of original registration", ""))
    return {
        "register": _REGISTER,
        "regime": regime_of(raw.get("Protection type", ""), _SPIRIT),
        "name": names[0] if names else "",
        "names": names,
        "countries": country_codes(raw.get("Country of origin", "")),
        "product": raw.get("Class", ""),
        "registration_date": day_first(raw.get("Date of decision", "")),
        "basis": f"first registered {first}" if first else "",
    }
