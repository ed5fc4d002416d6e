"""Divisions: names by code, and who lies in whom."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from zhiquan.definitions.divisions import Divisions, Level, divisions, level_of, parent_of
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

TABLE = divisions()


def write(region: Path, content: str) -> Path:
    (region / "divisions").mkdir()
    (region / "divisions" / "own.yaml").write_text(content, encoding="utf-8")
    return region


def test_a_county_lies_in_its_city_and_the_city_in_its_province() -> None:
    assert divisions().lineage("990103") == ("990103", "990100", "990000")
    assert parent_of("990000") is None


def test_a_county_unit_directly_under_the_province_has_no_city() -> None:
    assert parent_of("999004") == "990000"


def test_a_district_of_a_municipality_lies_in_the_municipality_itself() -> None:
    assert [parent_of(code) for code in ("110101", "500230")] == ["110000", "500000"]


@pytest.mark.realdata
def test_every_county_of_the_country_has_the_parent_that_the_official_codes_give_it(shared_data: Path) -> None:
    def rows(name: str) -> list[dict[str, str]]:
        with (shared_data / "cn-divisions" / name).open(encoding="utf-8") as stream:
            return list(csv.DictReader(stream))

    places_of_no_city = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}
    cities = {row["code"] for row in rows("cities.csv") if row["name"] not in places_of_no_city}
    # three cities have no districts and stand in the list of counties under their own code
    counties = [row for row in rows("areas.csv") if row["code"] != row["cityCode"] + "00"]
    assert len(counties) > 2_900
    for row in counties:
        expected = row["cityCode"] + "00" if row["cityCode"] in cities else row["provinceCode"] + "0000"
        assert TABLE.parent_of(row["code"]) == expected, row


def test_a_unit_that_the_file_lists_answers_to_the_parent_it_lists() -> None:
    table = Divisions({"990181": Text("江口市", "Jiangkou")}, {"990181": "990000"})
    assert table.lineage("990181") == ("990181", "990000")


def test_parents_that_run_in_a_circle_are_refused() -> None:
    with pytest.raises(Refusal, match="成环"):
        Divisions({}, {"990101": "990102", "990102": "990101"}).lineage("990101")


def test_a_division_the_table_does_not_list_is_called_by_its_code() -> None:
    assert divisions().name("990299") == Text("990299", "990299")


def test_the_names_are_in_both_languages_and_in_the_order_of_the_codes() -> None:
    assert dict(divisions())["990101"] == Text("东湖区", "Donghu District")
    assert list(divisions()) == sorted(divisions())


def test_a_region_with_its_own_table_does_not_see_the_demonstration(tmp_path: Path) -> None:
    own = "region: own\nsource: {zh: 自, en: own}\ndivisions:\n  '980000': {zh: 彼省, en: Bi}\n"
    assert list(divisions(write(tmp_path, own))) == ["980000"]


def test_a_region_without_a_table_uses_the_demonstration(tmp_path: Path) -> None:
    assert list(divisions(tmp_path)) == list(divisions())


@pytest.mark.parametrize("code", ["", "9901", "99010A", "９９０１０１", "99０101", "099010", "9901011"])
def test_what_is_not_six_digits_is_not_a_division(code: str) -> None:
    with pytest.raises(Refusal, match="六位数字"):
        level_of(code)


def test_the_level_is_read_off_the_code() -> None:
    levels = [level_of(code) for code in ("990000", "990100", "990101", "999004")]
    assert levels == [Level.PROVINCE, Level.CITY, Level.COUNTY, Level.COUNTY]


@pytest.mark.parametrize("line", ["colour: red", "parents: {'990101': 12}", "divisions: {}"])
def test_a_table_with_a_fault_is_refused_with_its_place(tmp_path: Path, line: str) -> None:
    text = f"region: own\nsource: {{zh: 自, en: own}}\n{line}\n"
    if not line.startswith("divisions"):
        text += "divisions: {'990000': {zh: 彼省, en: Bi}}\n"
    with pytest.raises(Refusal, match="own"):
        divisions(write(tmp_path, text))
