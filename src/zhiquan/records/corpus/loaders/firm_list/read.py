"""Reads the firms; several names in one cell are names of one firm, as the list says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from zhiquan.records.corpus.entities.names import split_names
from zhiquan.records.corpus.keys import folded
from zhiquan.records.corpus.loaders import RawRow, Value
from zhiquan.records.corpus.loaders.firm_list.sniff import columns, mapping
from zhiquan.records.corpus.places import read_place
from zhiquan.records.corpus.reading.table import xlsx_rows
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

LABEL = Text("企业中英文名录（.xlsx）", "List of firms with Chinese and English names (.xlsx)")


def expected(path: Path) -> None:
    """Return nothing: a list has more rows than firms."""
    del path


def rows(path: Path) -> Iterator[RawRow]:
    """Yield every firm once, where it is named first.

    Such lists give a row for each deal or each translation of a firm: rows of one name are put together, all names
    kept. Where they differ in industry both stay; where they differ in place neither is chosen.
    """
    firms: dict[str, _Firm] = {}
    for place, told, raw in _told(path):
        names = split_names(told.get("name", ""))
        firm = firms.setdefault(folded(names[0]) if names else f"\0{place}", _Firm(place))
        firm.add(names, told, raw)
        if len(firms) > mapping()["largest"]:
            text = Text("{f} 的企业超过 {n} 家，请拆分后再导入。", "{f} lists more than {n} firms; split it.")
            raise Refusal("import.too-large", text.format(f=path.name, n=mapping()["largest"]))
    for firm in firms.values():
        yield firm.row()


def _told(path: Path) -> Iterator[tuple[str, dict[str, str], dict[str, str]]]:
    """Yield place, fields and columns of every row below the headings of every sheet that has them."""
    sheet, heading = "", [""]
    at: dict[str, int] | None = None
    for title, number, cells in xlsx_rows(path):
        if title != sheet:
            sheet, heading, at = title, cells, columns(cells)
        elif at:
            raw = {name: cell for name, cell in zip(heading, cells, strict=False) if name and cell}
            told = {field: cells[index].strip() if index < len(cells) else "" for field, index in at.items()}
            yield f"{title}!{number}", told, raw


@dataclass(slots=True)
class _Firm:
    """All rows of one name; each dict serves as an ordered set."""

    place: str
    names: dict[str, None] = field(default_factory=dict)
    english: dict[str, None] = field(default_factory=dict)
    values: defaultdict[str, dict[str, None]] = field(default_factory=lambda: defaultdict(dict))
    raws: list[dict[str, str]] = field(default_factory=list)

    def add(self, names: tuple[str, ...], told: Mapping[str, str], raw: dict[str, str]) -> None:
        """Take one row in."""
        self.raws.append(raw)
        self.names.update(dict.fromkeys((*names, *split_names(told.get("short", "")))))
        for column in ("name_en", "short_en"):
            self.english.update(dict.fromkeys(split_names(told.get(column, ""))))
        for column in ("industry", "area", "code"):
            if value := told.get(column, ""):
                self.values[column][value] = None

    def row(self) -> RawRow:
        """Return the firm as one row."""
        name, *others = self.names or ("",)
        areas = list(self.values["area"])
        codes = list(self.values["code"])
        places = {read_place(area.partition(">")[0]) for area in areas}
        place = next(iter(places)) if len(places) == 1 else None
        fields: dict[str, Value] = {
            "name": name,
            "names": tuple(others),
            "name_en": ";".join(self.english),
            "code": codes[0] if len(codes) == 1 else "",
            "industry": "；".join(self.values["industry"]),
            "area": areas[0] if len(areas) == 1 else "",
            "division": place.code if place else "",
        }
        first = self.raws[0]
        return RawRow(
            self.place, fields, {**first, "+": tuple(self.raws[1:])} if self.raws[1:] else first, "organisations"
        )
