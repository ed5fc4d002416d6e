"""Administrative divisions 行政区划: names by six-digit code (GB/T 2260) and who lies in whom."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

_CODE = re.compile(r"[1-9][0-9]{5}")
_DIRECTLY_ADMINISTERED = "90"
"""Third and fourth digit of county units under a province itself 省直辖县级行政区划 (GB/T 2260)."""

_MUNICIPALITIES = ("11", "12", "31", "50")
"""Beijing, Tianjin, Shanghai, Chongqing: their districts and counties have no city above them."""


class Level(StrEnum):
    """How high a division stands, read off its code."""

    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"


def level_of(code: str) -> Level:
    """Return the level of a code by its 2+2+2 digits; a code of another form is refused."""
    if not _CODE.fullmatch(code):
        text = Text("行政区划代码应为六位数字：“{code}”。", "A division code has six digits: “{code}”.")
        raise Refusal("divisions.code", text.format(code=code))
    return Level.PROVINCE if code.endswith("0000") else Level.CITY if code.endswith("00") else Level.COUNTY


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    region: str
    source: Text
    divisions: dict[str, Text] = Field(min_length=1)
    parents: dict[str, str] = {}


class Divisions(Mapping[str, Text]):
    """The divisions of a region in the order of their file: code → name, and the tree above each code."""

    def __init__(self, names: Mapping[str, Text], parents: Mapping[str, str]) -> None:
        for code in (*names, *parents, *parents.values()):
            level_of(code)
        self._names = dict(names)
        self._parents = dict(parents)

    def __getitem__(self, code: str) -> Text:
        return self._names[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def name(self, code: str) -> Text:
        """Return the name, or the code itself for a division that the table does not list."""
        return self._names.get(code, Text(code, code))

    def parent_of(self, code: str) -> str | None:
        """Return the division directly above, or ``None`` for a province; unlisted codes follow the rule too."""
        level = level_of(code)
        if code in self._parents:
            return self._parents[code]
        if level is Level.PROVINCE:
            return None
        if level is Level.CITY or code[2:4] == _DIRECTLY_ADMINISTERED or code.startswith(_MUNICIPALITIES):
            return f"{code[:2]}0000"
        return f"{code[:4]}00"

    def lineage(self, code: str) -> tuple[str, ...]:
        """Return the code and everything above it, lowest first; one entry per level at most."""
        line = [code]
        while (above := self.parent_of(line[-1])) is not None:
            if above in line:
                text = Text("行政区划“{code}”的上级成环。", "The parents of division “{code}” run in a circle.")
                raise Refusal("divisions.circle", text.format(code=code))
            line.append(above)
        return tuple(line)


def divisions(region: Path | None = None) -> Divisions:
    """Read the region's own table(s), or the shipped demonstration when the region has none."""
    own = sorted((region / "divisions").glob("*.yaml")) if region else []
    names: dict[str, Text] = {}
    parents: dict[str, str] = {}
    for path in own or sorted((SHIPPED / "divisions").glob("*.yaml")):
        table = _read(path)
        names.update(table.divisions)
        parents.update(table.parents)
    return Divisions(names, parents)


def parent_of(code: str, region: Path | None = None) -> str | None:
    """Return the division directly above a code; see ``Divisions.parent_of``."""
    return divisions(region).parent_of(code)


def _read(path: Path) -> _Table:
    try:
        return _Table.model_validate(read_yaml(path))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        text = Text("行政区划表 {file} 的 {place} 有误：{why}", "Division table {file}, {place}: {why}")
        raise Refusal("divisions.table", text.format(file=path.name, place=place, why=first["msg"])) from error
