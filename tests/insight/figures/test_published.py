"""Published statistics as figures: units, periods, and the yearbook of 2010 to 2022 with its names repaired."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from zhiquan.insight.figures.catalogue import catalogue
from zhiquan.insight.figures.published import PublishedFigure, published, series
from zhiquan.records.corpus.gates import Gate, Origin
from zhiquan.records.corpus.loaders import loader_for
from zhiquan.records.corpus.model import StatisticRecord

READ, KNOWN = catalogue(), series()


def record(**given: Any) -> StatisticRecord:
    told = {
        "dataset": "d",
        "measure": "population.resident",
        "item": "年末常住人口",
        "place": "湖南",
        "place_raw": "Hunan",
    }
    told |= {"division": "430000", "period": "2024", "value": "6539", "unit": "万人"}
    source = {"record": "r", "key": "k", "source": "s", "batch": "b", "vintage": date(2026, 1, 1), "raw_hash": "0"}
    return StatisticRecord(**{**source, **told, **given})


def figures(*records: StatisticRecord) -> list[PublishedFigure]:
    return list(published(records, READ, KNOWN))


def test_a_population_in_ten_thousands_is_of_persons_at_the_end_of_its_year_and_published_the_next_march() -> None:
    (found,) = figures(record())
    assert (found.value, found.period.code, found.published_on) == (65_390_000, "2024-12", date(2025, 3, 31))


def test_grants_of_a_year_are_the_running_total_of_december() -> None:
    (found,) = figures(record(measure="patent.grants", item="发明", value="11537", unit="件", period="2020"))
    assert (found.indicator, found.period.code, found.value) == ("patents.granted_inventions", "2020-12-ytd", 11537)


def test_places_that_stand_open_subtotals_and_other_measures_are_left_out() -> None:
    assert figures(record(division=""), record(measure="rd.spending"), record(period="2024-05")) == []


@pytest.mark.realdata
def test_the_yearbook_by_province_has_every_province_once_a_year_with_its_name_repaired(shared_data: Path) -> None:
    found: dict[tuple[str, str, str], Decimal] = {}
    for folder in ("01-accept", "02-authority", "03-valid"):
        for path in sorted((shared_data / "cn-yearbook-patents" / folder).glob("*.xlsx")):
            gate = Gate(Origin("test", "b", "", date(2026, 1, 1)))
            told = (gate.check(row) for row in loader_for(path).rows(path))
            for one in published((r for r in told if isinstance(r, StatisticRecord)), READ, KNOWN):
                found[one.indicator, one.division, one.period.code] = one.value
    grants = {key: value for key, value in found.items() if key[0] == "patents.granted_inventions"}
    years = sorted({period for _, _, period in grants})
    assert years == [f"{year}-12-ytd" for year in range(2010, 2023)]
    assert {len([key for key in grants if key[2] == year]) for year in years} == {31}
    # the names that scanning broke: 山西 and 西藏 of 2012, 江西 of 2015
    assert grants["patents.granted_inventions", "140000", "2012-12-ytd"] > 0
    assert grants["patents.granted_inventions", "540000", "2012-12-ytd"] > 0
    assert found["patents.valid_inventions", "360000", "2015-12"] > 0
    # three kinds add up to the total, everywhere and every year
    for _, division, year in grants:
        kinds = [
            found[f"patents.granted_{kind}", division, year] for kind in ("inventions", "utility_models", "designs")
        ]
        assert sum(kinds) == found["patents.granted", division, year], (division, year)
