"""Streams the firms; several names in one cell are names of one firm, as the list says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from zhiquan.records.corpus.entities.names import split_names
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.firm_list.sniff import columns
from zhiquan.records.corpus.places import read_place
from zhiquan.records.corpus.reading.table import first_claim, xlsx_rows
from zhiquan.rules.text import Text

LABEL = Text("企业中英文名录（.xlsx）", "List of firms with Chinese and English names (.xlsx)")


def expected(path: Path) -> int | None:
    """Return what the first sheet claims."""
    claimed = first_claim(path)
    return claimed - 1 if claimed else None


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every row below the headings of every sheet that has them."""
    sheet, heading = "", [""]
    at: dict[str, int] | None = None
    for title, number, cells in xlsx_rows(path):
        if title != sheet:
            sheet, heading, at = title, cells, columns(cells)
        elif at:
            raw = {name: cell for name, cell in zip(heading, cells, strict=False) if name and cell}
            told = {field: cells[index].strip() if index < len(cells) else "" for field, index in at.items()}
            yield RawRow(f"{title}!{number}", _fields(told), raw, "organisations")


def _fields(told: Mapping[str, str]) -> dict[str, Value]:
    names = split_names(told.get("name", ""))
    english = (*split_names(told.get("name_en", "")), *split_names(told.get("short_en", "")))
    area = told.get("area", "")
    place = read_place(area.partition(">")[0])
    return {
        "name": names[0] if names else "",
        "names": tuple(dict.fromkeys((*names[1:], *split_names(told.get("short", ""))))),
        "name_en": ";".join(dict.fromkeys(english)),
        "code": told.get("code", ""),
        "industry": told.get("industry", ""),
        "area": area,
        "division": place.code if place else "",
    }
