"""Which place a text speaks of, and the published populations of places for holding densities against."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from zhiquan.definitions import SHIPPED, read_yaml
from zhiquan.insight.readings.model import Reading
from zhiquan.insight.readings.ports import Known
from zhiquan.insight.readings.text.folding import fold

PROVINCES = (
    "北京", "天津", "河北", "山西", "内蒙古", "辽宁", "吉林", "黑龙江", "上海", "江苏", "浙江", "安徽", "福建",
    "江西", "山东", "河南", "湖北", "湖南", "广东", "广西", "海南", "重庆", "四川", "贵州", "云南", "西藏", "陕西",
    "甘肃", "青海", "宁夏", "新疆",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Population:
    """A published year-end resident population, in ten thousands; ``sure``: read in the published table itself."""

    place: str
    year: int
    wan: Decimal
    source: str
    sure: bool


@cache
def populations() -> dict[str, tuple[Population, ...]]:
    """Return the shipped populations by place, years in order."""
    data = read_yaml(SHIPPED / "readings" / "population.yaml")
    return {
        place: tuple(
            Population(place, int(year), Decimal(str(one["value"])), str(one["source"]), bool(one["sure"]))
            for year, one in sorted(entry["years"].items())
        )
        for place, entry in data.items()
    }


def stated_populations(readings: Iterable[Reading], place: str) -> tuple[Population, ...]:
    """Return the year-end populations that a text names itself."""
    return tuple(
        Population(place, one.period.last.year, one.value / 10_000, "本文", sure=True)
        for one in readings
        if one.topic == "population" and one.value is not None and one.period and one.period.last
    )


@cache
def known() -> tuple[Known, ...]:
    """Return the shipped earlier values that targets are held against."""
    return tuple(
        Known(
            one["topic"], one["place"], one["year"], Decimal(str(one["value"])), one["unit"], one["source"], one["sure"]
        )
        for one in read_yaml(SHIPPED / "readings" / "known.yaml")
    )


def place_of(folded: str, more: Iterable[str] = ()) -> str:
    """Return the known place that a text names most often, empty when it names none; ``more`` are further names."""
    counts = {name: folded.count(fold(name)) for name in (*more, *PROVINCES, *populations())}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else ""
