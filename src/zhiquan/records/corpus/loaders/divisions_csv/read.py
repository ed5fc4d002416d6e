"""Streams the divisions; short codes (11, 1101) are filled up to the six digits of GB/T 2260."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from zhiquan.records.corpus.loaders import RawRow
from zhiquan.records.corpus.loaders.divisions_csv.sniff import PREFECTURES
from zhiquan.records.corpus.reading.members import members
from zhiquan.records.corpus.reading.table import csv_rows
from zhiquan.rules.identifiers.division import Level
from zhiquan.rules.text import Text

LABEL = Text("行政区划代码表（CSV）", "Table of administrative divisions (CSV)")

_ABOVE = ("areaCode", "cityCode", "provinceCode")
"""Columns of codes above, the nearest first."""
_LEVELS = {2: Level.PROVINCE, 4: Level.CITY, 6: Level.COUNTY, 9: Level.TOWN}
"""Digits of a code as these tables write it → its level."""


def expected(path: Path) -> None:
    """Return nothing: only reading tells."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every division."""
    for member in members(path):
        with member.open() as stream:
            source = csv_rows(stream, ",")
            _, heading = next(source, (0, []))
            fields = _of_cities if set(heading) >= PREFECTURES else _plain
            for number, cells in source:
                raw = dict(zip(heading, (cell.strip() for cell in cells), strict=False))
                yield RawRow(f"{member.name}:{number}", fields(raw), raw, "divisions")


def _plain(raw: Mapping[str, str]) -> dict[str, str]:
    code = raw.get("code", "")
    return {
        "code": _full(code),
        "name": raw.get("name", ""),
        "parent": _full(next((raw[column] for column in _ABOVE if raw.get(column)), "")),
        "level": _LEVELS[len(code)].value if len(code) in _LEVELS else "",
        "year": "",
    }


def _of_cities(raw: Mapping[str, str]) -> dict[str, str]:
    return {
        "code": raw.get("city_adcode", ""),
        "name": raw.get("city_name", ""),
        "parent": raw.get("province_adcode", ""),
        "level": Level.CITY.value,
        "year": raw.get("year", ""),
    }


def _full(code: str) -> str:
    return code.ljust(6, "0") if code else ""
