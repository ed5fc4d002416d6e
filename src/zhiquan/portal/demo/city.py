"""How large the fictional city is, and its many: firms, patents, marks and indications beyond the first ones."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from zhiquan.portal.demo.lists import FIRST_MARK, INDICATION_HEADINGS, MARK_HEADINGS, MARKS, marks, written
from zhiquan.portal.demo.organisations import (
    COUNTIES,
    SEED,
    DemoOrganisation,
    companies,
    demo_organisations,
    syllables,
)
from zhiquan.portal.demo.patents import DemoPatent, demo_patents, evenly, patents_of
from zhiquan.portal.demo.workbook import HEADINGS, row_of


@dataclass(frozen=True, slots=True)
class City:
    """So many of each when the city is whole; ``first`` patents are there before the first page."""

    patents: int = 50_000
    marks: int = 20_000
    indications: int = 60
    organisations: int = 3_000
    cases: int = 2_000
    months: int = 36
    first: int = 3_000


@cache
def everybody(city: City, seed: int = SEED) -> tuple[DemoOrganisation, ...]:
    """Return all organisations; the first ones are those of the small city."""
    first = demo_organisations(seed)
    rng = random.Random(seed + 7)  # noqa: S311 - a fixed seed is the point
    names = [a + b + c for a, b, c in product(*syllables())]
    rng.shuffle(names)
    return first + tuple(companies(names[: max(0, city.organisations - len(first))], rng))


def write_many(folder: Path, city: City, seed: int = SEED) -> Iterator[tuple[Path, str]]:
    """Write what comes beyond the first lists and yield each file with the division that its rows belong to."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[Sequence[str]]] = {county: [] for county in COUNTIES}
    for patent in _more_patents(city, seed):
        rows[patent.owner.division if patent.owner else COUNTIES[0]].append(row_of(patent))
    for county, own in rows.items():
        yield written(folder / f"专利清单-{county}.csv", HEADINGS, own), county
    rng = random.Random(seed + 9)  # noqa: S311 - a fixed seed is the point
    owners = [one.name for one in everybody(city, seed) if one.enterprise]
    numbers = range(FIRST_MARK + MARKS, FIRST_MARK + max(MARKS, city.marks))
    yield written(folder / "商标清单.csv", MARK_HEADINGS, marks(rng, owners, numbers)), "990100"
    yield written(folder / "地理标志清单.csv", INDICATION_HEADINGS, _indications(rng, owners, city)), "990100"


def _more_patents(city: City, seed: int) -> Iterable[DemoPatent]:
    taken = {patent.key[2:].partition(".")[0] for patent in demo_patents(city.first, seed)}
    rng = random.Random(seed + 8)  # noqa: S311 - a fixed seed is the point
    return patents_of(everybody(city, seed), max(0, city.patents - city.first), rng, taken, evenly)


_PLACES = (("东湖", "东湖区全境"), ("西山", "西山区全境"), ("南川", "南川县全境"), ("北原", "北原县全境"))
_PRODUCTS = (
    ("黄桃", "水果"), ("酥梨", "水果"), ("大蒜", "蔬菜"), ("山药", "蔬菜"), ("黑猪", "畜禽产品"),
    ("土鸡蛋", "畜禽产品"), ("鲤鱼", "水产品"), ("香菇", "食用菌"), ("蜂蜜", "其他食品"), ("红薯粉条", "粮食"),
    ("菊花", "中药材"), ("刺绣", "工艺品"),
)  # fmt: skip
_REGIMES = ("地理标志产品", "地理标志证明商标", "地理标志集体商标", "农产品地理标志")
_FIRST_INDICATIONS = 12


def _indications(rng: random.Random, users: Sequence[str], city: City) -> Iterator[Sequence[str]]:
    every = [(*place, *thing) for thing in _PRODUCTS for place in _PLACES]
    for number, (place, area, thing, kind) in enumerate(every[: max(0, city.indications - _FIRST_INDICATIONS)], 1):
        year, using = 2008 + number % 17, "；".join(rng.sample(list(users), 1 + number % 6))
        body, regime = f"{place}{thing}产业协会", _REGIMES[number % len(_REGIMES)]
        yield (
            place + thing, f"示例公告第{_FIRST_INDICATIONS + number}号", regime, kind, area, body, using,
            f"{year}-{1 + number % 12:02d}-12",
        )  # fmt: skip
