"""The official table of Hunan of July 2025 recomputed by the engine: sums, densities and ranks are the printed ones."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq
import pytest

from zhiquan.definitions.divisions import Divisions
from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.definition import shown
from zhiquan.insight.figures.derive import Denominators, Held, Published, derived
from zhiquan.insight.figures.engine import compute
from zhiquan.insight.figures.facts import fact_table
from zhiquan.insight.figures.model import Period
from zhiquan.rules.text import Text

JULY = Period(2025, 7)
PRINTED = """\
code,city,valid,universities,institutes,enterprises,bodies,service,individuals,population,density,rank
430100,长沙市,81989,30783,1713,46995,1270,80761,1228,1061.65,77.23,1
430200,株洲市,13694,603,881,12066,16,13566,128,383.78,35.68,2
430300,湘潭市,8572,4402,10,4048,15,8475,97,269.18,31.84,3
430400,衡阳市,4558,1230,6,3085,66,4387,171,643.43,7.08,6
430500,邵阳市,2031,185,3,1696,13,1897,134,630,3.22,11
430600,岳阳市,3418,179,24,2926,84,3213,205,498.75,6.85,7
430700,常德市,4411,363,38,3835,31,4267,144,516.9,8.53,4
430800,张家界市,228,16,3,185,2,206,22,148.7,1.53,14
430900,益阳市,2863,278,9,2355,124,2766,97,373.52,7.66,5
431000,郴州市,1936,91,12,1733,21,1857,79,457.78,4.23,10
431100,永州市,1569,145,9,1306,10,1470,99,501.85,3.13,12
431200,怀化市,2096,180,8,1828,22,2038,58,441.59,4.75,9
431300,娄底市,1880,152,0,1651,6,1809,71,372.77,5.04,8
433100,湘西州,575,96,4,439,5,544,31,239.2,2.40,13
430000,全省,129829,38703,2720,84156,1685,127264,2565,6539,19.85,
"""
ELSEWHERE = {"enterprise": 8, "individual": 1}
"""The table's line 其他: inventions of the province that belong to no city."""
KINDS = {
    "universities": "university",
    "institutes": "institute",
    "enterprises": "enterprise",
    "bodies": "body",
    "individuals": "individual",
}
TABLE = list(csv.DictReader(io.StringIO(PRINTED)))
CITIES = [row for row in TABLE if row["code"] != "430000"]


def facts() -> Iterator[dict[str, Any]]:
    """Yield one patent for each that the table counts."""
    view = catalogue().views["patents"]
    number = 0
    places = [(row["code"], {kind: int(row[column]) for column, kind in KINDS.items()}) for row in CITIES]
    for place, counts in [*places, ("430000", ELSEWHERE)]:
        for kind, count in counts.items():
            for _ in range(count):
                number += 1
                row: dict[str, Any] = {column.name: None for column in view.columns}
                row |= {"key": f"CN{number}", "division": place, "kind": "invention", "holder_kind": kind}
                yield row | {"in_force_from": date(2020, 1, 1)}


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], Decimal]:
    """Every figure of the table at the end of July 2025, as it is shown, by indicator and place."""
    read, path = catalogue(), tmp_path_factory.mktemp("golden") / "patents.parquet"
    pq.write_table(fact_table(read.views["patents"], facts()), path)
    names = Divisions({row["code"]: Text(row["city"], row["city"]) for row in TABLE}, {})
    month = date(2025, 7, 31)
    wanted = [one for one in read.over("patents") if one.code.startswith("patents.valid_inventions")]
    cells = compute(read.views["patents"], wanted, [str(path)], names, month, month)
    values = {(cell.indicator, cell.division, cell.period): cell.value for cell in cells}
    bulletin = date(2025, 3, 20)
    people = [Published(row["code"], 2024, Decimal(row["population"]) * 10_000, bulletin) for row in TABLE]
    # the year before was known too, and must not be taken
    people += [Published(row["code"], 2023, Decimal(1), date(2024, 3, 20)) for row in TABLE]
    for code in ("patents.inventions_per_10k", "patents.density_rank"):
        held = Held(values, frozenset(one.code for one in wanted))
        made = list(derived(read.indicator(code), held, [JULY], names, Denominators(people)))
        values |= {(cell.indicator, cell.division, cell.period): cell.value for cell in made}
    return {(code, place): shown(read.indicator(code).unit, value) for (code, place, _), value in values.items()}


@pytest.mark.parametrize("column", [*KINDS, "service", ""])
def test_every_count_and_every_sum_of_the_table_is_the_printed_one(
    figures: dict[tuple[str, str], Decimal], column: str
) -> None:
    code = f"patents.valid_inventions_{column}" if column else "patents.valid_inventions"
    printed = {row["code"]: int(row[column or "valid"]) for row in TABLE}
    assert {place: int(figures.get((code, place), 0)) for place in printed} == printed


def test_the_parts_of_every_place_add_up_to_its_total(figures: dict[tuple[str, str], Decimal]) -> None:
    for row in TABLE:
        parts = [figures.get((f"patents.valid_inventions_{one}", row["code"]), 0) for one in KINDS]
        assert sum(parts) == figures["patents.valid_inventions", row["code"]]


def test_every_density_is_the_printed_one_to_the_last_decimal(figures: dict[tuple[str, str], Decimal]) -> None:
    printed = {row["code"]: row["density"] for row in TABLE}
    assert {place: str(figures["patents.inventions_per_10k", place]) for place in printed} == printed


def test_every_rank_among_the_fourteen_cities_is_the_printed_one(figures: dict[tuple[str, str], Decimal]) -> None:
    printed = {row["code"]: int(row["rank"]) for row in CITIES}
    assert {place: int(figures["patents.density_rank", place]) for place in printed} == printed
