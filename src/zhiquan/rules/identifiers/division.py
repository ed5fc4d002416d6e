"""Division codes 行政区划代码 after GB/T 2260 (six digits) and the statistical codes built on them (9 and 12 digits).

The rule of the digits: two for the province, two for the city, two for the county; then three for the town and three
for the village. County units under a province itself (third and fourth digit 90, as Xiantao 429004) and the districts
of the four municipalities have no city above them. Whether a code exists on a day is a table's matter, not the rule's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from zhiquan.rules.identifiers.common import Broken, Parts, Unchecked, broken, fold, part
from zhiquan.rules.text import Text

DIRECTLY_ADMINISTERED = "90"
"""Third and fourth digit of county units under a province itself 省直辖县级行政区划 (GB/T 2260)."""
MUNICIPALITIES = ("11", "12", "31", "50")
"""Beijing, Tianjin, Shanghai, Chongqing: their districts and counties have no city above them."""
COUNTY_DIGITS, TOWN_DIGITS, VILLAGE_DIGITS = 6, 9, 12
_CODE = re.compile(r"[1-9][0-9]{5}(?:[0-9]{3}){0,2}")


class Level(StrEnum):
    """How high a division stands, read off its code."""

    VILLAGE = "village"
    TOWN = "town"
    COUNTY = "county"
    CITY = "city"
    PROVINCE = "province"

    @property
    def label(self) -> Text:
        """Return the level's name for people."""
        return _LEVELS[self]


_LEVELS = {
    Level.VILLAGE: Text("村级", "village"),
    Level.TOWN: Text("乡级", "town"),
    Level.COUNTY: Text("县级", "county"),
    Level.CITY: Text("地级", "city"),
    Level.PROVINCE: Text("省级", "province"),
}


def level_by_digits(code: str) -> Level:
    """Return the level of a well-formed code of 6, 9 or 12 digits; trailing groups of zeros stand for nothing."""
    if len(code) == VILLAGE_DIGITS and code[9:] != "000":
        return Level.VILLAGE
    if len(code) >= TOWN_DIGITS and code[6:9] != "000":
        return Level.TOWN
    if code[4:6] != "00":
        return Level.COUNTY
    return Level.CITY if code[2:4] != "00" else Level.PROVINCE


def parent_by_digits(code: str) -> str | None:
    """Return the division directly above by the rule of the digits, or ``None`` above a province."""
    match level_by_digits(code):
        case Level.VILLAGE:
            return code[:TOWN_DIGITS]
        case Level.TOWN:
            return code[:COUNTY_DIGITS]
        case Level.COUNTY if code[2:4] != DIRECTLY_ADMINISTERED and not code.startswith(MUNICIPALITIES):
            return f"{code[:4]}00"
        case Level.COUNTY | Level.CITY:
            return f"{code[:2]}0000"
        case _:
            return None


@dataclass(frozen=True, slots=True)
class DivisionCode(Unchecked):
    """A well-formed code; ``canonical`` is as short as its level allows: 6 digits down to counties, 9, 12 below."""

    canonical: str

    @property
    def level(self) -> Level:
        """Return how high the division stands."""
        return level_by_digits(self.canonical)

    @property
    def path(self) -> tuple[str, ...]:
        """Return everything above and the code itself, the province first."""
        line = [self.canonical]
        while (above := parent_by_digits(line[0])) is not None:
            line.insert(0, above)
        return tuple(line)

    @property
    def parts(self) -> Parts:
        """Return the level."""
        return (part("级别", "Level", self.level.label),)

    def __str__(self) -> str:
        return self.canonical


def parse_division_code(text: str) -> DivisionCode | Broken:
    """Read one code of 6, 9 or 12 digits; never raises, whatever the text."""
    code = fold(text)
    if not code:
        return broken("empty", "没有填写行政区划代码。", "No division code was given.", text)
    if not _CODE.fullmatch(code):
        return broken(
            "form",
            "“{given}”不是行政区划代码：应为 6 位（统计用 9 或 12 位）数字，首位不为 0。",
            "“{given}” is no division code: 6 digits (9 or 12 in statistics), the first one not 0.",
            text,
        )
    if _skips(code):
        return broken(
            "hierarchy",
            "“{given}”跳过了上级：有下级编号而上级编号为零。",
            "“{given}” skips a level: a lower part is numbered while the part above it is zero.",
            text,
        )
    while len(code) > COUNTY_DIGITS and code.endswith("000"):
        code = code[:-3]
    return DivisionCode(code)


def _skips(code: str) -> bool:
    """Tell whether a numbered part hangs below an empty one; a city without counties may have towns (Dongguan)."""
    city, county, town, village = code[2:4] != "00", code[4:6] != "00", code[6:9], code[9:]
    below_city = county or town.strip("0") != ""
    return (below_city and not city) or (village.strip("0") != "" and not town.strip("0"))
