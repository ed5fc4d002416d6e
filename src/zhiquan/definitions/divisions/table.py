"""How a table of divisions is written down, YAML or CSV, and read with its faults named by place."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

COLUMNS = ("code", "zh", "en", "parent", "valid_from", "valid_to", "successors")
"""Columns of a CSV table, the first two required; ``successors`` are codes separated by blanks."""


class Former(BaseModel):
    """A name that a division had until a day, under the same code."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    until: date


class Division(BaseModel):
    """One division: names, first and last day of its code, and the codes that took its place after the last day."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)
    valid_from: date | None = None
    valid_to: date | None = None
    successors: tuple[str, ...] = ()
    formerly: tuple[Former, ...] = ()

    @model_validator(mode="after")
    def _dates_agree(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_from > self.valid_to:
            raise ValueError("valid_from lies after valid_to")
        if self.successors and not self.valid_to:
            raise ValueError("successors without valid_to: a code in force has none")
        if list(self.formerly) != sorted(self.formerly, key=lambda one: one.until):
            raise ValueError("former names must stand in the order of their last days")
        return self

    def in_force(self, on: date) -> bool:
        """Tell whether the code is valid on a day, first and last day included."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)

    def name(self, on: date | None = None) -> Text:
        """Return the name, on a day the one that was right then."""
        former = next((one for one in self.formerly if on and on <= one.until), None)
        return Text(former.zh, former.en) if former else Text(self.zh, self.en)


class Table(BaseModel):
    """One file: a region, where it is from, its divisions by code and the parents that differ from the digits."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    region: str
    source: Text
    divisions: dict[str, Division] = Field(min_length=1)
    parents: dict[str, str] = {}


def read_tables(region: Path | None) -> list[Table]:
    """Read the region's own ``divisions/*.yaml`` and ``*.csv``, or the shipped ones where it has none."""
    own = sorted(path for path in (region / "divisions").glob("*") if path.suffix in _READERS) if region else []
    return [_read(path) for path in own or sorted((SHIPPED / "divisions").glob("*.yaml"))]


def _read(path: Path) -> Table:
    try:
        return Table.model_validate(_READERS[path.suffix](path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise _fault(path, place, first["msg"]) from error


def _csv(path: Path) -> dict[str, Any]:
    """Turn a CSV into the document that the YAML form would have; without English name the Chinese one stands in."""
    found: dict[str, dict[str, Any]] = {}
    parents: dict[str, str] = {}
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream, restkey="", strict=True)
            if not set(COLUMNS[:2]) <= set(reader.fieldnames or ()) <= set(COLUMNS):
                raise _fault(path, "1", f"columns {', '.join(COLUMNS)}; code and zh are required")
            for row in reader:
                given = {key: value.strip() for key, value in row.items() if key and value and value.strip()}
                code = given.pop("code", "")
                if code in found or "" in row:
                    raise _fault(path, str(reader.line_num), f"{code}: given twice, or too many columns")
                if "parent" in given:
                    parents[code] = given.pop("parent")
                found[code] = {"en": given.get("zh", ""), **given, "successors": given.get("successors", "").split()}
    except (UnicodeDecodeError, csv.Error) as error:
        raise _fault(path, "", f"no UTF-8 table with commas: {error}") from error
    return {"region": path.stem, "source": {"zh": path.name, "en": path.name}, "divisions": found, "parents": parents}


_READERS = {".yaml": read_yaml, ".csv": _csv}


def _fault(path: Path, place: str, why: str) -> Refusal:
    text = Text("行政区划表 {file} 的 {place} 有误：{why}", "Division table {file}, {place}: {why}")
    return Refusal("divisions.table", text.format(file=path.name, place=place, why=why))
