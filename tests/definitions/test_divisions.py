"""Divisions: names by code, and who lies in whom."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from zhiquan.definitions.divisions import Division, Divisions, Level, divisions, level_of, parent_of
from zhiquan.rules.refusal import Refusal
from zhiquan.rules.text import Text

TABLE = divisions()
MERGED = """\
region: own
source: {zh: 自, en: own}
divisions:
  "990000": {zh: 示例省, en: Shili}
  "990100": {zh: 新名市, en: Xinming, formerly: [{zh: 旧名市, en: Jiuming, until: 2010-12-08}]}
  "990181": {zh: 江口县, en: Jiangkou, valid_to: 2015-06-30, successors: ["990182", "990105"]}
  "990182": {zh: 江口市, en: Jiangkou City, valid_from: 2015-07-01, valid_to: 2020-12-31, successors: ["990106"]}
  "990105": {zh: 江东区, en: Jiangdong, valid_from: 2015-07-01}
  "990106": {zh: 江口区, en: Jiangkou District, valid_from: 2021-01-01}
  "990183": {zh: 旧县, en: Jiu, valid_to: 1999-12-31}
"""


def write(region: Path, content: str, name: str = "own.yaml") -> Path:
    (region / "divisions").mkdir(exist_ok=True)
    (region / "divisions" / name).write_text(content, encoding="utf-8")
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


def test_a_code_is_valid_from_its_first_to_its_last_day(tmp_path: Path) -> None:
    table = divisions(write(tmp_path, MERGED))
    days = [date(2015, 6, 30), date(2015, 7, 1), date(2020, 12, 31), date(2021, 1, 1)]
    assert [table.in_force("990182", day) for day in days] == [False, True, True, False]
    assert table.in_force("990000", date(1949, 10, 1))
    assert not table.in_force("999999", date(2020, 1, 1))


def test_a_code_that_ended_is_followed_to_what_stands_for_it_on_the_day(tmp_path: Path) -> None:
    table = divisions(write(tmp_path, MERGED))
    assert table.successors_of("990181", date(2015, 6, 30)) == ("990181",)
    assert table.successors_of("990181", date(2015, 7, 1)) == ("990182", "990105")
    assert table.successors_of("990181", date(2026, 1, 1)) == ("990106", "990105")
    assert table.successors_of("990183", date(2026, 1, 1)) == ()
    assert table.successors_of("990106", date(2015, 1, 1)) == ()
    assert table.successors_of("999999", date(2015, 1, 1)) == ()


def test_a_name_that_changed_under_the_same_code_is_the_one_of_the_day(tmp_path: Path) -> None:
    table = divisions(write(tmp_path, MERGED))
    assert table.name("990100", date(2010, 12, 8)).zh == "旧名市"
    assert table.name("990100", date(2010, 12, 9)).zh == table.name("990100").zh == table["990100"].zh == "新名市"


def test_the_table_of_a_day_holds_the_codes_and_names_of_that_day(tmp_path: Path) -> None:
    table = divisions(write(tmp_path, MERGED))
    assert dict(table.at(date(1999, 1, 1))) == {
        "990000": Text("示例省", "Shili"),
        "990100": Text("旧名市", "Jiuming"),
        "990181": Text("江口县", "Jiangkou"),
        "990183": Text("旧县", "Jiu"),
    }
    assert "990106" in table.at(date(2021, 1, 1))
    assert len(table) == 7


def test_a_table_may_be_a_csv_file(tmp_path: Path) -> None:
    rows = (
        "code,zh,en,parent,valid_from,valid_to,successors\n980000,彼省,Bi,,,,\n"
        "980181,江口县,,980000,,2015-06-30,980182 980183\n980182,甲市,,,2015-07-01,,\n980183,乙市,,,,,\n"
    )
    table = divisions(write(tmp_path, "\ufeff" + rows, "own.csv"))
    assert list(table) == ["980000", "980181", "980182", "980183"]
    assert table["980000"] == Text("彼省", "Bi")
    assert table["980181"] == Text("江口县", "江口县")
    assert table.parent_of("980181") == "980000"
    assert table.successors_of("980181", date(2016, 1, 1)) == ("980182", "980183")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ("code,name\n980000,彼省\n", "code and zh"),
        ("", "code and zh"),
        ("code,zh\n980000,彼省\n980000,此省\n", "980000: given twice"),
        ("code,zh\n980000,彼省,更多\n", "too many columns"),
        ("code,zh\n980000,\n", "divisions.980000.zh"),
        ("code,zh,valid_to\n980000,彼省,昨天\n", "valid_to"),
        ("code,zh\n", "divisions"),
        ('code,zh\n980000,"彼省\n', "no UTF-8 table"),
        ("code,zh\n98,彼省\n", "六位数字"),
    ],
)
def test_a_csv_with_a_fault_is_refused_with_its_place(tmp_path: Path, rows: str, why: str) -> None:
    with pytest.raises(Refusal, match=why):
        divisions(write(tmp_path, rows, "own.csv"))


def test_a_csv_in_another_encoding_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "", "own.csv")
    (tmp_path / "divisions" / "own.csv").write_bytes("code,zh\n980000,彼省\n".encode("gb18030"))
    with pytest.raises(Refusal, match="no UTF-8 table"):
        divisions(tmp_path)


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{zh: 县, en: X, valid_from: 2020-01-01, valid_to: 2019-12-31}", "valid_from lies after"),
        ("{zh: 县, en: X, successors: ['990000']}", "successors without valid_to"),
        (
            "{zh: 县, en: X, formerly: [{zh: 乙, en: B, until: 2020-01-01}, {zh: 甲, en: A, until: 2010-01-01}]}",
            "order of their last days",
        ),
        ("{zh: 县, en: X, valid_to: 2019-12-31, successors: ['990999']}", "未列入表中"),
    ],
)
def test_dates_and_successors_that_do_not_agree_are_refused(tmp_path: Path, line: str, why: str) -> None:
    head = "region: own\nsource: {zh: 自, en: own}\ndivisions:\n  '990000': {zh: 省, en: P}\n"
    with pytest.raises(Refusal, match=why):
        divisions(write(tmp_path, f"{head}  '990101': {line}\n"))


def test_successors_that_run_in_a_circle_are_refused() -> None:
    ended = date(2000, 1, 1)
    table = Divisions(
        {
            "990101": Division(zh="甲", en="A", valid_to=ended, successors=("990102",)),
            "990102": Division(zh="乙", en="B", valid_to=ended, successors=("990101",)),
        },
        {},
    )
    with pytest.raises(Refusal, match="成环"):
        table.successors_of("990101", date(2001, 1, 1))


def test_a_code_in_two_tables_of_a_region_is_refused(tmp_path: Path) -> None:
    write(tmp_path, MERGED)
    write(tmp_path, "code,zh\n990106,他区\n", "two.csv")
    with pytest.raises(Refusal, match="990106"):
        divisions(tmp_path)


@pytest.mark.realdata
def test_a_region_of_the_whole_country_loads_from_a_csv_of_its_own(shared_data: Path, tmp_path: Path) -> None:
    with (shared_data / "cn-divisions" / "areas.csv").open(encoding="utf-8") as stream:
        rows = "".join(f"{row['code']},{row['name']}\n" for row in csv.DictReader(stream))
    table = divisions(write(tmp_path, f"code,zh\n{rows}", "own.csv"))
    assert len(table) == 2_978
    assert [table.lineage(code) for code in ("341602", "429004", "110101")] == [
        ("341602", "341600", "340000"),
        ("429004", "420000"),
        ("110101", "110000"),
    ]
